#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "safe_space/lexicon.hpp"
#include "safe_space/pattern.hpp"
#include "safe_space/recognition.hpp"
#include "safe_space/signals_file.hpp"
#include "safe_space/words.hpp"

namespace wegwijzer::safe_space {

/// The signals files compiled: the lexicon, phrases that make concepts out of concepts, and rules. Immutable.
class Rulebook {
 public:
  static Result<Rulebook> from(const SignalLines& lines);

  /// Decides about one message; `reasons` (may be null) gets rules and concepts, no words.
  [[nodiscard]] Recognition read(std::string_view text, Marks before, std::vector<std::string>* reasons) const;

 private:
  struct Phrase {
    Pattern pattern;
    ConceptId makes = 0;
    std::size_t level = 0;
  };
  struct Rule {
    std::string name;
    Cause cause = Cause::nothing;
    std::vector<Pattern> says;
    std::vector<ConceptId> unless, calm_unless, needs, denied_with;
    Marks before = 0;
    bool deniable = true;
    bool bystander = false;
    bool weak = false;
    std::size_t window = 8;
  };
  /// A pattern to try when a concept was met: phrase or rule, and which of the rule's patterns.
  struct Due {
    std::uint32_t owner = 0;
    std::uint32_t pattern = 0;
  };
  /// Concepts that the machine itself knows by name.
  struct Known {
    ConceptId negation = 0, pause = 0, filler = 0, idiom = 0, distress = 0, minimising = 0, question = 0, speaker = 0,
              reporting = 0;
  };
  class Building;
  class Reading;

  Lexicon lexicon_;
  std::vector<std::string> names_;  ///< of the concepts; words that only stand in a pattern are "=word"
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::vector<std::vector<ConceptId>>, TextHash, std::equal_to<>> spellings_;
  std::vector<Phrase> phrases_;
  std::vector<Rule> rules_;
  std::size_t levels_ = 0;
  std::vector<std::vector<std::vector<std::uint32_t>>> phrases_of_;  ///< level → concept → phrases
  std::vector<std::vector<Due>> rules_of_;                           ///< concept → rules' patterns
  std::vector<std::pair<ConceptId, Marks>> carried_;
  Known known_;
};

}  // namespace wegwijzer::safe_space
