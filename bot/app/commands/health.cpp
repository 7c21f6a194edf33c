#include "app/commands/commands.hpp"
#include "app/local_client.hpp"
#include "app/setting_values.hpp"
#include "app/with_settings.hpp"

namespace wegwijzer::app {
namespace {

std::string own_address(const Settings& settings) {
  const auto at = host_port_from(settings.text("server.listen")).value_or(HostPort{"127.0.0.1", 8080});
  const std::string host = at.host == "0.0.0.0" || at.host == "::" ? "127.0.0.1" : at.host;
  const bool https = !settings.text("server.tls_certificate").empty();
  return std::string(https ? "https://" : "http://") + (host.find(':') != std::string::npos ? "[" + host + "]" : host) +
         ":" + std::to_string(at.port);
}

std::string without_end_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

int run(const Given& given, Console& console) {
  auto url = given.value("--url");
  if (!url) {
    const auto settings = settings_for(given, console);
    if (!settings) return kMisuse;
    url = own_address(*settings);
  }
  const auto answer = get(without_end_slash(*url) + "/readyz");
  if (!answer) {
    console.complain(console.say("health.nobody", {{"url", *url}, {"why", answer.error().what}}));
    return exit_of(answer.error().kind);
  }
  const std::string body = answer->body.substr(0, answer->body.find_last_not_of('\n') + 1);
  if (given.has("--json")) console.print(body);
  if (answer->status == 200) {
    if (!given.has("--json")) console.print(console.say("health.ready"));
    return kDone;
  }
  if (!given.has("--json")) console.print(console.say("health.not_ready", {{"answer", body}}));
  return kFailed;
}

}  // namespace

Command health_command() {
  return {"health",          "health.purpose",
          "health.examples", {{"--url", "URL", "option.url"}, config_option(), json_option()},
          std::nullopt,      run};
}

}  // namespace wegwijzer::app
