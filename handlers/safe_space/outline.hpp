#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace wegwijzer::safe_space {

/// A text, a list or a map of a YAML file, and the line where it begins.
struct Outline {
  enum class Shape { nothing, text, list, map };
  Shape shape = Shape::nothing;
  int line = 0;                ///< from 1
  std::string text;            ///< of a text
  std::vector<Outline> parts;  ///< of a list; of a map: key, value, key, value
};

/// Any YAML. Faults: `bad_input`, with file and line.
[[nodiscard]] Result<Outline> outline_of(std::string_view file, const std::string& yaml);

/// The plain YAML that signals files are mostly written in (maps and lists by indentation, one text on a line), read
/// many times faster because no full parser goes over every letter. Nothing for everything else.
[[nodiscard]] std::optional<Outline> plain_outline(std::string_view yaml);

}  // namespace wegwijzer::safe_space
