#pragma once
#include <string>
#include <string_view>

namespace wegwijzer::slack {

/// The few conventions by which what we write into Slack is recognised when it comes back.

inline constexpr std::string_view kChannel = "slack";
inline constexpr std::string_view kEventType = "wegwijzer_reply";  ///< metadata of every message
inline constexpr std::string_view kLinkAction = "link";            ///< a button that only opens an address
inline constexpr std::string_view kFormAction = "form:";           ///< before a form's id, on its fields and its button

/// Order and pace hold within one conversation of one installation.
[[nodiscard]] inline std::string conversation_key(std::string_view installation, std::string_view conversation) {
  std::string key(installation);
  return key.append("/").append(conversation);
}

/// An action_id must differ within its block, an action need not: "ask" becomes "ask#3".
[[nodiscard]] inline std::string action_id(std::string_view action, std::size_t number) {
  std::string id(action);
  return id.append("#").append(std::to_string(number));
}
[[nodiscard]] inline std::string_view action_from(std::string_view action_id) {
  const auto mark = action_id.rfind('#');
  return mark == std::string_view::npos || mark == 0 ? action_id : action_id.substr(0, mark);
}

/// Slack refuses an empty value of an option: "-" stands for it.
[[nodiscard]] inline std::string_view option_value(std::string_view value) {
  return value.empty() ? "-" : value;
}
[[nodiscard]] inline std::string_view option_value_read(std::string_view value) {
  return value == "-" ? std::string_view{} : value;
}

}  // namespace wegwijzer::slack
