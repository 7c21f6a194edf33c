#include "intake.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/log.hpp"
#include "engine/engine.hpp"
#include "http/client.hpp"
#include "http/server.hpp"
#include "requests.hpp"
#include "slack/slack.hpp"
#include "store/migrate.hpp"

namespace wegwijzer::bench {

namespace {

/// Takes every message and keeps it for ever.
class Standstill final : public handler::Handler {
 public:
  [[nodiscard]] std::string_view name() const override { return "standstill"; }
  [[nodiscard]] handler::Claim claim(const model::Message&, const handler::View&) const override {
    return handler::Claim::mine;
  }
  [[nodiscard]] Result<handler::Outcome> handle(const model::Message&, const handler::View&) override {
    for (;;) ::pause();
  }
};

template <class T>
T taken(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "wegwijzer-bench: %s\n", to_text(result.error()).c_str());
    std::exit(2);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

store::Connection connection(const std::string& url, store::Access access) {
  return taken(store::Connection::open(url, access));
}

std::unique_ptr<channel::Channel> slack_channel(const slack::Parts& parts, const std::string& api_url,
                                                store::Connection reader) {
  slack::Options options;
  options.signing_secrets = share(kSigningSecret);
  options.bot_token = share("xoxb-of-the-benchmark");
  options.api_url = api_url;
  return taken(slack::make(std::move(options), parts, std::move(reader)));
}

}  // namespace

void serve_intake(const std::string& folder, const std::string& api_url) {
  log::set_level(log::Level::error);
  const std::string url = "sqlite:" + folder + "/intake.db";
  const SystemClock clock;
  Metrics metrics;
  auto vault = taken(store::Vault::open({folder + "/intake.key", "sqlite:" + folder + "/intake-keys.db"}, clock.now()));
  auto writing = connection(url, store::Access::read_write);
  taken(store::migrate(writing));
  const auto client = http::Client::make();
  engine::Channels channels;
  channels.push_back(
      slack_channel({vault, clock, *client, metrics}, api_url, connection(url, store::Access::read_only)));
  handler::Handlers handlers;
  handlers.push_back(std::make_unique<Standstill>());
  engine::People people(vault);
  const auto engine = taken(
      engine::Engine::start({channels, handlers, vault, clock, metrics, people}, {.database = url, .workers = 1}));
  http::Router router;
  channels.front()->routes(router, *engine);
  http::ServerOptions options;
  options.port = 0;
  const auto server = taken(http::Server::start(options, std::move(router)));
  std::printf("%d\n", server->port());
  std::fflush(stdout);
  for (;;) ::pause();
}

}  // namespace wegwijzer::bench
