#pragma once
#include "knowledge/search/board.hpp"
#include "knowledge/search/ranker.hpp"

namespace wegwijzer::knowledge {

/// Teaches a ranker. Only while content is loaded.
class Lesson {
 public:
  Lesson(Ranker& ranker, Lexicon& lexicon) : ranker_(ranker), lexicon_(lexicon) {}
  void learn(const std::vector<Example>& examples);

 private:
  struct Row {
    std::uint32_t begin = 0, end = 0;  ///< in `uses_`
    std::uint32_t topic = 0;
    float weight = 1;  ///< how much this example counts
  };
  void read(const std::vector<Example>& examples);
  void count(const std::vector<Example>& examples);
  void lay_postings();
  void add_row(const Analysis& analysis, const Example& example);
  [[nodiscard]] int affordable_rounds() const;
  void epoch(std::uint64_t seed);
  void step(const Row& row);

  Ranker& ranker_;
  Lexicon& lexicon_;
  std::vector<Analysis> analyses_;
  std::vector<std::uint32_t> seen_in_;  ///< by term: examples that have it
  std::vector<Row> rows_;
  std::vector<Weighed> uses_;
  std::vector<float> squares_;  ///< by posting: what Adagrad remembers
  Board board_;
};

}  // namespace wegwijzer::knowledge
