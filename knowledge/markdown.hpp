#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "knowledge/entry.hpp"

namespace wegwijzer::knowledge {

/// A `[^1]` that stood in the text.
struct Mark {
  std::string name;      ///< "1"
  std::size_t line = 0;  ///< in the file, from 1
};

struct Body {
  std::vector<Part> parts;
  std::vector<Mark> marks;  ///< in the order of the text; not in `parts` any more
};

/// Reads Markdown: paragraphs, headings, lists, bold and links; raw HTML stays text. `first_line` is the line of the
/// file on which `text` begins. Faults: `broken` when the parser gives up.
[[nodiscard]] Result<Body> body_from(std::string_view text, std::string_view file, std::size_t first_line);

}  // namespace wegwijzer::knowledge
