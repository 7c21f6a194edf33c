#pragma once
#include <string_view>

#include "base/language.hpp"
#include "base/texts.hpp"

namespace wegwijzer::app {

/// What the command line says, from texts.nl.yaml and texts.en.yaml. Threads: any.
[[nodiscard]] const Texts& texts();

/// The language of messages: LC_ALL, else LC_MESSAGES, else LANG; Dutch when it begins with "nl", otherwise English.
[[nodiscard]] Language language_of_terminal();

}  // namespace wegwijzer::app
