#pragma once
#include <string>

#include "base/language.hpp"
#include "base/texts.hpp"

namespace wegwijzer::slack {

/// The few words this channel adds itself, from texts.nl.yaml and texts.en.yaml.
[[nodiscard]] std::string say(Language language, TextKey key, Texts::Fills fills = {});

}  // namespace wegwijzer::slack
