#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wegwijzer::safe_space {

using ConceptId = std::uint16_t;

/// Which concepts a word belongs to: whole words, beginnings (`pest*`), ends (`*angst`), and for long words one typing
/// error. Built once, then only read.
class Lexicon {
 public:
  Lexicon();
  /// `form`: a folded word, with `*` at its end or its start. Adding the same twice changes nothing.
  /// False: nothing is left of the word, or the star stands elsewhere.
  bool add(std::string_view form, ConceptId concept_id);
  /// Makes the words added with at least seven letters findable with one error; `never` holds ordinary words that only
  /// look like one. Call once, after the last `add`.
  void finish(std::span<const std::string> never);

  /// Concepts of the word, appended. False: none.
  bool find(std::string_view word, std::vector<ConceptId>& to) const;
  /// The same with one letter wrong, missing, too many or swapped; for words that `find` does not know.
  bool find_misspelt(std::string_view word, std::vector<ConceptId>& to) const;
  /// Whether the whole word was added as it is.
  [[nodiscard]] bool knows(std::string_view word) const;
  [[nodiscard]] bool ordinary(std::string_view word) const;

 private:
  using Key = std::uint64_t;
  /// Open addressing; 0 is an empty place. A bit filter before it answers most misses.
  class Table {
   public:
    Table();
    [[nodiscard]] std::uint32_t* slot(Key key);
    [[nodiscard]] std::uint32_t get(Key key) const;  ///< 0: not there
   private:
    void grow();
    struct Place {
      Key key = 0;
      std::uint32_t value = 0;
    };
    std::vector<Place> places_;
    std::vector<std::uint64_t> filter_;
    std::size_t used_ = 0;
  };

  void link(Table& table, Key key, ConceptId concept_id);
  bool append(const Table& table, Key key, std::vector<ConceptId>& to) const;
  void add_errors(std::uint32_t index);

  Table whole_, beginnings_, ends_, errors_, ordinary_;
  std::vector<std::vector<ConceptId>> lists_;  ///< a table's value is an index here; 0 is none
  struct Long {
    std::string word;
    bool beginning = false;
  };
  std::vector<Long> long_;
  std::vector<std::vector<std::uint32_t>> candidates_;  ///< for errors_: indexes into long_
};

}  // namespace wegwijzer::safe_space
