#include <algorithm>
#include <thread>
#include <utility>

#include "app/content.hpp"
#include "app/house.hpp"
#include "app/registry.hpp"
#include "slack/slack.hpp"
#include "store/migrate.hpp"
#include "terminal/terminal.hpp"
#include "web/web.hpp"

namespace wegwijzer::app {
namespace {

bool allows(const Settings& settings, std::string_view key, std::string_view what) {
  const auto list = settings.list(key);
  return std::find(list.begin(), list.end(), what) != list.end();
}

handler::Welcome welcome(const Settings& settings, std::string_view what) {
  return {allows(settings, "bot.guests", what), allows(settings, "bot.outsiders", what)};
}

Language standard_language(const Settings& settings) {
  return language_from(settings.text("bot.language")).value_or(Language::nl);
}

engine::Settings engine_settings(const Settings& settings, const Storage& storage) {
  return {
      .database = storage.database,
      .language = standard_language(settings),
      .workers = std::clamp(std::thread::hardware_concurrency(), 1U, 16U),
  };
}

bool slack_is_on(const Settings& settings) {
  const bool installs = !settings.text("slack.client_id").empty() && settings.secret("slack.client_secret");
  return settings.secret("slack.signing_secret") && (settings.secret("slack.bot_token") || installs);
}

slack::Options slack_options(const Settings& settings) {
  slack::Options options;
  options.signing_secrets = settings.secret("slack.signing_secret");
  options.bot_token = settings.secret("slack.bot_token");
  options.client_id = settings.text("slack.client_id");
  options.client_secret = settings.secret("slack.client_secret");
  options.api_url = settings.text("slack.api_url");
  options.public_url = settings.text("server.public_url");
  return options;
}

}  // namespace

House::House(const Settings& from, Storage where)
    : settings(from),
      storage(std::move(where)),
      library(content_directories(from)),
      guide(content_directories(from), from.text("safe_space.resources")),
      client(http::Client::make()) {}

// Calls that come back while the house is taken down still meet channels and engine.
House::~House() {
  if (engine) engine->stop(std::chrono::milliseconds{0});
  client.reset();
  engine.reset();
}

tl::expected<std::unique_ptr<House>, std::vector<Fault>> House::open(const Settings& settings, Storage storage,
                                                                     const ChannelMaker& make_channels) {
  std::unique_ptr<House> house(new House(settings, std::move(storage)));
  if (auto loaded = house->reload(); !loaded) return tl::unexpected(std::move(loaded.error()));
  auto open = house->open_storage().and_then([&] { return house->start_engine(make_channels); });
  if (!open) return tl::unexpected(std::vector{std::move(open.error())});
  return house;
}

tl::expected<void, std::vector<Fault>> House::reload() {
  auto entries = library.reload();
  auto signals = guide.reload();
  if (entries && signals) return {};
  std::vector<Fault> faults;
  for (auto* part : {&entries, &signals})
    if (!*part) std::move(part->error().begin(), part->error().end(), std::back_inserter(faults));
  return tl::unexpected(std::move(faults));
}

Result<void> House::open_storage() {
  if (auto made = make_folders(storage); !made) return made;
  auto keys = store::Vault::open({.key_file = storage.key_file,
                                  .keys_url = storage.keys_url,
                                  .key_epoch = settings.duration("safe_space.key_epoch"),
                                  .key_keep = settings.duration("safe_space.key_keep")},
                                 clock.now());
  if (!keys) return failed(std::move(keys.error()));
  vault = std::make_unique<store::Vault>(std::move(*keys));
  auto connection = store::Connection::open(storage.database, store::Access::read_write);
  if (!connection) return failed(std::move(connection.error()));
  return store::migrate(*connection);
}

Result<void> House::start_engine(const ChannelMaker& make_channels) {
  auto made = make_channels(*this);
  if (!made) return failed(std::move(made.error()));
  channels = std::move(*made);
  const bool log = settings.text("privacy.question_log") != "off";
  const Duration keep = settings.duration("privacy.retention");
  handlers = all_handlers({library,
                           guide,
                           *vault,
                           {.question_log = log, .keep = keep},
                           {.question_log = log, .keep = keep},
                           welcome(settings, "knowledge"),
                           welcome(settings, "safe_space")});
  people = std::make_unique<engine::People>(*vault);
  auto started =
      engine::Engine::start({channels, handlers, *vault, clock, metrics, *people}, engine_settings(settings, storage));
  if (!started) return failed(std::move(started.error()));
  engine = std::move(*started);
  return {};
}

Result<engine::Channels> service_channels(House& house, bool demo) {
  engine::Channels channels;
  if (slack_is_on(house.settings)) {
    auto reader = store::Connection::open(house.storage.database, store::Access::read_only);
    if (!reader) return failed(std::move(reader.error()));
    auto made = slack::make(slack_options(house.settings), {*house.vault, house.clock, *house.client, house.metrics},
                            std::move(*reader));
    if (!made) return failed(std::move(made.error()));
    channels.push_back(std::move(*made));
  }
  if (demo || house.settings.boolean("web.playground")) channels.push_back(web::make(house.clock));
  return channels;
}

Result<engine::Channels> terminal_channel(House& house) {
  engine::Channels channels;
  channels.push_back(terminal::make(house.clock));
  return channels;
}

}  // namespace wegwijzer::app
