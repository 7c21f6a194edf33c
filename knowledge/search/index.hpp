#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "knowledge/search/lexicon.hpp"

namespace wegwijzer::knowledge {

/// What is told about one topic: an id with its texts in both languages.
struct TopicText {
  enum class Field : std::uint8_t { question, title, keyword, text, area };
  Field field = Field::question;
  Language language = Language::nl;
  std::string_view text;
};

/// A topic and what speaks for it.
struct Candidate {
  std::uint32_t topic = 0;
  float words = 0;    ///< share of the question's weight that the topic's words cover
  float phrase = 0;   ///< likeness to its most similar example question, 0 to 1
  float phrases = 0;  ///< mean likeness to its three most similar ones
  float score = 0;
  std::uint32_t best_phrase = 0;
};

/// The topics by their terms, and every example question as a vector of terms. Threads: any, once built.
class Index {
 public:
  Index(const Lexicon& lexicon, const std::vector<std::vector<TopicText>>& topics);

  /// The most likely topics, best first, at most `most`.
  void rank(const Analysis& question, std::size_t most, std::vector<Candidate>& into) const;
  /// How telling a term is: 0 for one that every topic has.
  [[nodiscard]] float weight(TermId term) const { return term < idf_.size() ? idf_[term] : rarest_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Posting {
    std::uint32_t topic;
    float weight;
  };
  struct Use {
    TermId term;
    float weight;
  };
  void count(const Lexicon& lexicon, const std::vector<std::vector<TopicText>>& topics);
  void add_phrase(const Analysis& analysis);
  void compare(const Analysis& question, Candidate& candidate) const;

  std::vector<float> idf_;
  float rarest_ = 1;
  std::vector<std::uint32_t> first_posting_;  ///< by term, one more at the end
  std::vector<Posting> postings_;
  std::vector<std::uint32_t> first_phrase_;  ///< by topic, one more at the end
  std::vector<std::uint32_t> first_use_;     ///< by phrase, one more at the end
  std::vector<Use> uses_;                    ///< of the phrases, each of length 1
  std::size_t topics_ = 0;
};

}  // namespace wegwijzer::knowledge
