#include "knowledge/search/ranker.hpp"

#include <algorithm>
#include <cmath>

#include "knowledge/search/board.hpp"
#include "knowledge/search/lesson.hpp"
#include "knowledge/search/tuning.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr float kFar = 12;  // e^-12 adds nothing to a probability

}  // namespace

Ranker::Ranker(Lexicon& lexicon, const std::vector<Example>& examples, std::size_t topics) : topics_(topics) {
  Lesson(*this, lexicon).learn(examples);
}

void Ranker::weigh(const Analysis& analysis, std::vector<Weighed>& into) const {
  into.clear();
  float square = 0;
  const auto add = [&](TermId term, float value, std::uint16_t word) {
    into.push_back({term, value, word});
    square += value * value;
  };
  for (const auto& term : analysis.terms) add(term.term, term.weight * rarity(term.term), term.word);
  if (analysis.unknown > 0) add(unknown_, tuning::kUnknown * std::sqrt(static_cast<float>(analysis.unknown)), 0);
  add(always_, tuning::kAlways, 0);
  const float length = std::sqrt(square);
  for (auto& use : into) use.value /= length;
}

float Ranker::rank(const std::vector<Weighed>& question, std::span<const Lean> lean, std::size_t most,
                   std::vector<Candidate>& into) const {
  thread_local Board board;
  board.ready(topics_ + 1);
  for (const auto& use : question) {
    if (use.term + 1 >= first_.size()) continue;
    for (auto at = first_[use.term]; at < first_[use.term + 1]; ++at)
      board.add(postings_[at].topic, postings_[at].weight * use.value);
  }
  for (const auto& [topic, evidence] : lean) board.add(topic, evidence);
  into.clear();
  float best = 0;
  for (const auto topic : board.touched()) best = std::max(best, board[topic]);
  float sum = static_cast<float>(topics_ + 1 - board.touched().size()) * std::exp(-best);
  float none = 0;
  for (const auto topic : board.touched()) {
    const float evidence = board[topic];
    if (evidence < best - kFar) continue;
    const float share = std::exp(evidence - best);
    sum += share;
    if (topic == refused())
      none = share;
    else
      into.push_back({topic, evidence, share});
  }
  board.clear();
  const auto better = [](const Candidate& a, const Candidate& b) {
    return a.evidence != b.evidence ? a.evidence > b.evidence : a.topic < b.topic;
  };
  const auto keep = std::min(most, into.size());
  std::partial_sort(into.begin(), into.begin() + static_cast<std::ptrdiff_t>(keep), into.end(), better);
  into.resize(keep);
  for (auto& candidate : into) candidate.probability /= sum;
  return none / sum;
}

const Ranker::Posting* Ranker::find(TermId term, std::uint32_t topic) const {
  if (term + 1 >= first_.size()) return nullptr;
  const auto begin = postings_.begin() + first_[term], end = postings_.begin() + first_[term + 1];
  const auto found = std::lower_bound(begin, end, topic, [](const Posting& p, std::uint32_t t) { return p.topic < t; });
  return found != end && found->topic == topic ? &*found : nullptr;
}

float Ranker::weight(TermId term, std::uint32_t topic) const {
  const auto* posting = find(term, topic);
  return posting == nullptr ? 0 : posting->weight;
}

std::size_t Ranker::bytes() const {
  return (rarity_.capacity() + first_.capacity()) * 4 + postings_.capacity() * sizeof(Posting);
}

}  // namespace wegwijzer::knowledge
