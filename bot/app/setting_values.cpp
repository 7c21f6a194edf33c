#include "app/setting_values.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>

namespace wegwijzer::app {

std::string variable_of(std::string_view key) {
  std::string name = "WEGWIJZER_";
  for (const char c : key)
    name.push_back(c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  return name;
}

const Setting* setting_named(std::string_view key) {
  const auto all = all_settings();
  const auto found = std::find_if(all.begin(), all.end(), [key](const Setting& one) { return one.key == key; });
  return found == all.end() ? nullptr : &*found;
}

std::optional<std::int64_t> number_from(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> boolean_from(std::string_view text) {
  if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
  if (text == "false" || text == "no" || text == "off" || text == "0") return false;
  return std::nullopt;
}

bool fits(Type type, std::string_view text) {
  switch (type) {
    case Type::number:
      return number_from(text).has_value();
    case Type::boolean:
      return boolean_from(text).has_value();
    case Type::duration:
      return duration_from(text).has_value();
    case Type::text:
    case Type::secret:
    case Type::list:
      return true;
  }
  return true;
}

std::optional<Duration> duration_from(std::string_view text) {
  const auto digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) return std::nullopt;
  const auto count = number_from(text.substr(0, digits));
  if (!count || *count > 1'000'000) return std::nullopt;
  const auto unit = text.substr(digits);
  using std::chrono::hours;
  if (unit == "ms") return std::chrono::milliseconds{*count};
  if (unit == "s") return std::chrono::seconds{*count};
  if (unit == "m") return std::chrono::minutes{*count};
  if (unit == "h") return hours{*count};
  if (unit == "d") return hours{*count * 24};
  if (unit == "w") return hours{*count * 24 * 7};
  return std::nullopt;
}

std::optional<HostPort> host_port_from(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = number_from(text.substr(colon + 1));
  if (!port || *port < 0 || *port > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  auto host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (!bracketed && host.find(':') != std::string_view::npos) return std::nullopt;
  return HostPort{host.empty() ? "0.0.0.0" : std::string(host), static_cast<std::uint16_t>(*port)};
}

std::optional<std::string> sqlite_path(std::string_view url) {
  constexpr std::string_view kScheme = "sqlite:";
  if (!url.starts_with(kScheme) || url.size() == kScheme.size()) return std::nullopt;
  return std::string(url.substr(kScheme.size()));
}

}  // namespace wegwijzer::app
