#pragma once
#include <string>
#include <string_view>

#include "base/language.hpp"

namespace wegwijzer::knowledge {

/// The stem of a folded word by Snowball's Dutch or English rules. Threads: any; each has stemmers of its own.
[[nodiscard]] std::string stem_of(std::string_view word, Language language);

}  // namespace wegwijzer::knowledge
