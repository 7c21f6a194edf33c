#pragma once
#include <string>
#include <utility>
#include <vector>

#include "knowledge/shelf.hpp"

namespace wegwijzer::answer {

/// Entries of a test's own. Its search knows them by their ids: words that hold one id are answered by it, words that
/// hold several and "or" leave it in doubt, "and" asks two things, and other words are unknown.
class AShelf final : public knowledge::Shelf {
 public:
  explicit AShelf(std::vector<knowledge::Entry> entries) : entries_(std::move(entries)) {}
  [[nodiscard]] knowledge::Findings search(const knowledge::Question& question) const override {
    knowledge::Findings found;
    found.language = question.wish.value_or(question.otherwise);
    for (const auto& entry : entries_)
      if (entry.language == found.language && question.words.find(entry.id) != std::string_view::npos)
        found.hits.push_back({&entry, 0.9});
    if (question.before != nullptr && question.words.starts_with("en "))
      found.hits.push_back({find(question.before->entry, found.language), 0.8});
    if (found.hits.empty()) return found;
    const bool doubt = question.words.find(" of ") != std::string_view::npos;
    found.verdict = doubt ? knowledge::Verdict::suggest : knowledge::Verdict::answer;
    found.confidence = doubt ? 0.4 : 0.9;
    if (!doubt && found.hits.size() > 1) found.second = {found.hits[1]};
    if (question.explain) found.reasons.emplace_back("its id");
    return found;
  }
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

inline std::string repeated(std::size_t count, std::string_view word = "woord") {
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
