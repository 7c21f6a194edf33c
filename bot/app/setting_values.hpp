#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/settings.hpp"

namespace wegwijzer::app {

/// "slack.bot_token" → "WEGWIJZER_SLACK_BOT_TOKEN".
[[nodiscard]] std::string variable_of(std::string_view key);
/// Null when there is no such setting.
[[nodiscard]] const Setting* setting_named(std::string_view key);
[[nodiscard]] std::optional<std::int64_t> number_from(std::string_view text);
[[nodiscard]] std::optional<bool> boolean_from(std::string_view text);
/// Whether a value of this type can be written so.
[[nodiscard]] bool fits(Type type, std::string_view text);

struct HostPort {
  std::string host;  ///< without the brackets of IPv6
  std::uint16_t port = 0;
};
/// "127.0.0.1:8080", "[::1]:8080", ":8080". Nothing when it is none.
[[nodiscard]] std::optional<HostPort> host_port_from(std::string_view text);
/// The path of "sqlite:PATH"; nothing for another address.
[[nodiscard]] std::optional<std::string> sqlite_path(std::string_view url);

}  // namespace wegwijzer::app
