#include "knowledge/search/spelling.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

namespace wegwijzer::knowledge {
namespace {

constexpr std::size_t kPrefix = 8;  // letters of a word that are indexed
constexpr std::size_t kLongest = 32;
constexpr int kMostOther = 4;

int slips_allowed(std::size_t letters) {
  return letters < 4 ? 0 : letters < 8 ? 1 : 2;
}

std::uint32_t short_hash(std::string_view text) {
  const auto hash = hash_of(text) * 0x9E3779B97F4A7C15ULL;
  return static_cast<std::uint32_t>(hash >> 32);
}

/// One bit for each letter that occurs.
std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) letters |= 1U << (static_cast<unsigned char>(c) & 31U);
  return letters;
}

/// How the word sounds: letters that Dutch ears confuse become one.
void sound_of(std::string_view word, std::string& out) {
  out.clear();
  const auto at = [&](std::size_t i) { return i < word.size() ? word[i] : '\0'; };
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i], after = at(i + 1);
    char sound = c;
    if ((c == 'e' && (after == 'i' || after == 'y')) || (c == 'i' && after == 'j'))
      sound = 'y', ++i;
    else if (c == 'c' && after == 'h')
      sound = 'g', ++i;
    else if (c == 'c' && after == 'k')
      sound = 'k', ++i;
    else if (c == 'c')
      sound = after == 'e' || after == 'i' || after == 'y' ? 's' : 'k';
    else if (c == 'p' && after == 'h')
      sound = 'f', ++i;
    else if (c == 'o' && after == 'u')
      sound = 'w', ++i;
    else if (c == 'a' && after == 'u')
      sound = 'w', ++i;
    else if (c == 'i' && after == 'e')
      sound = 'i', ++i;
    else if (c == 'd' && (after == '\0' || after == 't'))
      sound = 't';
    else if (c == 'z')
      sound = 's';
    else if (c == 'v')
      sound = 'f';
    else if (c == 'q')
      sound = 'k';
    if (out.empty() || out.back() != sound) out.push_back(sound);
  }
}

std::uint32_t sound_hash(std::string_view word) {
  thread_local std::string sound;
  sound_of(word, sound);
  sound.insert(sound.begin(), '~');
  return short_hash(sound);
}

/// Calls `take` with the hash of `text` and of all that is left of it after taking out up to `slips` letters.
template <class Take>
void each_shortened(std::string_view text, int slips, Take&& take) {
  take(short_hash(text));
  if (slips == 0 || text.size() < 2) return;
  char shorter[kLongest];
  for (std::size_t out = 0; out < text.size(); ++out) {
    std::copy(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(out), shorter);
    std::copy(text.begin() + static_cast<std::ptrdiff_t>(out) + 1, text.end(), shorter + out);
    const std::string_view rest(shorter, text.size() - 1);
    take(short_hash(rest));
    if (slips < 2) continue;
    char twice[kLongest];
    for (std::size_t second = out; second < rest.size(); ++second) {
      std::copy(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(second), twice);
      std::copy(rest.begin() + static_cast<std::ptrdiff_t>(second) + 1, rest.end(), twice + second);
      take(short_hash({twice, rest.size() - 1}));
    }
  }
}

bool sound_alike(char a, char b) {
  constexpr std::array<std::string_view, 6> kPairs{"dt", "sz", "fv", "ck", "iy", "gh"};
  return std::ranges::any_of(kPairs, [&](auto pair) { return pair.find(a) != pair.npos && pair.find(b) != pair.npos; });
}

}  // namespace

float slips_between(std::string_view typed, std::string_view meant, float most) {
  const auto n = typed.size(), m = meant.size();
  if (n >= kLongest || m >= kLongest) return most + 1;
  if (static_cast<float>(n > m ? n - m : m - n) > most) return most + 1;
  std::array<std::array<float, kLongest>, 3> rows{};
  for (std::size_t j = 0; j <= m; ++j) rows[0][j] = static_cast<float>(j);
  for (std::size_t i = 1; i <= n; ++i) {
    auto& row = rows[i % 3];
    const auto& before = rows[(i + 2) % 3];
    const auto& two_before = rows[(i + 1) % 3];
    row[0] = static_cast<float>(i);
    float least = row[0];
    for (std::size_t j = 1; j <= m; ++j) {
      const char a = typed[i - 1], b = meant[j - 1];
      const float change = a == b ? 0.F : sound_alike(a, b) ? 0.5F : 1.F;
      const bool doubled = (i > 1 && typed[i - 2] == a) || (j > 1 && meant[j - 2] == b);
      const float one = doubled ? 0.6F : 1.F;
      row[j] = std::min({before[j - 1] + change, before[j] + one, row[j - 1] + one});
      if (i > 1 && j > 1 && a == meant[j - 2] && typed[i - 2] == b) row[j] = std::min(row[j], two_before[j - 2] + 0.8F);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return rows[n % 3][m];
}

void Spelling::build(const Dictionary& words, const std::vector<std::uint32_t>& use) {
  use_ = use;
  letters_.clear();
  for (std::uint32_t id = 0; id < words.size(); ++id) letters_.push_back(letters_of(words.text(id)));
  rows_.clear();
  for (std::uint32_t id = 0; id < words.size(); ++id) {
    const auto word = words.text(id);
    if (use[id] == 0 || word.size() < 3 || word.size() >= kLongest) continue;
    rows_.push_back({sound_hash(word), id});
    if (word.size() < 4) continue;
    each_shortened(word.substr(0, kPrefix), slips_allowed(word.size()), [&](std::uint32_t hash) {
      rows_.push_back({hash, id});
    });
  }
  std::ranges::sort(rows_,
                    [](const Row& a, const Row& b) { return std::tie(a.hash, a.word) < std::tie(b.hash, b.word); });
  const auto same =
      std::ranges::unique(rows_, [](const Row& a, const Row& b) { return a.hash == b.hash && a.word == b.word; });
  rows_.erase(same.begin(), same.end());
  rows_.shrink_to_fit();
  shift_ = 31;
  while (shift_ > 8 && (std::size_t{1} << (32 - shift_)) < rows_.size()) --shift_;
  buckets_.assign((std::size_t{1} << (32 - shift_)) + 1, 0);
  for (const auto& row : rows_) ++buckets_[(row.hash >> shift_) + 1];
  for (std::size_t i = 1; i < buckets_.size(); ++i) buckets_[i] += buckets_[i - 1];
}

void Spelling::consider(const Dictionary& words, std::string_view typed, std::uint32_t hash, Guess& best) const {
  const auto typed_letters = letters_of(typed);
  const auto bucket = hash >> shift_;
  for (auto at = buckets_[bucket]; at < buckets_[bucket + 1]; ++at) {
    if (rows_[at].hash != hash || rows_[at].word == best.word) continue;
    const auto id = rows_[at].word;
    // A slip changes two letters at most.
    if (std::popcount(typed_letters ^ letters_[id]) > kMostOther) continue;
    const auto word = words.text(id);
    if (word.size() > typed.size() + 2 || typed.size() > word.size() + 2) continue;
    const auto allowed = static_cast<float>(slips_allowed(std::min(word.size(), typed.size() + 1)));
    const float most = std::max(1.F, allowed);
    const float cost = slips_between(typed, word, most);
    if (cost > most) continue;
    const float heard = cost + (word.front() != typed.front() ? 0.3F : 0.F);
    const bool better =
        heard < best.cost || (heard == best.cost && best.word != Dictionary::kNone && use_[id] > use_[best.word]);
    if (best.word == Dictionary::kNone || better) best = {id, heard};
  }
}

Spelling::Guess Spelling::nearest(const Dictionary& words, std::string_view typed) const {
  Guess best{Dictionary::kNone, 9};
  if (rows_.empty() || typed.size() < 3 || typed.size() >= kLongest) return best;
  consider(words, typed, sound_hash(typed), best);
  if (typed.size() >= 4)
    each_shortened(typed.substr(0, kPrefix), slips_allowed(typed.size()),
                   [&](std::uint32_t hash) { consider(words, typed, hash, best); });
  return best;
}

std::size_t Spelling::bytes() const {
  return rows_.capacity() * sizeof(Row) +
         (buckets_.capacity() + use_.capacity() + letters_.capacity()) * sizeof(std::uint32_t);
}

}  // namespace wegwijzer::knowledge
