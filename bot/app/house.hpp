#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "app/settings.hpp"
#include "app/storage.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "engine/engine.hpp"
#include "engine/people.hpp"
#include "handler/handler.hpp"
#include "http/client.hpp"
#include "knowledge/shelf.hpp"
#include "metrics/metrics.hpp"
#include "safe_space/safe_space.hpp"
#include "store/vault.hpp"

namespace wegwijzer::app {

/// All rooms wired together: what `serve` and `ask` have in common. Immutable once open, except what reloads itself.
class House {
 public:
  using ChannelMaker = std::function<Result<engine::Channels>(House&)>;

  /// Makes folders, opens keys and database, brings the schema forward, loads knowledge, starts the engine.
  /// Faults: all that is wrong with the knowledge; else the one thing that stopped it, with its cure.
  static tl::expected<std::unique_ptr<House>, std::vector<Fault>> open(const Settings& settings, Storage storage,
                                                                       const ChannelMaker& make_channels);
  ~House();
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  /// Entries, signals and help lines anew. Faults: what was in use stays.
  [[nodiscard]] tl::expected<void, std::vector<Fault>> reload();

  const Settings& settings;
  const Storage storage;
  SystemClock clock;
  Metrics metrics;
  std::unique_ptr<store::Vault> vault;
  knowledge::Library library;
  safe_space::Guide guide;
  handler::Handlers handlers;
  std::unique_ptr<http::Client> client;
  engine::Channels channels;
  std::unique_ptr<engine::People> people;
  std::unique_ptr<engine::Engine> engine;

 private:
  House(const Settings& settings, Storage storage);
  [[nodiscard]] Result<void> open_storage();
  [[nodiscard]] Result<void> start_engine(const ChannelMaker& make_channels);
};

/// The channels of `serve` that the settings switch on; `demo` adds the playground.
[[nodiscard]] Result<engine::Channels> service_channels(House& house, bool demo);
/// The one channel of `ask`.
[[nodiscard]] Result<engine::Channels> terminal_channel(House& house);

}  // namespace wegwijzer::app
