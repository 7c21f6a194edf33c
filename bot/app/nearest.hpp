#pragma once
#include <span>
#include <string_view>

namespace wegwijzer::app {

/// Letters to add, take away or change to make one out of the other; two swapped neighbours count once.
[[nodiscard]] int distance(std::string_view some, std::string_view other);
/// The one name that a mistyped word most likely meant; empty when none is within two changes (one for words of up to
/// three letters).
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> names);

}  // namespace wegwijzer::app
