#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "knowledge/documents.hpp"
#include "knowledge/entry.hpp"

namespace wegwijzer::knowledge {

/// A Markdown file cut at its `---` lines.
struct Halves {
  std::string_view front;  ///< begins on line 2 of the file
  std::string_view body;
  std::size_t body_line = 1;  ///< line of the file on which the body begins
};
/// Faults: no front matter.
[[nodiscard]] Result<Halves> halves_of(std::string_view content, std::string_view file);

/// The entry of one file. `file` stands in faults and in `Entry::file`; its folder (nl, en) must be the entry's
/// language and its name the id. Faults: the first thing that is wrong, with file, line and column.
[[nodiscard]] Result<Entry> entry_from(std::string_view content, const std::string& file, Language folder,
                                       const Documents& documents);

}  // namespace wegwijzer::knowledge
