#pragma once
#include "knowledge/search/lexicon.hpp"

namespace wegwijzer::knowledge {

/// One walk over the words of one question. Lives on the stack.
class Reading {
 public:
  Reading(const Lexicon& lexicon, const Words& words, Language language, Analysis& into)
      : lexicon_(lexicon), words_(words.list()), language_(language), out_(into) {}
  void read();

 private:
  [[nodiscard]] bool is_conjunction_or(std::size_t at) const;
  void word(std::size_t at);
  void known(std::uint32_t form, std::size_t at, float weight, const Origin* origin = nullptr);
  void unknown(std::size_t at);
  [[nodiscard]] bool by_stem(std::size_t at);
  [[nodiscard]] bool by_parts(std::size_t at);
  [[nodiscard]] bool by_spelling(std::size_t at);
  void by_last_part(std::size_t at);
  void joined(std::size_t at);
  void pairs();
  void chains();
  [[nodiscard]] bool matches(const Lexicon::Chain& chain, std::size_t at) const;
  [[nodiscard]] bool means(std::size_t at, TermId term) const;
  void add(Meaning meaning);

  const Lexicon& lexicon_;
  const std::vector<Word>& words_;
  Language language_;
  Analysis& out_;
};

}  // namespace wegwijzer::knowledge
