#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "knowledge/search/dictionary.hpp"
#include "knowledge/search/glossary.hpp"
#include "knowledge/search/spelling.hpp"
#include "knowledge/search/words.hpp"

namespace wegwijzer::knowledge {

using TermId = std::uint32_t;

/// How a word of the question became a term.
enum class Origin : std::uint8_t { stem, part, joined, synonym, near, correction, pair };
[[nodiscard]] std::string_view name_of(Origin origin);

/// A term that a word stands for, and how surely (0 to 1).
struct Meaning {
  TermId term = 0;
  float weight = 1;
  Origin origin = Origin::stem;
  std::uint16_t word = 0;  ///< its place in the question
};

/// A question in terms.
struct Analysis {
  std::vector<Meaning> terms;     ///< each term once
  std::size_t content_words = 0;  ///< words that are no small ones
  double unknown = 0;             ///< of these, how many nobody knows (half ones: corrected, partly understood)
};

/// A text to learn words from.
struct Sample {
  std::string_view text;
  Language language = Language::nl;
  bool careful = true;  ///< an editor's words; an example question may hold slips on purpose
};

/// All words in use, what they mean, and how to understand words that are not among them. Built once from the
/// content and the glossary. Threads: any, once built.
class Lexicon {
 public:
  Lexicon(const Glossary& glossary, const std::vector<Sample>& samples);

  /// The terms of a text. `language`: decides what "or" is.
  void analyse(const Words& words, Language language, Analysis& into) const;
  /// Log-odds that the text is English; 0 when nothing tells.
  [[nodiscard]] double leans_english(const Words& words) const;

  /// Pairs of neighbouring words are terms too, once they were seen often enough: begin, count each text, keep.
  void begin_pairs();
  void count_pairs(const Words& words);
  void keep_pairs(unsigned seen);
  [[nodiscard]] bool is_pair(TermId term) const { return term >= first_pair_ && term < always_; }
  /// Terms that are no words: what every question has; what stands for unknown words.
  [[nodiscard]] TermId always() const { return always_; }
  [[nodiscard]] TermId unknown() const { return always_ + 1; }

  [[nodiscard]] const Dictionary& terms() const { return terms_; }
  [[nodiscard]] bool is_small(std::string_view word) const;
  [[nodiscard]] bool knows(std::string_view word) const { return forms_.find(word) != Dictionary::kNone; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  friend class Reading;
  struct Form {
    std::uint32_t first = 0;  ///< its meanings: [first, first + count)
    std::uint16_t count = 0;
    bool small = false;
    bool part = false;  ///< may stand inside a compound
    float lean = 0;     ///< log-odds towards English
    std::uint32_t seen[2] = {0, 0};
    bool careful = false;  ///< stands in an editor's text or the glossary

    [[nodiscard]] std::uint32_t all() const { return seen[0] + seen[1]; }
  };
  /// "works council": terms in a row that mean one thing.
  struct Chain {
    std::vector<TermId> terms;
    Meaning meaning;
    std::uint32_t next = Dictionary::kNone;  ///< another chain with the same first term
  };

  void see(std::string_view word, Language language, bool careful);
  void learn(const Sample& sample);
  void learn_glossary(const Glossary& glossary);
  void weigh(const Glossary& glossary);
  void give_meanings(const Glossary& glossary);
  void keep_meanings(std::uint32_t form, const std::vector<Meaning>& list);
  void add_parts(std::uint32_t form);
  void index_spelling();
  [[nodiscard]] bool same_stem(std::uint32_t one, std::uint32_t other) const;
  void add_chains(const Glossary& glossary);
  void add_chain(const Glossary& glossary, std::string_view phrase, Language language, Meaning meaning);
  [[nodiscard]] static std::string base_form(const Glossary& glossary, std::string_view word, Language language);
  [[nodiscard]] std::span<const Meaning> meanings_of(std::uint32_t form) const {
    return std::span(meanings_).subspan(form_list_[form].first, form_list_[form].count);
  }
  [[nodiscard]] TermId pair(const Word& first, const Word& second) const;
  /// The known word that shares most of its beginning with `word`, or kNone when that is too little.
  [[nodiscard]] std::uint32_t alike(std::string_view word) const;
  /// A form whose stem this is, or kNone.
  [[nodiscard]] std::uint32_t form_of_stem(std::string_view stem) const;
  [[nodiscard]] std::vector<std::uint32_t> split(std::string_view word) const;
  [[nodiscard]] std::uint32_t known_part(std::string_view text) const;

  Dictionary forms_;
  Dictionary terms_;
  std::vector<Form> form_list_;
  std::vector<Meaning> meanings_;
  std::vector<Chain> chains_;
  std::vector<std::uint32_t> first_chain_;  ///< by term
  std::vector<std::uint32_t> by_letters_;   ///< forms in the order of their letters
  std::vector<std::uint32_t> stem_form_;    ///< by term: a form that has it as its stem
  Spelling spelling_;
  TermId first_pair_ = Dictionary::kNone;
  TermId always_ = Dictionary::kNone;
  Dictionary counted_;  ///< only while pairs are counted
  std::vector<std::uint32_t> pair_seen_;
};

}  // namespace wegwijzer::knowledge
