#include "knowledge/search/words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace wegwijzer::knowledge {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

/// Where the word that begins at `at` ends. Letters may be joined by one & or ' ("d&i", "zo'n").
std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const bool joined = (text[at] == '&' || text[at] == '\'') && at + 1 < text.size() && is_letter(text[at + 1]);
    if (!is_letter(text[at]) && !joined) break;
    ++at;
  }
  return at;
}

/// "cao's" and "what's" without their ending.
std::string_view without_ending(std::string_view word) {
  for (const std::string_view ending : {"'s", "'ll", "'re", "'ve", "'d", "'m"})
    if (word.size() > ending.size() && word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
  return word;
}

void mark_end(Word& word, std::string_view rest) {
  for (const char c : rest) {
    if (is_letter(c)) return;
    if (c == '.' || c == '?' || c == '!' || c == ';' || c == '\n') word.sentence_end = true;
    if (c == ',' || c == ':' || c == '(' || c == ')') word.comma_end = true;
  }
}

}  // namespace

void Words::cut(std::string_view text, std::size_t most) {
  list_.clear();
  text = text.substr(0, most);
  folded_ = folded_without_accents(text);
  const std::string_view all = folded_;
  for (std::size_t at = 0; at < all.size();) {
    if (!is_letter(all[at])) {
      ++at;
      continue;
    }
    const auto end = word_end(all, at);
    Word word{without_ending(all.substr(at, end - at)), false, false, false};
    const auto next = std::find_if(all.begin() + static_cast<std::ptrdiff_t>(end), all.end(), is_letter);
    mark_end(word, all.substr(end, static_cast<std::size_t>(next - all.begin()) - end));
    list_.push_back(word);
    at = end;
  }
  mark_capitals(text);
}

void Words::mark_capitals(std::string_view raw) {
  const auto small = std::ranges::count_if(raw, is_small), capital = std::ranges::count_if(raw, is_capital);
  if (small <= capital) return;
  std::size_t at = 0;
  for (auto& word : list_) {
    // The raw text has the same words in the same order; only those of plain letters are of interest here.
    const auto same = [&](std::size_t from) {
      return std::ranges::equal(raw.substr(from, word.text.size()), word.text,
                                [](char a, char b) { return is_capital(a) ? a + 32 == b : a == b; });
    };
    while (at < raw.size() && !same(at)) ++at;
    if (at >= raw.size()) return;
    word.capitals = std::ranges::all_of(raw.substr(at, word.text.size()), is_capital);
    at += word.text.size();
  }
}

}  // namespace wegwijzer::knowledge
