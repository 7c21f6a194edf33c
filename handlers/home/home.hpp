#pragma once
#include <memory>

#include "handler/handler.hpp"
#include "knowledge/shelf.hpp"

namespace wegwijzer::home {

struct Options {
  std::string safe_route;     ///< who to turn to, where the deployer says so; may be empty
};

/// Greeting, thanks, help, language, privacy, areas (netwerk, or, cao), App Home, shortcuts, the hello of a new place.
/// `library` outlives it.
[[nodiscard]] std::unique_ptr<handler::Handler> make(const knowledge::Library& library, Options options);

}  // namespace wegwijzer::home
