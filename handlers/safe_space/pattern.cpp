#include "safe_space/pattern.hpp"

#include <algorithm>

namespace wegwijzer::safe_space {
namespace {

constexpr std::size_t kShortGap = 3;
constexpr std::size_t kLongGap = 7;
constexpr std::size_t kFillersBetween = 2;
constexpr std::size_t kMostElements = 10;

/// Takes the next part of `text` up to `at`, empty parts left out; empty at the end.
std::string_view next_part(std::string_view& text, char at) {
  while (text.starts_with(at)) text.remove_prefix(1);
  const auto part = text.substr(0, text.find(at));
  text.remove_prefix(part.size());
  return part;
}

Fault wrong(std::string what) {
  return {Kind::bad_input, "", std::move(what), ""};
}

}  // namespace

Hits::Hits(std::size_t words, std::size_t concepts) : heads_(words, -1), seen_(concepts / 64 + 1) {
  hits_.reserve(words * 4);
}

void Hits::add(ConceptId concept_id, std::size_t first, std::size_t last) {
  for (auto i = heads_[first]; i >= 0; i = hit(i).next)
    if (hit(i).concept_id == concept_id && hit(i).last == last) return;
  if (!seen(concept_id)) met_.push_back(concept_id);
  seen_[concept_id / 64] |= 1ULL << (concept_id % 64);
  hits_.push_back({concept_id, static_cast<std::uint16_t>(last), heads_[first]});
  heads_[first] = static_cast<std::int32_t>(hits_.size()) - 1;
}

bool Hits::at(std::size_t word, ConceptId concept_id) const {
  for (auto i = heads_[word]; i >= 0; i = hit(i).next)
    if (hit(i).concept_id == concept_id) return true;
  return false;
}

/// One pattern on its way through one message.
struct Pattern::Walk {
  const Pattern& pattern;
  const Hits& hits;
  const Setting& setting;
  const std::function<bool(const Match&)>& use;
  Match match{};
  std::uint16_t lowest = 0xFFFF;
  std::uint16_t highest = 0;

  [[nodiscard]] bool only_fillers(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i)
      if (!hits.at(i, setting.filler)) return false;
    return true;
  }

  bool part(std::size_t index) {
    if (index == pattern.parts_.size()) {
      Match sorted = match;
      std::sort(sorted.used.begin(), sorted.used.begin() + static_cast<std::ptrdiff_t>(sorted.count));
      return use(sorted);
    }
    std::size_t from = 0;
    std::size_t to = hits.words();
    if (index > 0) {
      from = highest + 1U > setting.window ? highest + 1U - setting.window : 0;
      to = std::min<std::size_t>(to, lowest + setting.window);
    }
    for (std::size_t start = from; start < to; ++start)
      if (element(index, 0, start, 0, setting.sentences[start], true)) return true;
    return false;
  }

  [[nodiscard]] bool taken(std::size_t word) const {
    return std::find(match.used.begin(), match.used.begin() + static_cast<std::ptrdiff_t>(match.count), word) !=
           match.used.begin() + static_cast<std::ptrdiff_t>(match.count);
  }

  /// Takes `word` to `last` for this element and goes on with the next one.
  bool take(std::size_t index, std::size_t which, std::size_t word, std::size_t last, std::uint16_t sentence) {
    const auto& wanted = pattern.parts_[index][which];
    if (match.count + 2 > Match::kMost || taken(word)) return false;
    if (wanted.at_start && !only_fillers(0, word)) return false;
    if (wanted.at_end && !only_fillers(last + 1, hits.words())) return false;
    const auto low = lowest;
    const auto high = highest;
    const auto count = match.count;
    lowest = std::min(lowest, static_cast<std::uint16_t>(word));
    highest = std::max(highest, static_cast<std::uint16_t>(last));
    match.used[match.count++] = static_cast<std::uint16_t>(word);
    if (last != word) match.used[match.count++] = static_cast<std::uint16_t>(last);
    const bool whole = pattern.parts_.size() == 1 || highest - lowest < static_cast<int>(setting.window);
    if (whole && element(index, which + 1, last + 1, 0, sentence, false)) return true;
    lowest = low;
    highest = high;
    match.count = count;
    return false;
  }

  bool element(std::size_t index, std::size_t which, std::size_t at, std::size_t extra, std::uint16_t sentence,
               bool first) {
    const auto& sequence = pattern.parts_[index];
    if (which == sequence.size()) return part(index + 1);
    const auto& wanted = sequence[which];
    std::size_t gap = first ? 0 : wanted.gap + extra;
    std::size_t fillers = first ? 0 : kFillersBetween;
    if (wanted.optional && element(index, which + 1, at, gap, sentence, first)) return true;
    for (std::size_t word = at; word < hits.words() && setting.sentences[word] == sentence; ++word) {
      for (auto i = hits.first(word); i >= 0; i = hits.hit(i).next) {
        const auto& hit = hits.hit(i);
        if (std::find(wanted.any.begin(), wanted.any.end(), hit.concept_id) == wanted.any.end()) continue;
        if (take(index, which, word, hit.last, sentence)) return true;
      }
      if (fillers > 0 && hits.at(word, setting.filler))
        --fillers;
      else if (gap > 0)
        --gap;
      else
        return false;
    }
    return false;
  }
};

Result<Pattern> Pattern::from(std::string_view text, const Naming& naming) {
  Pattern pattern;
  pattern.parts_.emplace_back();
  Element next;
  bool end_due = false;
  for (auto piece = next_part(text, ' '); !piece.empty(); piece = next_part(text, ' ')) {
    auto& sequence = pattern.parts_.back();
    if (end_due) return failed(wrong("nothing may follow '$'"));
    if (piece == "&") {
      if (sequence.empty()) return failed(wrong("nothing stands before '&'"));
      pattern.parts_.emplace_back();
    } else if (piece == ".." || piece == "...") {
      next.gap = piece.size() == 2 ? kShortGap : kLongGap;
    } else if (piece == "^") {
      next.at_start = true;
    } else if (piece == "$") {
      if (sequence.empty()) return failed(wrong("nothing stands before '$'"));
      if (sequence.back().optional) return failed(wrong("what may be missing cannot stand before '$'"));
      sequence.back().at_end = true;
      end_due = true;
    } else {
      next.optional = piece.starts_with('?');
      if (next.optional && next.at_start) return failed(wrong("what may be missing cannot follow '^'"));
      if (next.optional) piece.remove_prefix(1);
      next.any.reserve(1 + static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '|')));
      for (auto form = next_part(piece, '|'); !form.empty(); form = next_part(piece, '|')) {
        const auto concept_id = naming(form);
        if (!concept_id) return failed(wrong("'" + std::string(form) + "' is no word or concept"));
        next.any.push_back(*concept_id);
      }
      if (next.any.empty()) return failed(wrong("a piece without a word"));
      sequence.push_back(std::move(next));
      next = {};
      if (sequence.size() > kMostElements) return failed(wrong("a pattern of more than ten words"));
    }
  }
  for (const auto& sequence : pattern.parts_)
    if (std::all_of(sequence.begin(), sequence.end(), [](const Element& e) { return e.optional; }))
      return failed(wrong("a pattern without a word that must be there"));
  return pattern;
}

bool Pattern::find(const Hits& hits, const Setting& setting, const std::function<bool(const Match&)>& use) const {
  return Walk{*this, hits, setting, use}.part(0);
}

std::vector<std::span<const ConceptId>> Pattern::needs() const {
  std::vector<std::span<const ConceptId>> needed;
  for (const auto& sequence : parts_)
    for (const auto& wanted : sequence)
      if (!wanted.optional) needed.emplace_back(wanted.any);
  return needed;
}

std::vector<ConceptId> Pattern::named() const {
  std::vector<ConceptId> all;
  for (const auto& sequence : parts_)
    for (const auto& wanted : sequence) all.insert(all.end(), wanted.any.begin(), wanted.any.end());
  return all;
}

}  // namespace wegwijzer::safe_space
