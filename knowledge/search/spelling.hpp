#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/search/dictionary.hpp"

namespace wegwijzer::knowledge {

/// Finds the word in use that somebody meant who typed something near it: by edit distance (one slip in four to
/// seven letters, two in longer words; neighbours swapped count once), cheaper where Dutch ears hear the same
/// (ei/ij, d/t, g/ch, c/k). Threads: any, once built.
class Spelling {
 public:
  struct Guess {
    std::uint32_t word = Dictionary::kNone;
    float cost = 0;  ///< slips; sounds alike count half
  };

  /// `words` outlives this; only those with `use[id] > 0` are offered.
  void build(const Dictionary& words, const std::vector<std::uint32_t>& use);
  [[nodiscard]] Guess nearest(const Dictionary& words, std::string_view typed) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Row {
    std::uint32_t hash;
    std::uint32_t word;
    bool operator<(const Row& other) const { return hash < other.hash; }
  };
  void consider(const Dictionary& words, std::string_view typed, std::uint32_t hash, Guess& best) const;

  std::vector<Row> rows_;               ///< by hash of a word with some letters left out
  std::vector<std::uint32_t> buckets_;  ///< where the rows of a hash's top bits begin
  std::vector<std::uint32_t> use_;
  std::vector<std::uint32_t> letters_;  ///< which letters a word has: tells most apart before they are compared
  int shift_ = 31;
};

/// Slips between the two, sounds alike counted half; more than `most` comes back as some number above `most`.
[[nodiscard]] float slips_between(std::string_view typed, std::string_view meant, float most);

}  // namespace wegwijzer::knowledge
