#pragma once
#include "base/texts.hpp"

namespace wegwijzer::answer {

/// The room's texts, from its texts.nl.yaml and texts.en.yaml.
[[nodiscard]] Texts own_texts();

}  // namespace wegwijzer::answer
