#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "app/house.hpp"
#include "app/operations.hpp"
#include "app/storage.hpp"
#include "app/watch.hpp"
#include "http/server.hpp"

namespace wegwijzer::app {

/// `wegwijzer serve`: the house with its door open, until a signal. One per process; `hold_signals` before it.
class Service {
 public:
  /// `sources` are read again at SIGHUP. Faults: all that keeps it from starting.
  static tl::expected<std::unique_ptr<Service>, std::vector<Fault>> start(Settings settings, Sources sources,
                                                                          bool demo);

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  /// Serves until SIGTERM or SIGINT, then stops gracefully; looks every second whether files changed.
  void run();

 private:
  Service(std::unique_ptr<const Settings> settings, Sources sources, StorageLock lock, std::unique_ptr<House> house,
          store::Connection reader);
  [[nodiscard]] std::vector<Fault> reload_all();
  [[nodiscard]] std::vector<Fault> reload_knowledge();
  void reload(bool settings_too);
  void stop();

  std::unique_ptr<const Settings> settings_;
  Sources sources_;
  StorageLock lock_;
  std::unique_ptr<House> house_;
  Operations operations_;
  Watch watch_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace wegwijzer::app
