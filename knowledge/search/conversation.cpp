#include <algorithm>
#include <string_view>

#include "base/reveal.hpp"
#include "knowledge/search/scratch.hpp"
#include "knowledge/search/search.hpp"
#include "knowledge/search/tuning.hpp"

namespace wegwijzer::knowledge {
namespace {

// Words with which a question leans on what was said before.
constexpr std::string_view kGoesOn[] = {"en", "and", "maar", "but", "of", "dus", "so", "also", "ook"};
constexpr std::string_view kPointsBack[] = {
    "dat",     "die",    "dit",  "deze",  "daar",  "daarover", "daarvan", "daarvoor", "daarmee", "daarin",
    "daarbij", "daarna", "hun",  "zij",   "hij",   "ze",       "er",      "erover",   "ervan",   "dan",
    "it",      "that",   "this", "those", "these", "they",     "them",    "their",    "there",   "then"};
constexpr std::string_view kEnglish[] = {"engels", "english"};
constexpr std::string_view kDutch[] = {"nederlands", "dutch"};
// Words that may stand beside a wish for a language without changing it.
constexpr std::string_view kBesideWish[] = {"same",        "translate", "version",  "versie",   "vertaling",
                                            "translation", "zelfde",    "vertalen", "possible", "mogelijk",
                                            "speak",       "praten",    "antwoord", "answer",   "plain"};
constexpr std::string_view kCuts[] = {"en", "and", "maar", "but", "plus", "also", "daarnaast"};

// And those that point at the very same thing.
constexpr std::string_view kSameThing[] = {"daarover", "daarvan", "daarmee", "erover", "ervan",
                                           "hierover", "hiervan", "it",      "that"};

template <std::size_t n>
bool one_of(const std::string_view (&list)[n], std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

bool leans_back(const Words& words) {
  const auto& list = words.list();
  if (list.empty()) return false;
  if (one_of(kGoesOn, list.front().text)) return true;
  return std::ranges::any_of(list, [](const Word& word) { return one_of(kPointsBack, word.text); });
}

}  // namespace

bool Search::only_asks_language(const Words& words, Language& language) const {
  bool asked = false;
  for (const auto& word : words.list()) {
    const bool english = one_of(kEnglish, word.text), dutch = one_of(kDutch, word.text);
    if (english || dutch) {
      language = english ? Language::en : Language::nl;
      asked = true;
      continue;
    }
    if (!lexicon_.is_small(word.text) && !one_of(kBesideWish, word.text)) return false;
  }
  return asked;
}

Findings Search::once_more(const Topic& topic, Language language) const {
  Findings found;
  found.language = language;
  found.confidence = tuning::kSureOfWish;
  found.verdict = Verdict::answer;
  found.hits.push_back({in(topic, language), found.confidence});
  return found;
}

void Search::in_context(const Question& question, const Words& words, std::size_t most, Scratch& scratch) const {
  auto& alone = scratch.whole;
  const bool back = leans_back(words);
  const double sure = in_scope(alone.signals);
  if (!back && (sure > tuning::kStandsAlone || alone.signals.content_words > tuning::kMostFollowUp)) return;
  auto& both = scratch.other;
  scratch.before.cut(reveal(question.before->words));
  lexicon_.analyse(scratch.before, question.before->language, both.analysis);
  const auto earlier = both.analysis.terms;
  const auto earlier_words = both.analysis.content_words;
  both.analysis = alone.analysis;
  both.analysis.content_words += earlier_words;
  for (auto term : earlier) {
    const auto known = std::ranges::find(both.analysis.terms, term.term, &Meaning::term);
    if (known != both.analysis.terms.end()) continue;
    term.weight *= tuning::kBeforeWords;
    term.word = static_cast<std::uint16_t>(words.list().size());  // none of the words typed now
    both.analysis.terms.push_back(term);
  }
  ranker_->weigh(both.analysis, both.weighed);
  const auto own = static_cast<float>(alone.signals.content_words);
  std::vector<Lean> lean;
  const auto topic = topic_of(question.before->entry);
  if (topic != Dictionary::kNone) {
    const bool same = std::ranges::any_of(words.list(), [](const Word& word) { return one_of(kSameThing, word.text); });
    const float strength = same ? tuning::kBeforeSame : tuning::kBeforeEntry;
    lean.push_back({topic, strength / (1 + tuning::kBeforeFades * own)});
    lean.push_back({ranker_->refused(), -tuning::kBeforeOurs});
    for (const auto other : topics_[topic].related) lean.push_back({other, tuning::kBeforeRelated});
  }
  const auto none = static_cast<double>(ranker_->rank(both.weighed, lean, most, both.candidates));
  const auto counted = std::min(tuning::kBeforeWordsCounted, static_cast<double>(scratch.before.list().size()));
  measure(static_cast<double>(words.list().size()) + counted, none, both);

  std::swap(alone, both);
}

bool Search::two_questions(const Words& words, Language language, Scratch& scratch) const {
  const auto& list = words.list();
  if (list.size() < tuning::kTwoFrom) return false;
  double best = 0;
  for (std::size_t cut = 2; cut + 2 < list.size(); ++cut) {
    const bool here = list[cut - 1].sentence_end || list[cut - 1].comma_end || one_of(kCuts, list[cut].text);
    if (!here) continue;
    scratch.part[0].take(words, 0, cut);
    scratch.part[1].take(words, cut, list.size());
    Ranking halves[2];
    for (const auto i : {0, 1}) rank(scratch.part[i], language, 3, halves[i]);
    if (halves[0].best() == halves[1].best()) continue;
    const double sure = std::min(is_right(halves[0].signals), is_right(halves[1].signals));
    if (sure <= best || sure < tuning::kSureOfHalf) continue;
    best = sure;
    for (const auto i : {0, 1}) std::swap(scratch.halves[i], halves[i]);
  }
  return best > 0;
}

void Search::add_second(const Ranking& first, const Ranking& second, Findings& into) const {
  const auto hit = [&](const Ranking& ranking) {
    return Hit{in(topics_[ranking.best()], into.language), is_right(ranking.signals)};
  };
  Hit one = hit(first), two = hit(second);
  if (!into.hits.empty() && into.hits[0].entry == two.entry) std::swap(one, two);
  if (into.hits.empty() || into.hits[0].entry != one.entry) return;
  std::erase_if(into.hits, [&](const Hit& other) { return other.entry == two.entry; });
  into.hits.insert(into.hits.begin() + 1, two);
  into.second.push_back(two);
}

}  // namespace wegwijzer::knowledge
