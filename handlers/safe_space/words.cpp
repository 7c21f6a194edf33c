#include "safe_space/words.hpp"

#include <algorithm>

#include "base/secret.hpp"
#include "base/text.hpp"

namespace wegwijzer::safe_space {
namespace {

constexpr std::size_t kMostBytes = 16'000;
constexpr std::size_t kMostWords = 2'000;
constexpr std::size_t kLongestWord = 60;
constexpr std::size_t kSpacedLetters = 4;

bool plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool digit(char c) {
  return c >= '0' && c <= '9';
}

/// Letters that have no accent to take off, as people type them without the key.
void plain_letters(std::string& text) {
  struct Swap {
    std::string_view from;
    std::string_view to;
  };
  static constexpr Swap kSwaps[] = {{"\u0131", "i"}, {"\u0142", "l"}, {"\u00F8", "o"}, {"\u0111", "d"}};
  for (const auto& swap : kSwaps)
    for (auto at = text.find(swap.from); at != std::string::npos; at = text.find(swap.from, at))
      text.replace(at, swap.from.size(), swap.to);
}

/// Emoji, arrows and the like separate words. `text` begins with a byte of 0x80 or more.
std::size_t separator(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  if (byte(0) >= 0xF0) return 4;
  if (byte(0) == 0xC2) return 2;
  if (byte(0) == 0xE2 || (byte(0) == 0xE3 && byte(1) == 0x80)) return 3;
  if (byte(0) == 0xEF) return 3;
  return 0;
}

}  // namespace

Words::Words(std::string_view text) {
  if (text.size() > kMostBytes) text = text.substr(0, kMostBytes);
  if (plain(text)) {
    read(text);
  } else {
    std::string folded = folded_without_accents(text);
    plain_letters(folded);
    read(folded);
    wipe(folded.data(), folded.size());
  }
  join_spaced_letters();
}

Words::~Words() {
  wipe(letters_.data(), letters_.size());
}

void Words::end_word() {
  if (open_.size > 0 && words_.size() < kMostWords) {
    while (open_.size > 0 && letters_[open_.begin + open_.size - 1U] == '\'') --open_.size;
    open_.digits = letter_seen_ && digit_seen_;
    if (open_.size > 0) words_.push_back(open_);
  }
  open_.begin = static_cast<std::uint32_t>(letters_.size());
  open_.size = 0;
  open_.stretched = open_.joined = false;
  letter_seen_ = digit_seen_ = false;
}

void Words::read(std::string_view text) {
  letters_.reserve(text.size() * 2 + 16);  // never moved while it grows: what is moved stays behind unwiped
  words_.reserve(std::min(text.size() / 4 + 8, kMostWords));
  char last = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    const bool high = static_cast<unsigned char>(c) >= 0x80;
    if (const auto skip = high ? separator(text.substr(i)) : 0; skip > 0) {
      end_word();
      i += skip - 1;
      last = 0;
      continue;
    }
    if (letter(c) || digit(c) || (c == '\'' && open_.size > 0) ||
        (c == '\'' && i + 1 < text.size() && text[i + 1] == 't')) {
      run = c == last && !high ? run + 1 : 1;
      last = c;
      if (run > 2) {
        open_.stretched = true;
        continue;
      }
      if (open_.size >= kLongestWord) continue;
      (digit(c) ? digit_seen_ : letter_seen_) = true;
      letters_.push_back(c);
      ++open_.size;
      continue;
    }
    end_word();
    last = 0;
    if (c == '?') asks_ = true;
    const bool several = i + 1 < text.size() && text[i + 1] == '.';
    if (c == '?' || c == '!' || c == '\n' || (c == '.' && !several && (i == 0 || text[i - 1] != '.'))) ++open_.sentence;
    if (c != ' ' && c != '-' && c != '/' && c != '\t' && c != '_' && c != '@' && c != '#') ++open_.clause;
  }
  end_word();
}

void Words::join_spaced_letters() {
  const auto single = [&](const Word& word) { return word.size == 1 && letter(letters_[word.begin]); };
  for (std::size_t i = 0; i < words_.size(); ++i) {
    std::size_t end = i;
    while (end < words_.size() && single(words_[end])) ++end;
    if (end - i < kSpacedLetters) {
      i = std::max(end, i);
      continue;
    }
    Word joined = words_[i];
    joined.begin = static_cast<std::uint32_t>(letters_.size());
    joined.size = 0;
    joined.joined = true;
    for (std::size_t j = i; j < end && joined.size < kLongestWord; ++j, ++joined.size)
      letters_.push_back(letters_[words_[j].begin]);
    words_[i] = joined;
    words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                 words_.begin() + static_cast<std::ptrdiff_t>(end));
  }
}

std::string folded_word(std::string_view text) {
  std::string folded = folded_without_accents(text);
  plain_letters(folded);
  return folded;
}

}  // namespace wegwijzer::safe_space
