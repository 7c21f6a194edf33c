#include "knowledge/search/lesson.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "knowledge/search/tuning.hpp"

namespace wegwijzer::knowledge {
namespace {

const float kExampleWeight[] = {1.0F, 1.0F, tuning::kKeywordExample, tuning::kTextExample};

/// A small generator, so that the order of the examples is the same everywhere.
struct Shuffler {
  std::uint64_t state;
  std::uint64_t next() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
  }
};

}  // namespace

void Lesson::learn(const std::vector<Example>& examples) {
  read(examples);
  count(examples);
  for (std::size_t i = 0; i < examples.size(); ++i) add_row(analyses_[i], examples[i]);
  lay_postings();
  board_.ready(ranker_.topics_ + 1, ranker_.topics_ < tuning::kMostPostings);
  squares_.assign(ranker_.postings_.size(), 0);
  for (int round = 0, rounds = affordable_rounds(); round < rounds; ++round)
    epoch(static_cast<std::uint64_t>(round) + 1);
}

void Lesson::read(const std::vector<Example>& examples) {
  lexicon_.begin_pairs();
  Words words;
  for (const auto& example : examples) {
    words.cut(example.text, 20'000);
    if (example.field == Example::Field::question || example.field == Example::Field::title)
      lexicon_.count_pairs(words);
  }
  lexicon_.keep_pairs(tuning::kPairSeen);
  analyses_.resize(examples.size());
  for (std::size_t i = 0; i < examples.size(); ++i) {
    words.cut(examples[i].text, 20'000);
    lexicon_.analyse(words, examples[i].language, analyses_[i]);
  }
}

void Lesson::count(const std::vector<Example>& examples) {
  const auto terms = lexicon_.terms().size();
  seen_in_.assign(terms, 0);
  std::vector<std::uint32_t> topics(terms, 0), last(terms, Dictionary::kNone);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    if (examples[i].topic == ranker_.refused()) continue;
    for (const auto& use : analyses_[i].terms) {
      ++seen_in_[use.term];
      // Examples come topic by topic.
      if (std::exchange(last[use.term], examples[i].topic) != examples[i].topic) ++topics[use.term];
    }
  }
  const auto all = static_cast<float>(ranker_.topics_);
  ranker_.rarest_ = std::log(1 + all);
  ranker_.rarity_.resize(terms);
  for (TermId t = 0; t < terms; ++t) {
    const auto held = static_cast<float>(topics[t]);
    ranker_.rarity_[t] = lexicon_.is_pair(t)
                             ? tuning::kPair
                             : std::pow(std::log(1 + (all - held + 0.5F) / (held + 0.5F)), tuning::kRarityPower);
  }
  ranker_.always_ = lexicon_.always();
  ranker_.unknown_ = lexicon_.unknown();
}

void Lesson::add_row(const Analysis& analysis, const Example& example) {
  std::vector<Weighed> weighed;
  ranker_.weigh(analysis, weighed);
  Row row{static_cast<std::uint32_t>(uses_.size()), 0, example.topic, kExampleWeight[static_cast<int>(example.field)]};
  uses_.insert(uses_.end(), weighed.begin(), weighed.end());
  row.end = static_cast<std::uint32_t>(uses_.size());
  rows_.push_back(row);
}

void Lesson::lay_postings() {
  std::vector<std::vector<std::uint32_t>> topics(lexicon_.terms().size());
  for (const auto& row : rows_)
    for (auto at = row.begin; at < row.end; ++at) topics[uses_[at].term].push_back(row.topic);
  const auto most = std::max(tuning::kMostPostings, ranker_.topics_ / tuning::kMostShare);
  ranker_.first_.assign(1, 0);
  for (auto& list : topics) {
    std::ranges::sort(list);
    const auto same = std::ranges::unique(list);
    list.erase(same.begin(), same.end());
    // A term that very many topics share tells nothing, and would make every question slow.
    if (list.size() > most) list.clear();
    for (const auto topic : list) ranker_.postings_.push_back({topic, 0});
    ranker_.first_.push_back(static_cast<std::uint32_t>(ranker_.postings_.size()));
  }
}

int Lesson::affordable_rounds() const {
  double work = 1;  // postings met in one round
  for (const auto& use : uses_) work += ranker_.first_[use.term + 1] - ranker_.first_[use.term];
  return static_cast<int>(std::clamp(tuning::kMostWork / work, 1.0, static_cast<double>(tuning::kRounds)));
}

void Lesson::epoch(std::uint64_t seed) {
  std::vector<std::uint32_t> order(rows_.size());
  std::iota(order.begin(), order.end(), 0U);
  Shuffler shuffler{seed * 0x9E3779B97F4A7C15ULL};
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[shuffler.next() % i]);
  for (const auto row : order) step(rows_[row]);
}

void Lesson::step(const Row& row) {
  // Plain pointers: every start waits for this loop.
  auto* const postings = ranker_.postings_.data();
  const auto postings_of = [&](TermId term) { return std::pair(ranker_.first_[term], ranker_.first_[term + 1]); };
  for (auto use = row.begin; use < row.end; ++use) {
    const auto [from, to] = postings_of(uses_[use].term);
    const float value = uses_[use].value;
    for (auto at = from; at < to; ++at) board_.add(postings[at].topic, postings[at].weight * value);
  }
  // From evidence to what each topic is too sure of: its probability, less one for the right topic.
  float best = 0;
  for (const auto topic : board_.touched()) best = std::max(best, board_[topic]);
  float sum = static_cast<float>(ranker_.topics_ + 1 - board_.touched().size()) * std::exp(-best);
  for (const auto topic : board_.touched()) sum += board_[topic] = std::exp(board_[topic] - best);
  for (const auto topic : board_.touched()) board_[topic] *= row.weight / sum;
  board_[row.topic] -= row.weight;
  for (auto use = row.begin; use < row.end; ++use) {
    const auto [from, to] = postings_of(uses_[use].term);
    auto* const squares = squares_.data();
    const float value = uses_[use].value;
    for (auto at = from; at < to; ++at) {
      const float slope = board_[postings[at].topic] * value;
      if (std::abs(slope) < tuning::kLeastSlope) continue;  // who is no rival stays as he is
      squares[at] += slope * slope;
      postings[at].weight -= tuning::kRate * slope / std::sqrt(squares[at] + 1e-4F);
    }
  }
  board_[row.topic] = 0;  // also when no posting led there
  board_.clear();
}

}  // namespace wegwijzer::knowledge
