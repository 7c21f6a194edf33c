#pragma once
#include <memory>

#include "handler/handler.hpp"
#include "knowledge/shelf.hpp"
#include "store/vault.hpp"

namespace wegwijzer::home {

struct Options {
  std::string safe_route;                       ///< who to turn to, where the deployer says so; may be empty
  bool question_log = true;                     ///< setting privacy.question_log, for the words about privacy
  Duration keep = std::chrono::hours{24 * 90};  ///< setting privacy.retention
};

/// Greeting, thanks, help, language, privacy, areas (netwerk, or, cao), App Home, shortcuts, the hello of a new place.
/// `library` and `vault` outlive it.
[[nodiscard]] std::unique_ptr<handler::Handler> make(const knowledge::Library& library, const store::Vault& vault,
                                                     Options options);

}  // namespace wegwijzer::home
