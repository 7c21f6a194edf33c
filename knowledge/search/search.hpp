#pragma once
#include <memory>
#include <string>
#include <vector>

#include "knowledge/content_files.hpp"
#include "knowledge/search/confidence.hpp"
#include "knowledge/search/lexicon.hpp"
#include "knowledge/search/ranker.hpp"
#include "knowledge/shelf.hpp"

namespace wegwijzer::knowledge {

/// One reading of one question: its terms, its best topics, and what they are worth.
struct Ranking {
  Analysis analysis;
  std::vector<Weighed> weighed;
  std::vector<Candidate> candidates;  ///< best first
  Signals signals;

  [[nodiscard]] std::uint32_t best() const { return candidates.empty() ? Dictionary::kNone : candidates[0].topic; }
};

/// Finds entries. Built once over `entries`, which outlive it. Threads: any.
class Search {
 public:
  Search(const ContentFiles& content, const std::vector<Entry>& entries);

  [[nodiscard]] Findings find(const Question& question) const;
  [[nodiscard]] const Entry* entry(std::string_view id, Language language) const;
  /// The question alone, without a turn before: what training looks at.
  void rank(const Words& words, Language language, std::size_t most, Ranking& into) const;
  [[nodiscard]] Language language_of(const Question& question, const Words& words) const;
  [[nodiscard]] std::string_view id_of(std::uint32_t topic) const { return topics_[topic].id; }
  [[nodiscard]] std::size_t bytes() const { return lexicon_.bytes() + ranker_->bytes(); }

 private:
  struct Topic {
    std::string id;
    const Entry* entry[2] = {nullptr, nullptr};  ///< published ones by language
    std::vector<std::uint32_t> related;
  };
  struct Scratch;
  void gather(const std::vector<Entry>& entries);
  void teach(const ContentFiles& content);
  void measure(double words, double none, Ranking& into) const;
  [[nodiscard]] bool only_asks_language(const Words& words, Language& language) const;
  [[nodiscard]] Findings once_more(const Topic& topic, Language language) const;
  void in_context(const Question& question, const Words& words, std::size_t most, Scratch& scratch) const;
  void add_second(const Ranking& first, const Ranking& second, Findings& into) const;
  [[nodiscard]] bool two_questions(const Words& words, Language language, Scratch& scratch) const;
  [[nodiscard]] Findings findings(Language language, const Ranking& ranking) const;
  void explain(const Words& words, const Ranking& ranking, Findings& into) const;
  [[nodiscard]] std::vector<std::string_view> fields_with(const Topic& topic, TermId term) const;
  [[nodiscard]] std::uint32_t topic_of(std::string_view id) const;
  [[nodiscard]] const Entry* in(const Topic& topic, Language language) const;

  std::vector<Topic> topics_;  ///< by id
  Lexicon lexicon_;
  std::unique_ptr<Ranker> ranker_;
};

}  // namespace wegwijzer::knowledge
