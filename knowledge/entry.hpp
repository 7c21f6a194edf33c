#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/language.hpp"

namespace wegwijzer::knowledge {

/// A run of text with one look; `link` is an address or empty.
struct Span {
  std::string text;
  bool bold = false;
  std::string link;
};
using Rich = std::vector<Span>;

/// A piece of an entry's text. Reference marks ([^1]) are taken out.
struct Part {
  enum class Kind { paragraph, heading, list, numbered };
  Kind kind = Kind::paragraph;
  std::vector<Rich> items;  ///< one for a paragraph or heading, one an item for a list
};

struct Source {
  std::string document;  ///< title for people: "Medewerkersnetwerken: een motor voor verandering"
  std::string section;   ///< "§3.1", "artikel 27"
  std::string url;       ///< https address or empty
};

/// One answer in one language: one Markdown file. Immutable once loaded.
struct Entry {
  enum class Status { draft, published, retired };
  std::string id;  ///< "or.right.consent"; the same in both languages
  Language language = Language::nl;
  std::string title;
  std::vector<std::string> questions;  ///< as people ask it
  std::vector<std::string> keywords;
  std::string area;  ///< network, or, cao, safespace, publication, bot
  std::string owner;
  std::vector<std::string> audience;
  std::chrono::year_month_day reviewed{};
  std::chrono::days review_every{180};
  std::string as_of;  ///< "2022-09"; empty when the facts have no date
  std::vector<Source> sources;
  std::vector<std::string> related;
  Status status = Status::published;
  std::vector<Part> parts;  ///< the first is the answer itself
  std::string file;         ///< where it stands, for the curator

  [[nodiscard]] std::chrono::sys_days review_due() const { return std::chrono::sys_days{reviewed} + review_every; }
};

/// The words of `parts` without a look, one line a paragraph or item.
[[nodiscard]] std::string plain_text(const std::vector<Part>& parts);

}  // namespace wegwijzer::knowledge
