#pragma once
#include <optional>

#include "base/language.hpp"
#include "safe_space/words.hpp"

namespace wegwijzer::safe_space {

/// Dutch or English, by their small words; nothing when those do not tell.
[[nodiscard]] std::optional<Language> tongue_of(const Words& words);

}  // namespace wegwijzer::safe_space
