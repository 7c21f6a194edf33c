#pragma once
#include <memory>
#include <string>
#include <vector>

#include "knowledge/content_files.hpp"
#include "knowledge/search/index.hpp"
#include "knowledge/search/lexicon.hpp"
#include "knowledge/shelf.hpp"

namespace wegwijzer::knowledge {

/// Finds entries. Built once over `entries`, which outlive it. Threads: any.
class Search {
 public:
  Search(const ContentFiles& content, const std::vector<Entry>& entries);

  [[nodiscard]] Findings find(const Question& question) const;
  [[nodiscard]] const Entry* entry(std::string_view id, Language language) const;
  [[nodiscard]] std::size_t bytes() const { return lexicon_.bytes() + index_->bytes(); }

 private:
  struct Topic {
    std::string id;
    const Entry* entry[2] = {nullptr, nullptr};  ///< published ones by language
  };
  [[nodiscard]] Language language_of(const Question& question, const Words& words) const;
  [[nodiscard]] const Entry* in(const Topic& topic, Language language) const;

  std::vector<Topic> topics_;  ///< by id
  Lexicon lexicon_;
  std::unique_ptr<Index> index_;
};

}  // namespace wegwijzer::knowledge
