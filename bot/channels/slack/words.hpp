#pragma once
#include <string>
#include <string_view>

namespace wegwijzer::slack {

/// Slack's wire text ("Formatting message text") as a person reads it: entities decoded, references to people,
/// channels and links turned into their labels, our own mention (`own`, a user id; may be empty) left out.
[[nodiscard]] std::string words_from(std::string_view wire, std::string_view own);

}  // namespace wegwijzer::slack
