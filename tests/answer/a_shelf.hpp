#pragma once
#include <string>
#include <utility>
#include <vector>

#include "knowledge/shelf.hpp"

namespace wegwijzer::answer {

/// Entries of a test's own, without a search.
class AShelf final : public knowledge::Shelf {
 public:
  explicit AShelf(std::vector<knowledge::Entry> entries) : entries_(std::move(entries)) {}
  [[nodiscard]] knowledge::Findings search(const knowledge::Question&) const override { return {}; }
  [[nodiscard]] const knowledge::Entry* find(std::string_view id, Language language) const override {
    const knowledge::Entry* other = nullptr;
    for (const auto& entry : entries_) {
      if (entry.id != id || entry.status != knowledge::Entry::Status::published) continue;
      if (entry.language == language) return &entry;
      other = &entry;
    }
    return other;
  }
  [[nodiscard]] const std::vector<knowledge::Entry>& all() const override { return entries_; }

 private:
  std::vector<knowledge::Entry> entries_;
};

inline std::string words(std::size_t count, std::string_view word = "woord") {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text.append(i > 0 ? " " : "").append(word);
  return text;
}
inline knowledge::Part paragraph(std::string text) {
  return {knowledge::Part::Kind::paragraph, {{{std::move(text), false, {}}}}};
}
inline knowledge::Part list(std::vector<std::string> items) {
  knowledge::Part part{knowledge::Part::Kind::list, {}};
  for (auto& item : items) part.items.push_back({{std::move(item), false, {}}});
  return part;
}

inline knowledge::Entry an_entry(std::string id, Language language = Language::nl) {
  knowledge::Entry entry;
  entry.id = std::move(id);
  entry.language = language;
  entry.title = (language == Language::nl ? "Titel van " : "Title of ") + entry.id;
  entry.area = entry.id.substr(0, entry.id.find('.'));
  entry.owner = "team-medezeggenschap";
  entry.reviewed = std::chrono::year{2026} / 11 / 1;
  entry.review_every = std::chrono::days{90};
  entry.sources = {{"Medewerkersnetwerken", "§3.1", ""}, {"WOR", "artikel 27", "https://wetten.overheid.nl/x"}};
  entry.as_of = "2022-09";
  entry.parts = {paragraph("Het antwoord.")};
  return entry;
}

}  // namespace wegwijzer::answer
