#include "knowledge/search/search.hpp"

#include <algorithm>
#include <cmath>

namespace wegwijzer::knowledge {
namespace {

using Field = TopicText::Field;

std::vector<Sample> samples_of(const ContentFiles& content, const std::vector<Entry>& entries,
                               std::vector<std::string>& texts) {
  texts.reserve(entries.size());
  std::vector<Sample> samples;
  for (const auto& entry : entries) {
    if (entry.status != Entry::Status::published) continue;
    texts.push_back(plain_text(entry.parts));
    samples.push_back({texts.back(), entry.language});
    samples.push_back({entry.title, entry.language});
    for (const auto& question : entry.questions) samples.push_back({question, entry.language});
    for (const auto& keyword : entry.keywords) samples.push_back({keyword, entry.language});
  }
  (void)content;
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
  for (const auto& entry : entries) {
    if (entry.status != Entry::Status::published) continue;
    if (topics_.empty() || topics_.back().id != entry.id) topics_.push_back({entry.id, {nullptr, nullptr}});
    topics_.back().entry[static_cast<std::size_t>(entry.language)] = &entry;
  }
  std::vector<std::vector<TopicText>> texts(topics_.size());
  std::vector<std::string> bodies;
  bodies.reserve(entries.size());
  for (std::size_t t = 0; t < topics_.size(); ++t)
    for (const auto* entry : topics_[t].entry) {
      if (entry == nullptr) continue;
      texts[t].push_back({Field::title, entry->language, entry->title});
      for (const auto& question : entry->questions) texts[t].push_back({Field::question, entry->language, question});
      for (const auto& keyword : entry->keywords) texts[t].push_back({Field::keyword, entry->language, keyword});
      bodies.push_back(plain_text(entry->parts));
      texts[t].push_back({Field::text, entry->language, bodies.back()});
      texts[t].push_back({Field::area, entry->language, entry->area});
    }
  index_ = std::make_unique<Index>(lexicon_, texts);
}

const Entry* Search::in(const Topic& topic, Language language) const {
  const auto* wanted = topic.entry[static_cast<std::size_t>(language)];
  return wanted != nullptr ? wanted : topic.entry[1 - static_cast<std::size_t>(language)];
}

const Entry* Search::entry(std::string_view id, Language language) const {
  const auto found = std::ranges::lower_bound(topics_, id, {}, &Topic::id);
  return found == topics_.end() || found->id != id ? nullptr : in(*found, language);
}

Language Search::language_of(const Question& question, const Words& words) const {
  const double lean = lexicon_.leans_english(words);
  if (std::abs(lean) < 1) return question.before != nullptr ? question.before->language : question.otherwise;
  return lean > 0 ? Language::en : Language::nl;
}

Findings Search::find(const Question& question) const {
  thread_local Words words;
  thread_local Analysis analysis;
  thread_local std::vector<Candidate> candidates;
  words.cut(question.words);
  const auto typed = language_of(question, words);
  lexicon_.analyse(words, typed, analysis);
  index_->rank(analysis, std::clamp<std::size_t>(question.most, 1, 20), candidates);
  Findings findings;
  findings.language = question.wish.value_or(typed);
  for (const auto& candidate : candidates)
    findings.hits.push_back({in(topics_[candidate.topic], findings.language), static_cast<double>(candidate.score)});
  findings.confidence = findings.hits.empty() ? 0 : findings.hits.front().score;
  findings.verdict = findings.confidence > 0.5   ? Verdict::answer
                     : findings.confidence > 0.3 ? Verdict::suggest
                                                 : Verdict::unknown;
  if (question.explain)
    for (const auto& term : analysis.terms)
      findings.reasons.push_back(std::string(words.list()[term.word].text) + " → " +
                                 std::string(lexicon_.terms().text(term.term)) + " (" +
                                 std::string(name_of(term.origin)) + ")");
  return findings;
}

}  // namespace wegwijzer::knowledge
