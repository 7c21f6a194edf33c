#include "knowledge/search/lexicon.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "knowledge/search/reading.hpp"
#include "knowledge/search/stem.hpp"
#include "knowledge/search/tuning.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr std::size_t kShortestPart = 3;
constexpr std::size_t kShortestAlike = 6;
constexpr std::size_t kShortestSlip = 6;   // letters of a word that may be a slip of a frequent one
constexpr std::uint32_t kSurelyAWord = 4;  // seen so often, it is no slip
constexpr std::string_view kLinks[] = {"", "s", "e", "en", "n"};  // what Dutch puts between the parts of a compound

std::size_t index(Language language) {
  return static_cast<std::size_t>(language);
}

}  // namespace

std::string_view name_of(Origin origin) {
  switch (origin) {
    case Origin::stem:
      return "stem";
    case Origin::part:
      return "compound part";
    case Origin::joined:
      return "joined words";
    case Origin::synonym:
      return "synonym";
    case Origin::near:
      return "related word";
    case Origin::correction:
      return "correction";
    case Origin::pair:
      return "word pair";
  }
  return "stem";
}

Lexicon::Lexicon(const Glossary& glossary, const std::vector<Sample>& samples) {
  for (const auto& sample : samples) learn(sample);
  learn_glossary(glossary);
  give_meanings(glossary);
  add_chains(glossary);
  index_spelling();
  by_letters_.resize(forms_.size());
  std::iota(by_letters_.begin(), by_letters_.end(), 0U);
  std::ranges::sort(by_letters_, {}, [this](std::uint32_t form) { return forms_.text(form); });
}

void Lexicon::index_spelling() {
  std::vector<std::uint32_t> use;
  // A rare word of example questions alone is offered to nobody: it may be a slip itself.
  for (const auto& form : form_list_) use.push_back(form.careful || form.all() >= kSurelyAWord ? form.all() : 0);
  spelling_.build(forms_, use);
  for (std::uint32_t id = 0; id < forms_.size(); ++id) {
    if (use[id] > 0 || forms_.text(id).size() < kShortestSlip) continue;
    const auto meant = spelling_.nearest(forms_, forms_.text(id));
    if (meant.word == Dictionary::kNone || meant.cost > 1 || use[meant.word] < kSurelyAWord ||
        same_stem(id, meant.word))
      continue;
    auto list = std::vector<Meaning>(meanings_of(meant.word).begin(), meanings_of(meant.word).end());
    for (auto& meaning : list) {
      meaning.weight *= 1 - tuning::kSlip * meant.cost;
      if (meaning.origin == Origin::stem) meaning.origin = Origin::correction;
    }
    keep_meanings(id, list);
  }
}

bool Lexicon::same_stem(std::uint32_t one, std::uint32_t other) const {
  return std::ranges::any_of(meanings_of(one), [&](const Meaning& mine) {
    return std::ranges::any_of(meanings_of(other), [&](const Meaning& its) {
      return mine.term == its.term && mine.origin == Origin::stem && its.origin == Origin::stem;
    });
  });
}

void Lexicon::see(std::string_view word, Language language, bool careful) {
  const auto id = forms_.add(word);
  if (id == form_list_.size()) form_list_.emplace_back();
  ++form_list_[id].seen[index(language)];
  form_list_[id].careful = form_list_[id].careful || careful;
}

void Lexicon::learn(const Sample& sample) {
  Words words;
  words.cut(sample.text, 100'000);
  for (const auto& word : words.list()) see(word.text, sample.language, sample.careful);
}

void Lexicon::learn_glossary(const Glossary& glossary) {
  const auto learn_all = [this](const std::vector<std::string>& phrases, Language language) {
    for (const auto& phrase : phrases) learn({phrase, language});
  };
  for (const auto language : {Language::nl, Language::en}) {
    for (const auto& [name, meant] : glossary.concepts) {
      learn_all(meant.same[index(language)], language);
      learn_all(meant.near[index(language)], language);
    }
    for (const auto& [form, base] : glossary.forms[index(language)]) see(form, language, true);
    for (const auto& word : glossary.small[index(language)]) see(word, language, true);
  }
}

std::string Lexicon::base_form(const Glossary& glossary, std::string_view word, Language language) {
  const auto found = glossary.forms[index(language)].find(word);
  return stem_of(found == glossary.forms[index(language)].end() ? word : std::string_view(found->second), language);
}

void Lexicon::weigh(const Glossary& glossary) {
  double totals[2] = {1, 1};
  for (const auto& form : form_list_)
    for (const auto i : {0, 1}) totals[i] += form.seen[i];
  for (std::uint32_t id = 0; id < forms_.size(); ++id) {
    auto& form = form_list_[id];
    const auto word = forms_.text(id);
    const bool small[2] = {glossary.small[0].contains(word), glossary.small[1].contains(word)};
    form.small = small[0] || small[1];
    form.part = form.seen[0] > 0 && !form.small && word.size() >= kShortestPart;
    const double odds = std::log((form.seen[1] + 0.5) / totals[1]) - std::log((form.seen[0] + 0.5) / totals[0]);
    form.lean = static_cast<float>(std::clamp(odds, -2.5, 2.5) + 1.5 * (small[1] - small[0]));
  }
}

void Lexicon::give_meanings(const Glossary& glossary) {
  weigh(glossary);
  std::multimap<std::string, Meaning> single[2];  // what a stem means by itself
  for (const auto& [name, meant] : glossary.concepts) {
    const auto term = terms_.add("=" + name);
    for (const auto language : {Language::nl, Language::en}) {
      const auto take = [&](const auto& phrases, float weight, Origin origin) {
        for (const auto& phrase : phrases) {
          Words words;
          words.cut(phrase);
          if (words.list().size() != 1) continue;
          single[index(language)].emplace(base_form(glossary, words.list()[0].text, language),
                                          Meaning{term, weight, origin, 0});
        }
      };
      take(meant.same[index(language)], tuning::kSynonym, Origin::synonym);
      take(meant.near[index(language)], tuning::kNear, Origin::near);
    }
  }
  for (std::uint32_t id = 0; id < forms_.size(); ++id) {
    std::vector<Meaning> list;
    for (const auto language : {Language::nl, Language::en}) {
      if (form_list_[id].seen[index(language)] == 0) continue;
      const auto stem = base_form(glossary, forms_.text(id), language);
      list.push_back({terms_.add(stem), 1, Origin::stem, 0});
      const auto [from, to] = single[index(language)].equal_range(stem);
      for (auto at = from; at != to; ++at) list.push_back(at->second);
    }
    keep_meanings(id, list);
  }
  stem_form_.assign(terms_.size(), Dictionary::kNone);
  for (std::uint32_t id = 0; id < forms_.size(); ++id)
    for (const auto& meaning : meanings_of(id))
      if (meaning.origin == Origin::stem && stem_form_[meaning.term] == Dictionary::kNone)
        stem_form_[meaning.term] = id;
  // Parts come after all words have their meanings, since they lend theirs.
  for (std::uint32_t id = 0; id < forms_.size(); ++id)
    if (form_list_[id].seen[0] > 0 && !form_list_[id].small) add_parts(id);
}

void Lexicon::keep_meanings(std::uint32_t id, const std::vector<Meaning>& list) {
  form_list_[id].first = static_cast<std::uint32_t>(meanings_.size());
  for (const auto& meaning : list) {
    const auto begin = meanings_.begin() + form_list_[id].first;
    const auto same = std::find_if(begin, meanings_.end(), [&](const Meaning& m) { return m.term == meaning.term; });
    if (same == meanings_.end())
      meanings_.push_back(meaning);
    else
      same->weight = std::max(same->weight, meaning.weight);
  }
  form_list_[id].count = static_cast<std::uint16_t>(meanings_.size() - form_list_[id].first);
}

void Lexicon::add_parts(std::uint32_t id) {
  const auto parts = split(forms_.text(id));
  if (parts.empty()) return;
  const auto own = meanings_of(id);
  std::vector<Meaning> list(own.begin(), own.end());
  for (const auto part : parts)
    for (const auto& meaning : meanings_of(part))
      if (meaning.origin != Origin::part)
        list.push_back({meaning.term, meaning.weight * tuning::kPart, Origin::part, 0});
  keep_meanings(id, list);
}

void Lexicon::add_chains(const Glossary& glossary) {
  for (const auto& [name, meant] : glossary.concepts) {
    const auto term = terms_.add("=" + name);
    for (const auto language : {Language::nl, Language::en}) {
      for (const auto& phrase : meant.same[index(language)])
        add_chain(glossary, phrase, language, {term, tuning::kSynonym, Origin::synonym, 0});
      for (const auto& phrase : meant.near[index(language)])
        add_chain(glossary, phrase, language, {term, tuning::kNear, Origin::near, 0});
    }
  }
}

void Lexicon::add_chain(const Glossary& glossary, std::string_view phrase, Language language, Meaning meaning) {
  Words words;
  words.cut(phrase);
  if (words.list().size() < 2) return;
  Chain chain{{}, meaning, Dictionary::kNone};
  for (const auto& word : words.list()) chain.terms.push_back(terms_.add(base_form(glossary, word.text, language)));
  first_chain_.resize(terms_.size(), Dictionary::kNone);
  auto& first = first_chain_[chain.terms.front()];
  chain.next = std::exchange(first, static_cast<std::uint32_t>(chains_.size()));
  chains_.push_back(std::move(chain));
}

std::uint32_t Lexicon::known_part(std::string_view text) const {
  const auto id = forms_.find(text);
  return id != Dictionary::kNone && form_list_[id].part ? id : Dictionary::kNone;
}

std::uint32_t Lexicon::form_of_stem(std::string_view stem) const {
  const auto term = terms_.find(stem);
  return term < stem_form_.size() ? stem_form_[term] : Dictionary::kNone;
}

std::vector<std::uint32_t> Lexicon::split(std::string_view word) const {
  std::vector<std::uint32_t> best;
  if (word.size() < 2 * kShortestPart + 1) return best;
  for (std::size_t cut = kShortestPart; cut + kShortestPart <= word.size(); ++cut) {
    const auto tail = word.substr(cut);
    auto rest = known_part(tail);
    for (const auto link : kLinks) {
      auto head = word.substr(0, cut);
      if (!head.ends_with(link) || head.size() < link.size() + kShortestPart) continue;
      head.remove_suffix(link.size());
      const auto first = known_part(head);
      if (first == Dictionary::kNone) continue;
      // Two short parts are more often chance than meaning.
      if (head.size() + tail.size() < 8 || (head.size() < 4 && tail.size() < 4)) continue;
      if (rest != Dictionary::kNone && (best.empty() || best.size() > 2)) best = {first, rest};
      if (rest != Dictionary::kNone || !best.empty()) continue;
      if (auto more = split(tail); !more.empty()) {
        best = {first};
        best.insert(best.end(), more.begin(), more.end());
      }
    }
  }
  return best;
}

namespace {
std::string_view pair_of(const Word& first, const Word& second) {
  thread_local std::string pair;
  pair.assign(first.text).append(1, ' ').append(second.text);
  return pair;
}
}  // namespace

void Lexicon::begin_pairs() {
  counted_ = {};
  pair_seen_.clear();
}

void Lexicon::count_pairs(const Words& words) {
  const auto& list = words.list();
  for (std::size_t at = 0; at + 1 < list.size(); ++at) {
    const auto id = counted_.add(pair_of(list[at], list[at + 1]));
    if (id == pair_seen_.size()) pair_seen_.push_back(0);
    ++pair_seen_[id];
  }
}

void Lexicon::keep_pairs(unsigned seen) {
  first_pair_ = static_cast<TermId>(terms_.size());
  for (std::uint32_t id = 0; id < counted_.size(); ++id)
    if (pair_seen_[id] >= seen) terms_.add(counted_.text(id));
  always_ = terms_.add("*");
  terms_.add("?");
  counted_ = {};
  pair_seen_ = {};
}

TermId Lexicon::pair(const Word& first, const Word& second) const {
  if (first_pair_ == Dictionary::kNone) return Dictionary::kNone;
  return terms_.find(pair_of(first, second));
}

std::uint32_t Lexicon::alike(std::string_view word) const {
  const auto shared = [&](std::uint32_t form) {
    const auto known = forms_.text(form);
    return static_cast<std::size_t>(std::ranges::mismatch(word, known).in1 - word.begin());
  };
  const auto next =
      std::ranges::lower_bound(by_letters_, word, {}, [this](std::uint32_t form) { return forms_.text(form); });
  std::uint32_t best = Dictionary::kNone;
  std::size_t most = std::max(kShortestAlike, word.size() / 2) - 1;
  const auto consider = [&](std::uint32_t form) {
    const auto same = shared(form);
    if (same <= most || form_list_[form].small || 2 * same < forms_.text(form).size()) return;
    most = same;
    best = form;
  };
  if (next != by_letters_.end()) consider(*next);
  if (next != by_letters_.begin()) consider(*std::prev(next));
  return best;
}

void Lexicon::analyse(const Words& words, Language language, Analysis& into) const {
  Reading(*this, words, language, into).read();
}

double Lexicon::leans_english(const Words& words) const {
  double lean = 0;
  for (const auto& word : words.list()) {
    const auto id = forms_.find(word.text);
    if (id != Dictionary::kNone) lean += static_cast<double>(form_list_[id].lean);
  }
  return lean;
}

bool Lexicon::is_small(std::string_view word) const {
  const auto id = forms_.find(word);
  return id != Dictionary::kNone && form_list_[id].small;
}

std::size_t Lexicon::bytes() const {
  return forms_.bytes() + terms_.bytes() + form_list_.capacity() * sizeof(Form) +
         meanings_.capacity() * sizeof(Meaning) + chains_.capacity() * (sizeof(Chain) + 16) +
         first_chain_.capacity() * 4 + spelling_.bytes();
}

}  // namespace wegwijzer::knowledge
