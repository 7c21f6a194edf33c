#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace wegwijzer {

enum class Language : std::uint8_t { nl, en };

[[nodiscard]] constexpr std::string_view code(Language language) {
  return language == Language::nl ? "nl" : "en";
}
[[nodiscard]] constexpr std::optional<Language> language_from(std::string_view code) {
  if (code == "nl") return Language::nl;
  if (code == "en") return Language::en;
  return std::nullopt;
}

}  // namespace wegwijzer
