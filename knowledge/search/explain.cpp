#include <algorithm>
#include <cstdio>
#include <map>

#include "knowledge/search/search.hpp"
#include "knowledge/search/tuning.hpp"

namespace wegwijzer::knowledge {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

}  // namespace

/// Which of the entry's texts hold a term, in either language.
std::vector<std::string_view> Search::fields_with(const Topic& topic, TermId term) const {
  std::vector<std::string_view> fields;
  const auto look = [&](std::string_view field, std::string_view text, Language language) {
    if (std::ranges::find(fields, field) != fields.end()) return;
    Words words;
    Analysis analysis;
    words.cut(text, 20'000);
    lexicon_.analyse(words, language, analysis);
    if (std::ranges::find(analysis.terms, term, &Meaning::term) != analysis.terms.end()) fields.push_back(field);
  };
  for (const auto* entry : topic.entry) {
    if (entry == nullptr) continue;
    look("title", entry->title, entry->language);
    for (const auto& question : entry->questions) look("questions", question, entry->language);
    for (const auto& keyword : entry->keywords) look("keywords", keyword, entry->language);
    look("text", plain_text(entry->parts), entry->language);
  }
  return fields;
}

void Search::explain(const Words& words, const Ranking& ranking, Findings& into) const {
  auto& lines = into.reasons;
  const bool any = !ranking.candidates.empty();
  std::map<std::string_view, double> share;
  double all = 0;
  for (const auto& use : ranking.weighed) {
    const auto meaning = std::ranges::find(ranking.analysis.terms, use.term, &Meaning::term);
    if (meaning == ranking.analysis.terms.end()) continue;
    const double said = any ? static_cast<double>(use.value * ranker_->weight(use.term, ranking.best())) : 0;
    const bool typed_now = meaning->word < words.list().size();
    lines.push_back(std::string(typed_now ? words.list()[meaning->word].text : "(before)") + " → " +
                    std::string(lexicon_.terms().text(use.term)) + " (" + std::string(name_of(meaning->origin)) +
                    ", weight " + number(static_cast<double>(use.value)) + ") adds " + number(said));
    if (said <= 0) continue;
    const auto fields = fields_with(topics_[ranking.best()], use.term);
    for (const auto field : fields) share[field] += said / static_cast<double>(fields.size());
    if (!fields.empty()) all += said;
  }
  for (const auto& [field, said] : share)
    lines.push_back("field " + std::string(field) + ": " + number(100 * said / all) + " % of the score");
  for (const auto& candidate : ranking.candidates)
    lines.push_back(topics_[candidate.topic].id + ": evidence " + number(static_cast<double>(candidate.evidence)) +
                    ", probability " + number(static_cast<double>(candidate.probability)));
  const auto& signals = ranking.signals;
  lines.push_back("no topic: probability " + number(signals.none) + "; words covered " + number(signals.cover) +
                  ", unknown " + number(signals.unknown) + "; in scope " + number(in_scope(signals)));
  lines.push_back("confidence " + number(into.confidence) + "; answer from " + number(tuning::kAnswer) +
                  ", suggestion from " + number(tuning::kSuggest));
}

}  // namespace wegwijzer::knowledge
