#pragma once
#include "base/secret.hpp"

namespace wegwijzer {

/// The one door to private text. The view lives as long as the secret; never copy it into something that outlives
/// the message, and never into a log, an error or a plain column.
[[nodiscard]] std::string_view reveal(const Secret& secret);

[[nodiscard]] inline std::string_view reveal(const SharedSecret& secret) {
  return secret ? reveal(*secret) : std::string_view{};
}

}  // namespace wegwijzer
