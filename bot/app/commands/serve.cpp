#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/process.hpp"
#include "app/service.hpp"
#include "app/setting_values.hpp"
#include "base/log.hpp"

namespace wegwijzer::app {
namespace {

/// Where to click, for who started it by hand.
void say_where(const Service& service, const Settings& settings, bool playground, const Console& console) {
  const auto host = host_port_from(settings.text("server.listen")).value_or(HostPort{}).host;
  const bool https = !settings.text("server.tls_certificate").empty();
  const std::string address = std::string(https ? "https://" : "http://") +
                              (host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host) + ":" +
                              std::to_string(service.port());
  if (playground) console.tell(console.say("serve.playground", {{"address", address}}));
}

int run(const Given& given, Console& console) {
  harden_process();
  hold_signals();
  std::map<std::string, std::string> command_line;
  if (const auto listen = given.value("--listen")) command_line["server.listen"] = *listen;
  const bool demo = given.has("--demo");
  const auto sources = sources_from_process(given.value("--config"), std::move(command_line));
  auto settings = Settings::load(sources);
  if (!settings) {
    console.complain(settings.error());
    return kMisuse;
  }
  for (const auto& warning : settings->warnings()) console.tell(warning);
  log::set_stream(log::Stream::standard_output);
  const Settings shown = *settings;
  auto service = Service::start(std::move(*settings), sources, demo);
  if (!service) {
    console.complain(service.error());
    return kFailed;
  }
  say_where(**service, shown, demo || shown.boolean("web.playground"), console);
  (*service)->run();
  return kDone;
}

}  // namespace

Command serve_command() {
  return {
      "serve",          "serve.purpose",
      "serve.examples", {config_option(), {"--listen", "HOST:PORT", "option.listen"}, {"--demo", "", "option.demo"}},
      std::nullopt,     run};
}

}  // namespace wegwijzer::app
