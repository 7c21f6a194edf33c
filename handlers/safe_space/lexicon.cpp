#include "safe_space/lexicon.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace wegwijzer::safe_space {
namespace {

constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15ULL;
constexpr std::size_t kLongest = 60;
constexpr std::size_t kShortestStar = 3;
constexpr std::size_t kShortestError = 7;
constexpr std::size_t kFilterBits = 1U << 16U;

constexpr std::array<std::uint64_t, kLongest + 1> powers() {
  std::array<std::uint64_t, kLongest + 1> made{};
  made[0] = 1;
  for (std::size_t i = 1; i < made.size(); ++i) made[i] = made[i - 1] * kFactor;
  return made;
}
constexpr auto kPowers = powers();

std::uint64_t spread(std::uint64_t key) {
  key ^= key >> 32U;
  key *= 0xD6E8FEB86659FD93ULL;
  return key ^ (key >> 32U);
}

/// Hash of every prefix; that of any part, or of the word without one letter, follows from two of them.
struct Hashes {
  std::array<std::uint64_t, kLongest + 1> prefix{};
  std::size_t size = 0;

  explicit Hashes(std::string_view word) : size(std::min(word.size(), kLongest)) {
    for (std::size_t i = 0; i < size; ++i)
      prefix[i + 1] = prefix[i] * kFactor + static_cast<unsigned char>(word[i]) + 1;
  }
  [[nodiscard]] std::uint64_t part(std::size_t from, std::size_t to) const {
    return prefix[to] - prefix[from] * kPowers[to - from];
  }
  [[nodiscard]] std::uint64_t whole() const { return prefix[size]; }
  [[nodiscard]] std::uint64_t without(std::size_t letter) const {
    return prefix[letter] * kPowers[size - letter - 1] + part(letter + 1, size);
  }
};

/// At most one letter wrong, missing, too many, or two neighbours swapped.
bool one_error(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (i == a.size()) return true;
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

}  // namespace

Lexicon::Table::Table() : places_(64), filter_(kFilterBits / 64) {}

std::uint32_t Lexicon::Table::get(Key key) const {
  const auto at = spread(key);
  const auto bit = at % kFilterBits;
  if ((filter_[bit / 64] >> (bit % 64) & 1U) == 0) return 0;
  for (std::size_t i = at >> 16U;; ++i) {
    const auto& place = places_[i & (places_.size() - 1)];
    if (place.key == key) return place.value;
    if (place.key == 0) return 0;
  }
}

std::uint32_t* Lexicon::Table::slot(Key key) {
  if ((used_ + 1) * 2 > places_.size()) grow();
  const auto at = spread(key);
  const auto bit = at % kFilterBits;
  filter_[bit / 64] |= 1ULL << (bit % 64);
  for (std::size_t i = at >> 16U;; ++i) {
    auto& place = places_[i & (places_.size() - 1)];
    if (place.key == key) return &place.value;
    if (place.key != 0) continue;
    place.key = key;
    ++used_;
    return &place.value;
  }
}

void Lexicon::Table::grow() {
  auto old = std::move(places_);
  places_.assign(old.size() * 2, {});
  used_ = 0;
  for (const auto& place : old)
    if (place.key != 0) *slot(place.key) = place.value;
}

Lexicon::Lexicon() : lists_(1), candidates_(1) {}

void Lexicon::link(Table& table, Key key, ConceptId concept_id) {
  auto* value = table.slot(key);
  if (*value == 0) {
    *value = static_cast<std::uint32_t>(lists_.size());
    lists_.emplace_back();
  }
  auto& list = lists_[*value];
  if (std::find(list.begin(), list.end(), concept_id) == list.end()) list.push_back(concept_id);
}

bool Lexicon::add(std::string_view form, ConceptId concept_id) {
  const bool beginning = form.ends_with('*');
  if (beginning) form.remove_suffix(1);
  const bool end = form.starts_with('*');
  if (end) form.remove_prefix(1);
  if (form.empty() || form.find('*') != std::string_view::npos || (beginning && end)) return false;
  if ((beginning || end) && form.size() < kShortestStar) return false;
  link(end ? ends_ : beginning ? beginnings_ : whole_, Hashes(form).whole(), concept_id);
  if (form.size() >= kShortestError + (beginning ? 1 : 0) && !end) long_.push_back({std::string(form), beginning});
  return true;
}

void Lexicon::finish(std::span<const std::string> never) {
  for (const auto& word : never) *ordinary_.slot(Hashes(word).whole()) = 1;
  std::sort(long_.begin(), long_.end(),
            [](const Long& a, const Long& b) { return std::tie(a.word, a.beginning) < std::tie(b.word, b.beginning); });
  long_.erase(std::unique(long_.begin(), long_.end(),
                          [](const Long& a, const Long& b) { return a.word == b.word && a.beginning == b.beginning; }),
              long_.end());
  for (std::uint32_t i = 0; i < long_.size(); ++i) add_errors(i);
}

void Lexicon::add_errors(std::uint32_t index) {
  const Hashes hashes(long_[index].word);
  const auto note = [&](Key key) {
    auto* value = errors_.slot(key);
    if (*value == 0) {
      *value = static_cast<std::uint32_t>(candidates_.size());
      candidates_.emplace_back();
    }
    auto& list = candidates_[*value];
    if (list.empty() || list.back() != index) list.push_back(index);
  };
  note(hashes.whole());
  for (std::size_t i = 1; i < hashes.size; ++i) note(hashes.without(i));
}

bool Lexicon::append(const Table& table, Key key, std::vector<ConceptId>& to) const {
  const auto at = table.get(key);
  if (at == 0) return false;
  for (const auto concept_id : lists_[at])
    if (std::find(to.begin(), to.end(), concept_id) == to.end()) to.push_back(concept_id);
  return true;
}

bool Lexicon::find(std::string_view word, std::vector<ConceptId>& to) const {
  const Hashes hashes(word);
  bool found = append(whole_, hashes.whole(), to);
  for (std::size_t i = kShortestStar; i <= hashes.size; ++i) found = append(beginnings_, hashes.prefix[i], to) || found;
  for (std::size_t i = 0; i + kShortestStar <= hashes.size; ++i)
    found = append(ends_, hashes.part(i, hashes.size), to) || found;
  return found;
}

bool Lexicon::find_misspelt(std::string_view word, std::vector<ConceptId>& to) const {
  if (word.size() < kShortestError - 1 || word.size() >= kLongest) return false;
  const Hashes hashes(word);
  if (ordinary_.get(hashes.whole()) != 0) return false;
  bool found = false;
  const auto look = [&](Key key) {
    for (const auto index : candidates_[errors_.get(key)]) {
      const auto& target = long_[index];
      if (target.word.front() != word.front() || !one_error(target.word, word)) continue;
      found = append(target.beginning ? beginnings_ : whole_, Hashes(target.word).whole(), to) || found;
    }
  };
  look(hashes.whole());
  for (std::size_t i = 1; i < hashes.size; ++i) look(hashes.without(i));
  return found;
}

bool Lexicon::knows(std::string_view word) const {
  return whole_.get(Hashes(word).whole()) != 0;
}
bool Lexicon::ordinary(std::string_view word) const {
  return ordinary_.get(Hashes(word).whole()) != 0;
}

}  // namespace wegwijzer::safe_space
