#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "safe_space/lexicon.hpp"

namespace wegwijzer::safe_space {

/// A concept met in a message, from its first word to its last.
struct Hit {
  ConceptId concept_id = 0;
  std::uint16_t last = 0;
  std::int32_t next = -1;  ///< the next hit that begins at the same word
};

/// Where concepts stand in one message.
class Hits {
 public:
  Hits(std::size_t words, std::size_t concepts);
  void add(ConceptId concept_id, std::size_t first, std::size_t last);
  [[nodiscard]] bool seen(ConceptId concept_id) const {
    return (seen_[concept_id / 64] >> (concept_id % 64) & 1U) != 0;
  }
  [[nodiscard]] bool at(std::size_t word, ConceptId concept_id) const;
  [[nodiscard]] std::int32_t first(std::size_t word) const { return heads_[word]; }
  [[nodiscard]] const Hit& hit(std::int32_t index) const { return hits_[static_cast<std::size_t>(index)]; }
  [[nodiscard]] std::size_t words() const { return heads_.size(); }
  /// Concepts in the order in which they were first met.
  [[nodiscard]] const std::vector<ConceptId>& met() const { return met_; }

 private:
  std::vector<std::int32_t> heads_;
  std::vector<Hit> hits_;
  std::vector<std::uint64_t> seen_;
  std::vector<ConceptId> met_;
};

/// What a message gave to a pattern: the words it used, in order.
struct Match {
  static constexpr std::size_t kMost = 16;
  std::array<std::uint16_t, kMost> used{};
  std::size_t count = 0;
  [[nodiscard]] std::uint16_t first() const { return used[0]; }
  [[nodiscard]] std::uint16_t last() const { return used[count - 1]; }
};

/// Words and concepts in an order, as the files write it:
///   `word` `begin*` `*end` · `<concept>` · `a|b|<c>` one of them · `?x` may be missing · `..` up to three words
///   between ·
///   `...` up to seven · `^` nothing before · `$` nothing after · `a & b` both, in any order, inside the window.
/// Small words of the concept `filler` may stand between any two.
class Pattern {
 public:
  /// `concept_of` gives the concept that a word form or `<name>` stands for; nothing for an unknown name.
  using Naming = std::function<std::optional<ConceptId>(std::string_view form)>;
  static Result<Pattern> from(std::string_view text, const Naming& naming);

  struct Setting {
    ConceptId filler = 0;
    std::span<const std::uint16_t> sentences;  ///< of each word
    std::size_t window = 8;
  };
  /// Calls `use` for matches until it returns true; true when it did.
  bool find(const Hits& hits, const Setting& setting, const std::function<bool(const Match&)>& use) const;

  /// All concepts it names.
  [[nodiscard]] std::vector<ConceptId> named() const;
  /// For each element that must be there, the concepts it accepts.
  [[nodiscard]] std::vector<std::span<const ConceptId>> needs() const;

 private:
  struct Element {
    std::vector<ConceptId> any;
    bool optional = false;
    std::uint8_t gap = 0;
    bool at_start = false;
    bool at_end = false;
  };
  using Sequence = std::vector<Element>;
  struct Walk;

  std::vector<Sequence> parts_;
};

}  // namespace wegwijzer::safe_space
