#include "knowledge/search/reading.hpp"

#include <algorithm>

#include "knowledge/search/stem.hpp"
#include "knowledge/search/tuning.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr std::string_view kBeforeCouncil[] = {"the", "an",    "our",  "your",  "this", "their", "my",
                                               "de",  "een",   "onze", "of",    "with", "by",    "does",
                                               "can", "could", "each", "every", "new",  "dutch"};
constexpr std::string_view kAfterCouncil[] = {"member", "members",  "seat",        "seats",  "leden",
                                              "lid",    "election", "elections",   "rights", "mean",
                                              "means",  "meaning",  "verkiezingen"};

template <std::size_t n>
bool one_of(const std::string_view (&list)[n], std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

}  // namespace

void Reading::read() {
  out_.terms.clear();
  out_.content_words = 0;
  out_.unknown = 0;
  for (std::size_t at = 0; at < words_.size(); ++at) {
    word(at);
    joined(at);
  }
  chains();
  pairs();
}

bool Reading::is_conjunction_or(std::size_t at) const {
  if (words_[at].text != "or" || language_ == Language::nl || words_[at].capitals) return false;
  if (words_.size() == 1) return false;
  if (at > 0 && one_of(kBeforeCouncil, words_[at - 1].text)) return false;
  return !(at + 1 < words_.size() && one_of(kAfterCouncil, words_[at + 1].text));
}

void Reading::word(std::size_t at) {
  if (is_conjunction_or(at)) return;
  const auto form = lexicon_.forms_.find(words_[at].text);
  if (form == Dictionary::kNone) return unknown(at);
  if (!lexicon_.form_list_[form].small) ++out_.content_words;
  known(form, at, 1);
}

void Reading::known(std::uint32_t form, std::size_t at, float weight, const Origin* origin) {
  for (auto meaning : lexicon_.meanings_of(form)) {
    meaning.weight *= weight;
    meaning.word = static_cast<std::uint16_t>(at);
    if (origin != nullptr && meaning.origin == Origin::stem) meaning.origin = *origin;
    add(meaning);
  }
}

void Reading::unknown(std::size_t at) {
  ++out_.content_words;
  if (by_stem(at) || by_parts(at) || by_spelling(at)) return;
  by_last_part(at);
}

bool Reading::by_stem(std::size_t at) {
  bool found = false;
  for (const auto language : {language_, language_ == Language::nl ? Language::en : Language::nl}) {
    const auto stem = stem_of(words_[at].text, language);
    // A known form of the same stem lends all it means.
    const auto form = lexicon_.form_of_stem(stem);
    if (form == Dictionary::kNone) continue;
    known(form, at, 1);
    found = true;
    break;
  }
  return found;
}

bool Reading::by_parts(std::size_t at) {
  const auto parts = lexicon_.split(words_[at].text);
  constexpr auto kPart = Origin::part;
  for (const auto part : parts) known(part, at, 0.5F + tuning::kPart / 2, &kPart);
  return !parts.empty();
}

bool Reading::by_spelling(std::size_t at) {
  const auto guess = lexicon_.spelling_.nearest(lexicon_.forms_, words_[at].text);
  if (guess.word == Dictionary::kNone) return false;
  constexpr auto kCorrection = Origin::correction;
  known(guess.word, at, 1 - tuning::kSlip * guess.cost, &kCorrection);
  out_.unknown += 0.15 * static_cast<double>(guess.cost);
  if (lexicon_.form_list_[guess.word].small) --out_.content_words;
  return true;
}

void Reading::by_last_part(std::size_t at) {
  const auto word = words_[at].text;
  constexpr auto kPart = Origin::part;
  double understood = 0;
  if (const auto form = lexicon_.alike(word); form != Dictionary::kNone) {
    known(form, at, tuning::kAlike, &kPart);
    understood += 0.5;
  }
  for (std::size_t cut = 3; cut + 5 <= word.size(); ++cut) {
    const auto tail = lexicon_.known_part(word.substr(cut));
    if (tail == Dictionary::kNone) continue;
    known(tail, at, tuning::kLonePart, &kPart);
    understood += 0.4;
    break;
  }
  out_.unknown += 1 - understood;
}

void Reading::joined(std::size_t at) {
  if (at + 1 >= words_.size() || words_[at].sentence_end || words_[at].comma_end) return;
  const auto first = words_[at].text, second = words_[at + 1].text;
  if (first.size() < 2 || second.size() < 2 || first.size() + second.size() < 6) return;
  thread_local std::string both;
  for (const std::string_view link : {"", "s"}) {
    both.assign(first).append(link).append(second);
    const auto form = lexicon_.forms_.find(both);
    if (form == Dictionary::kNone) continue;
    constexpr auto kJoined = Origin::joined;
    known(form, at, tuning::kJoined, &kJoined);
  }
}

void Reading::pairs() {
  for (std::size_t at = 0; at + 1 < words_.size(); ++at)
    if (const auto pair = lexicon_.pair(words_[at], words_[at + 1]); pair != Dictionary::kNone)
      add({pair, 1, Origin::pair, static_cast<std::uint16_t>(at)});
}

void Reading::chains() {
  const auto before = out_.terms;  // what the chain consumes is looked up in the single words
  for (std::size_t at = 0; at < words_.size(); ++at) {
    for (const auto& term : before) {
      if (term.word != at || term.term >= lexicon_.first_chain_.size()) continue;
      for (auto c = lexicon_.first_chain_[term.term]; c != Dictionary::kNone; c = lexicon_.chains_[c].next) {
        const auto& chain = lexicon_.chains_[c];
        if (!matches(chain, at)) continue;
        auto meaning = chain.meaning;
        meaning.word = static_cast<std::uint16_t>(at);
        add(meaning);
        for (auto& part : out_.terms)
          if (part.origin == Origin::stem && part.word >= at && part.word < at + chain.terms.size())
            part.weight = std::min(part.weight, tuning::kInPhrase);
      }
    }
  }
}

bool Reading::matches(const Lexicon::Chain& chain, std::size_t at) const {
  if (at + chain.terms.size() > words_.size()) return false;
  for (std::size_t i = 0; i < chain.terms.size(); ++i)
    if (!means(at + i, chain.terms[i])) return false;
  return true;
}

bool Reading::means(std::size_t at, TermId term) const {
  const auto form = lexicon_.forms_.find(words_[at].text);
  if (form != Dictionary::kNone) {
    const auto meanings = lexicon_.meanings_of(form);
    return std::ranges::any_of(meanings, [&](const Meaning& m) { return m.term == term && m.origin == Origin::stem; });
  }
  return std::ranges::any_of(out_.terms, [&](const Meaning& m) { return m.term == term && m.word == at; });
}

void Reading::add(Meaning meaning) {
  for (auto& known : out_.terms) {
    if (known.term != meaning.term) continue;
    known.weight = std::max(known.weight, meaning.weight);
    return;
  }
  out_.terms.push_back(meaning);
}

}  // namespace wegwijzer::knowledge
