#include "knowledge/search/search.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

#include "knowledge/search/scratch.hpp"
#include "knowledge/search/tuning.hpp"

namespace wegwijzer::knowledge {
namespace {

std::vector<Sample> samples_of(const ContentFiles& content, const std::vector<Entry>& entries,
                               std::vector<std::string>& texts) {
  texts.reserve(entries.size());
  std::vector<Sample> samples;
  for (const auto& entry : entries) {
    if (entry.status != Entry::Status::published) continue;
    texts.push_back(plain_text(entry.parts));
    samples.push_back({texts.back(), entry.language});
    samples.push_back({entry.title, entry.language});
    for (const auto& question : entry.questions) samples.push_back({question, entry.language, false});
    for (const auto& keyword : entry.keywords) samples.push_back({keyword, entry.language});
  }
  for (const auto language : {Language::nl, Language::en})
    for (const auto& question : content.refuse[static_cast<std::size_t>(language)])
      samples.push_back({question, language, false});
  return samples;
}

Lexicon lexicon_of(const ContentFiles& content, const std::vector<Entry>& entries) {
  std::vector<std::string> texts;
  const auto samples = samples_of(content, entries, texts);
  return {content.glossary, samples};
}

}  // namespace

Search::Search(const ContentFiles& content, const std::vector<Entry>& entries)
    : lexicon_(lexicon_of(content, entries)) {
  gather(entries);
  teach(content);
}

void Search::gather(const std::vector<Entry>& entries) {
  for (const auto& entry : entries) {
    if (entry.status != Entry::Status::published) continue;
    if (topics_.empty() || topics_.back().id != entry.id) topics_.push_back({entry.id, {nullptr, nullptr}, {}});
    topics_.back().entry[static_cast<std::size_t>(entry.language)] = &entry;
  }
  for (auto& topic : topics_)
    for (const auto& id : in(topic, Language::nl)->related)
      if (const auto other = topic_of(id); other != Dictionary::kNone) topic.related.push_back(other);
}

void Search::teach(const ContentFiles& content) {
  std::vector<Example> examples;
  std::deque<std::string> bodies;  // examples point into these
  using Field = Example::Field;
  for (std::uint32_t t = 0; t < topics_.size(); ++t)
    for (const auto* entry : topics_[t].entry) {
      if (entry == nullptr) continue;
      examples.push_back({t, Field::title, entry->language, entry->title});
      for (const auto& question : entry->questions) examples.push_back({t, Field::question, entry->language, question});
      for (const auto& keyword : entry->keywords) examples.push_back({t, Field::keyword, entry->language, keyword});
      for (const auto& part : entry->parts)
        for (const auto& item : part.items)
          examples.push_back({t, Field::text, entry->language, bodies.emplace_back(plain_text({{part.kind, {item}}}))});
    }
  const auto refused = static_cast<std::uint32_t>(topics_.size());
  for (const auto language : {Language::nl, Language::en})
    for (const auto& question : content.refuse[static_cast<std::size_t>(language)])
      examples.push_back({refused, Field::question, language, question});
  ranker_ = std::make_unique<Ranker>(lexicon_, examples, topics_.size());
}

std::uint32_t Search::topic_of(std::string_view id) const {
  const auto found = std::ranges::lower_bound(topics_, id, {}, &Topic::id);
  if (found == topics_.end() || found->id != id) return Dictionary::kNone;
  return static_cast<std::uint32_t>(found - topics_.begin());
}

const Entry* Search::in(const Topic& topic, Language language) const {
  const auto* wanted = topic.entry[static_cast<std::size_t>(language)];
  return wanted != nullptr ? wanted : topic.entry[1 - static_cast<std::size_t>(language)];
}

const Entry* Search::entry(std::string_view id, Language language) const {
  const auto topic = topic_of(id);
  return topic == Dictionary::kNone ? nullptr : in(topics_[topic], language);
}

Language Search::language_of(const Question& question, const Words& words) const {
  const double lean = lexicon_.leans_english(words);
  const double sure = words.list().size() == 1 ? tuning::kSureOfOneWord : tuning::kSureOfLanguage;
  if (std::abs(lean) < sure) return question.before != nullptr ? question.before->language : question.otherwise;
  return lean > 0 ? Language::en : Language::nl;
}

void Search::rank(const Words& words, Language language, std::size_t most, Ranking& into) const {
  lexicon_.analyse(words, language, into.analysis);
  ranker_->weigh(into.analysis, into.weighed);
  const double none = static_cast<double>(ranker_->rank(into.weighed, {}, most, into.candidates));
  measure(static_cast<double>(words.list().size()), none, into);
}

void Search::measure(double words, double none, Ranking& into) const {
  auto& signals = into.signals;
  signals = {};
  signals.none = none;
  signals.content_words = static_cast<double>(into.analysis.content_words);
  signals.words = words;
  signals.unknown = into.analysis.unknown / std::max(1.0, signals.content_words);
  if (into.candidates.empty()) return;
  signals.evidence = static_cast<double>(into.candidates[0].evidence);
  signals.top = static_cast<double>(into.candidates[0].probability);
  double held = 0, all = into.analysis.unknown * static_cast<double>(ranker_->rarest());
  for (const auto& term : into.analysis.terms) {
    if (term.origin == Origin::pair) continue;
    const auto worth = static_cast<double>(term.weight * ranker_->rarity(term.term));
    all += worth;
    if (ranker_->holds(into.best(), term.term)) held += worth;
  }
  signals.cover = all > 0 ? held / all : 0;
}

Findings Search::find(const Question& question) const {
  thread_local Scratch scratch;
  scratch.words.cut(question.words);
  const auto& words = scratch.words;
  const auto typed = language_of(question, words);
  if (auto wanted = typed; question.before != nullptr && only_asks_language(words, wanted)) {
    const auto topic = topic_of(question.before->entry);
    if (topic != Dictionary::kNone) return once_more(topics_[topic], wanted);
  }
  const auto most = std::max<std::size_t>(std::clamp<std::size_t>(question.most, 1, 20), 3);
  rank(words, typed, most, scratch.whole);
  if (question.before != nullptr) in_context(question, words, most, scratch);
  const bool two = two_questions(words, typed, scratch);
  auto found = findings(question.wish.value_or(typed), scratch.whole);
  if (two) add_second(scratch.halves[0], scratch.halves[1], found);
  if (found.hits.size() > question.most) found.hits.resize(std::max<std::size_t>(question.most, 1));
  if (question.explain) explain(words, scratch.whole, found);
  return found;
}

namespace {

/// How far between two bounds.
double between(double low, double high, double share) {
  return low + (high - low) * share;
}

/// The verdict, and the confidence that goes with it: of an answer, how likely it is right; below that, how likely the
/// question is ours at all, so that every suggestion stands above everything refused.
void judge(const Signals& signals, Findings& found) {
  const double ours = in_scope(signals), right = is_right(signals);
  if (ours < tuning::kOurs) {
    found.verdict = Verdict::unknown;
    found.confidence = between(0, tuning::kSuggest, ours / tuning::kOurs);
  } else if (right < tuning::kAnswer) {
    found.verdict = Verdict::suggest;
    found.confidence = between(tuning::kSuggest, tuning::kAnswer, (ours - tuning::kOurs) / (1 - tuning::kOurs));
  } else {
    found.verdict = Verdict::answer;
    found.confidence = right;
  }
  found.hits[0].score = found.confidence;
  for (std::size_t i = 1; i < found.hits.size(); ++i)
    found.hits[i].score = std::min(found.hits[i].score, found.confidence);
}

}  // namespace

Findings Search::findings(Language language, const Ranking& ranking) const {
  Findings found;
  found.language = language;
  for (const auto& candidate : ranking.candidates)
    found.hits.push_back({in(topics_[candidate.topic], found.language), static_cast<double>(candidate.probability)});
  if (found.hits.empty()) return found;
  judge(ranking.signals, found);
  return found;
}

}  // namespace wegwijzer::knowledge
