#include "knowledge/search/index.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wegwijzer::knowledge {
namespace {

constexpr float kFieldWeight[] = {1.0F, 1.5F, 1.2F, 0.35F, 0.3F};  // question, title, keyword, text, area

using Field = TopicText::Field;

}  // namespace

Index::Index(const Lexicon& lexicon, const std::vector<std::vector<TopicText>>& topics) : topics_(topics.size()) {
  count(lexicon, topics);
  first_phrase_.push_back(0);
  first_use_.push_back(0);
  Words words;
  Analysis analysis;
  for (const auto& topic : topics) {
    for (const auto& text : topic) {
      if (text.field != Field::question && text.field != Field::title) continue;
      words.cut(text.text);
      lexicon.analyse(words, text.language, analysis);
      add_phrase(analysis);
    }
    first_phrase_.push_back(static_cast<std::uint32_t>(first_use_.size() - 1));
  }
}

void Index::count(const Lexicon& lexicon, const std::vector<std::vector<TopicText>>& topics) {
  std::vector<std::map<std::uint32_t, float>> by_term(lexicon.terms().size());
  Words words;
  Analysis analysis;
  for (std::uint32_t t = 0; t < topics.size(); ++t)
    for (const auto& text : topics[t]) {
      words.cut(text.text, 20'000);
      lexicon.analyse(words, text.language, analysis);
      for (const auto& use : analysis.terms)
        by_term[use.term][t] += use.weight * kFieldWeight[static_cast<int>(text.field)];
    }
  const auto all = static_cast<float>(topics.size());
  rarest_ = std::log(1 + all);
  first_posting_.push_back(0);
  for (const auto& rows : by_term) {
    const auto held = static_cast<float>(rows.size());
    idf_.push_back(std::log(1 + (all - held + 0.5F) / (held + 0.5F)));
    for (const auto& [topic, tf] : rows) postings_.push_back({topic, tf / (tf + 1.2F)});
    first_posting_.push_back(static_cast<std::uint32_t>(postings_.size()));
  }
}

void Index::add_phrase(const Analysis& analysis) {
  float square = 0;
  const auto begin = uses_.size();
  for (const auto& use : analysis.terms) {
    const float value = use.weight * weight(use.term);
    uses_.push_back({use.term, value});
    square += value * value;
  }
  std::sort(uses_.begin() + static_cast<std::ptrdiff_t>(begin), uses_.end(),
            [](auto& a, auto& b) { return a.term < b.term; });
  const float length = std::sqrt(std::max(square, 1e-6F));
  for (auto at = begin; at < uses_.size(); ++at) uses_[at].weight /= length;
  first_use_.push_back(static_cast<std::uint32_t>(uses_.size()));
}

void Index::compare(const Analysis& question, Candidate& candidate) const {
  float square = 0;
  for (const auto& term : question.terms) square += std::pow(term.weight * weight(term.term), 2.F);
  const float length = std::sqrt(std::max(square, 1e-6F));
  float best[3] = {0, 0, 0};
  for (auto p = first_phrase_[candidate.topic]; p < first_phrase_[candidate.topic + 1]; ++p) {
    float product = 0;
    for (const auto& term : question.terms)
      for (auto u = first_use_[p]; u < first_use_[p + 1]; ++u)
        if (uses_[u].term == term.term) product += uses_[u].weight * term.weight * weight(term.term);
    product /= length;
    if (product > best[0]) candidate.best_phrase = p;
    for (auto& place : best)
      if (product > place) std::swap(product, place);
  }
  candidate.phrase = best[0];
  candidate.phrases = (best[0] + best[1] + best[2]) / 3;
}

void Index::rank(const Analysis& question, std::size_t most, std::vector<Candidate>& into) const {
  thread_local std::vector<float> sums;
  sums.assign(topics_, 0);
  float total = 0;
  for (const auto& term : question.terms) {
    const float worth = term.weight * weight(term.term);
    total += worth;
    if (term.term + 1 >= first_posting_.size()) continue;
    for (auto at = first_posting_[term.term]; at < first_posting_[term.term + 1]; ++at)
      sums[postings_[at].topic] += worth * postings_[at].weight;
  }
  into.clear();
  for (std::uint32_t t = 0; t < topics_; ++t)
    if (sums[t] > 0) into.push_back({t, sums[t] / total});
  const auto better = [](const Candidate& a, const Candidate& b) { return a.words > b.words; };
  const auto keep = std::min<std::size_t>(into.size(), 16);
  std::partial_sort(into.begin(), into.begin() + static_cast<std::ptrdiff_t>(keep), into.end(), better);
  into.resize(keep);
  for (auto& candidate : into) {
    compare(question, candidate);
    candidate.score = 0.4F * candidate.words + 0.3F * candidate.phrase + 0.3F * candidate.phrases;
  }
  std::ranges::sort(into, [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  if (into.size() > most) into.resize(most);
}

std::size_t Index::bytes() const {
  return idf_.capacity() * 4 + first_posting_.capacity() * 4 + postings_.capacity() * sizeof(Posting) +
         first_phrase_.capacity() * 4 + first_use_.capacity() * 4 + uses_.capacity() * sizeof(Use);
}

}  // namespace wegwijzer::knowledge
