#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "knowledge/search/lexicon.hpp"

namespace wegwijzer::knowledge {

/// A text that belongs to a topic, to learn from.
struct Example {
  enum class Field : std::uint8_t { question, title, keyword, text };
  std::uint32_t topic = 0;  ///< `Ranker::refused()` for a question that must not be answered
  Field field = Field::question;
  Language language = Language::nl;
  std::string_view text;
};

/// A topic with its share of what speaks for any topic at all.
struct Candidate {
  std::uint32_t topic = 0;
  float evidence = 0;     ///< sum of the learned weights of its terms
  float probability = 0;  ///< of all topics, "none" included
};

/// What an earlier turn says for a topic.
struct Lean {
  std::uint32_t topic = 0;
  float evidence = 0;
};

/// The question as numbers: how much each term counts, all together of length 1.
struct Weighed {
  TermId term = 0;
  float value = 0;
  std::uint16_t word = 0;
};

/// Ranks topics by a linear model over terms and pairs of neighbouring words, learned from the example questions when
/// the content is loaded (multinomial logistic regression by Adagrad; the same weights in every run). A weight exists
/// only where a term occurs in a topic's texts, so the model is as sparse as an inverted index, and is one.
/// Threads: any, once built.
class Ranker {
 public:
  Ranker(Lexicon& lexicon, const std::vector<Example>& examples, std::size_t topics);

  /// The topics that anything speaks for, best first, at most `most`; never the refused one. Comes back: the
  /// probability that the question belongs to none.
  /// `lean`: evidence that the conversation so far adds to topics.
  float rank(const std::vector<Weighed>& question, std::span<const Lean> lean, std::size_t most,
             std::vector<Candidate>& into) const;
  void weigh(const Analysis& analysis, std::vector<Weighed>& into) const;
  /// What `term` says for `topic`.
  [[nodiscard]] float weight(TermId term, std::uint32_t topic) const;
  /// How telling a term is: 0 for one that every topic has.
  [[nodiscard]] float rarity(TermId term) const { return term < rarity_.size() ? rarity_[term] : rarest_; }
  [[nodiscard]] float rarest() const { return rarest_; }
  /// Whether `term` occurs in the topic's texts.
  [[nodiscard]] bool holds(std::uint32_t topic, TermId term) const { return find(term, topic) != nullptr; }
  /// The number that stands for "no topic": one above the last.
  [[nodiscard]] std::uint32_t refused() const { return static_cast<std::uint32_t>(topics_); }
  [[nodiscard]] std::size_t bytes() const;

 private:
  friend class Lesson;
  struct Posting {
    std::uint32_t topic;
    float weight;
  };
  [[nodiscard]] const Posting* find(TermId term, std::uint32_t topic) const;

  std::vector<float> rarity_;
  float rarest_ = 1;
  std::vector<std::uint32_t> first_;  ///< by term, one more at the end
  std::vector<Posting> postings_;
  std::size_t topics_ = 0;
  TermId always_ = 0;   ///< a term that every question has
  TermId unknown_ = 0;  ///< stands for words that nobody knows
};

}  // namespace wegwijzer::knowledge
