// How a rulebook reads one message: words → concepts → phrases → rules → an outcome.
#include <algorithm>
#include <array>

#include "base/secret.hpp"
#include "safe_space/rulebook.hpp"
#include "safe_space/tongue.hpp"

namespace wegwijzer::safe_space {
namespace {

constexpr std::size_t kReachOfNegation = 3;  // words before a match
constexpr std::size_t kLongestJoined = 60;

char letter_for(char digit) {
  switch (digit) {
    case '0':
      return 'o';
    case '1':
      return 'i';
    case '3':
      return 'e';
    case '4':
      return 'a';
    case '5':
      return 's';
    case '7':
      return 't';
    case '8':
      return 'b';
    default:
      return digit;
  }
}

/// Letters on the stack, wiped when they go.
struct Scratch {
  std::array<char, 64> letters{};
  std::size_t size = 0;
  ~Scratch() { wipe(letters.data(), size); }
  void add(char c) {
    if (size < letters.size()) letters[size++] = c;
  }
  [[nodiscard]] std::string_view view() const { return {letters.data(), size}; }
};

}  // namespace

class Rulebook::Reading {
 public:
  Reading(const Rulebook& book, std::string_view text, Marks before)
      : book_(book), words_(text), before_(before), hits_(spread_words(), book.names_.size()) {
    for (std::size_t i = 0; i < concepts_.size(); ++i)
      for (const auto id : concepts_[i]) hits_.add(id, i, i);
    if (words_.asks() && !concepts_.empty())
      hits_.add(book_.known_.question, concepts_.size() - 1, concepts_.size() - 1);
  }

  Recognition decide(std::vector<std::string>* reasons) {
    make_phrases();
    calm_ = !hits_.seen(book_.known_.distress) && (before_ & mark_of(book_.known_.distress)) == 0;
    set_masked();
    try_rules(reasons);
    Recognition found = outcome();
    for (const auto& [id, mark] : book_.carried_)
      if (seen_outside_idiom(id)) found.marks |= mark;
    found.language = tongue_of(words_);
    found.minimised = hits_.seen(book_.known_.minimising);
    if (reasons != nullptr) name_concepts(*reasons);
    return found;
  }

 private:
  /// Looks every word up; one word may become several (`kwil`, `don't`). Returns how many.
  std::size_t spread_words() {
    const auto& all = words_.all();
    concepts_.reserve(all.size() + 8);
    sentences_.reserve(all.size() + 8);
    clauses_.reserve(all.size() + 8);
    for (const auto& word : all) look_up(word);
    return concepts_.size();
  }

  std::vector<ConceptId>& place(const Word& word) {
    sentences_.push_back(word.sentence);
    clauses_.push_back(word.clause);
    return concepts_.emplace_back();
  }

  bool spelt(const Word& word, std::string_view text) {
    const auto found = book_.spellings_.find(text);
    if (found == book_.spellings_.end()) return false;
    for (const auto& concepts : found->second) place(word) = concepts;
    return true;
  }

  void look_up(const Word& word) {
    const auto text = words_.text(word);
    if (spelt(word, text)) return;
    if (text.find('\'') != std::string_view::npos) {
      Scratch plain;
      for (const char c : text)
        if (c != '\'') plain.add(c);
      if (spelt(word, plain.view())) return;
      auto& to = place(word);
      if (book_.lexicon_.find(plain.view(), to)) return;
      book_.lexicon_.find(text.substr(0, text.find('\'')), to);
      return;
    }
    auto& to = place(word);
    if (book_.lexicon_.find(text, to) || book_.lexicon_.ordinary(text)) return;
    if (word.stretched && find_single(text, to)) return;
    if (word.digits && find_undigited(text, to)) return;
    if (book_.lexicon_.find_misspelt(text, to)) return;
    if (text.back() == 'e' && find_with_n(text, to)) return;
    if (word.joined) find_parts(word, text);
  }

  /// `doood` stands here as `dood`, `stoppp` as `stopp`: try it with every pair made one letter.
  bool find_single(std::string_view text, std::vector<ConceptId>& to) const {
    Scratch once;
    for (const char c : text)
      if (once.size == 0 || once.view().back() != c) once.add(c);
    return book_.lexicon_.find(once.view(), to) || book_.lexicon_.find_misspelt(once.view(), to);
  }

  /// Dutch as it is spoken: `leve`, `prate`.
  bool find_with_n(std::string_view text, std::vector<ConceptId>& to) const {
    Scratch whole;
    for (const char c : text) whole.add(c);
    whole.add('n');
    return book_.lexicon_.find(whole.view(), to);
  }

  bool find_undigited(std::string_view text, std::vector<ConceptId>& to) const {
    Scratch plain;
    for (const char c : text) plain.add(letter_for(c));
    return book_.lexicon_.find(plain.view(), to) || book_.lexicon_.find_misspelt(plain.view(), to);
  }

  /// Letters that stood apart and make several words: the split with the longest words we know.
  void find_parts(const Word& word, std::string_view text) {
    std::array<std::uint8_t, kLongestJoined + 1> back{};
    const auto size = std::min(text.size(), kLongestJoined);
    for (std::size_t end = 1; end <= size; ++end)
      for (std::size_t from = 0; from < end && back[end] == 0; ++from)
        if ((from == 0 || back[from] != 0) && book_.lexicon_.knows(text.substr(from, end - from)))
          back[end] = static_cast<std::uint8_t>(end - from);
    if (back[size] == 0) return;
    std::vector<std::vector<ConceptId>> parts;
    for (std::size_t end = size; end > 0; end -= back[end])
      book_.lexicon_.find(text.substr(end - back[end], back[end]), parts.emplace_back());
    concepts_.back() = std::move(parts.back());
    for (parts.pop_back(); !parts.empty(); parts.pop_back()) place(word) = std::move(parts.back());
  }

  [[nodiscard]] Marks mark_of(ConceptId id) const {
    for (const auto& [carried, mark] : book_.carried_)
      if (carried == id) return mark;
    return 0;
  }

  [[nodiscard]] bool possible(const Pattern& pattern) const {
    const auto needs = pattern.needs();
    return std::all_of(needs.begin(), needs.end(), [this](std::span<const ConceptId> any) {
      return std::any_of(any.begin(), any.end(), [this](ConceptId id) { return hits_.seen(id); });
    });
  }

  [[nodiscard]] Pattern::Setting setting(std::size_t window) const { return {book_.known_.filler, sentences_, window}; }

  void make_phrases() {
    std::vector<std::pair<std::size_t, std::size_t>> made;
    for (std::size_t level = 1; level <= book_.levels_; ++level)
      for (std::size_t i = 0; i < hits_.met().size(); ++i)
        for (const auto index : book_.phrases_of_[level][hits_.met()[i]]) {
          const auto& phrase = book_.phrases_[index];
          if (!possible(phrase.pattern)) continue;
          made.clear();
          phrase.pattern.find(hits_, setting(kWindow), [&](const Match& match) {
            made.emplace_back(match.first(), match.last());
            return made.size() == kMostOfOnePhrase;
          });
          for (const auto& [first, last] : made) hits_.add(phrase.makes, first, last);
        }
  }

  /// Words that stand in an idiom; empty when there is none.
  void set_masked() {
    if (!calm_ || !hits_.seen(book_.known_.idiom)) return;
    masked_.assign(hits_.words(), false);
    for (std::size_t i = 0; i < hits_.words(); ++i)
      for (auto at = hits_.first(i); at >= 0; at = hits_.hit(at).next)
        if (hits_.hit(at).concept_id == book_.known_.idiom)
          for (std::size_t w = i; w <= hits_.hit(at).last; ++w) masked_[w] = true;
  }

  /// "Ik lach me dood" leaves no mark of death behind.
  [[nodiscard]] bool seen_outside_idiom(ConceptId id) const {
    if (!hits_.seen(id)) return false;
    if (masked_.empty()) return true;
    for (std::size_t i = 0; i < hits_.words(); ++i)
      if (!masked_[i] && hits_.at(i, id)) return true;
    return false;
  }

  [[nodiscard]] bool any_seen(const std::vector<ConceptId>& concepts) const {
    return std::any_of(concepts.begin(), concepts.end(), [this](ConceptId id) { return hits_.seen(id); });
  }

  [[nodiscard]] bool applies(const Rule& rule) const {
    if (any_seen(rule.unless) || (calm_ && any_seen(rule.calm_unless))) return false;
    if (!rule.needs.empty() && !any_seen(rule.needs)) return false;
    return rule.before == 0 || (rule.before & before_) != 0;
  }

  [[nodiscard]] bool masked(const Match& match) const {
    if (masked_.empty()) return false;
    return std::any_of(match.used.begin(), match.used.begin() + static_cast<std::ptrdiff_t>(match.count),
                       [this](std::uint16_t word) { return masked_[word]; });
  }

  /// A negation in the match, just before it or right after it, in the same clause and not a part of it.
  [[nodiscard]] bool denied(const Match& match) const {
    if (!hits_.seen(book_.known_.negation)) return false;
    const auto used_end = match.used.begin() + static_cast<std::ptrdiff_t>(match.count);
    const auto denies = [&](std::size_t word) {
      return hits_.at(word, book_.known_.negation) && std::find(match.used.begin(), used_end, word) == used_end;
    };
    std::size_t reach = kReachOfNegation;
    for (std::size_t word = match.first(); word-- > 0 && reach > 0; --reach) {
      if (clauses_[word] != clauses_[match.first()] || hits_.at(word, book_.known_.pause)) break;
      if (denies(word)) return true;
    }
    for (std::size_t word = match.first() + 1U; word < match.last(); ++word)
      if (denies(word) && (clauses_[word] == clauses_[match.first()] || clauses_[word] == clauses_[match.last()]))
        return true;
    const std::size_t after = match.last() + 1U;
    return after < hits_.words() && clauses_[after] == clauses_[match.last()] && denies(after);
  }

  [[nodiscard]] bool holds(const Rule& rule, const Pattern& pattern) const {
    return pattern.find(hits_, setting(rule.window), [&](const Match& match) {
      if (masked(match)) return false;
      return !rule.deniable || !denied(match) || any_seen(rule.denied_with);
    });
  }

  void try_rules(std::vector<std::string>* reasons) {
    std::vector<bool> tried(book_.rules_.size(), false);
    for (const auto id : hits_.met())
      for (const auto& due : book_.rules_of_[id]) {
        const auto& rule = book_.rules_[due.owner];
        const auto& pattern = rule.says[due.pattern];
        if (tried[due.owner] || !possible(pattern) || !applies(rule) || !holds(rule, pattern)) continue;
        tried[due.owner] = true;
        met_.push_back(due.owner);
        if (reasons != nullptr) reasons->push_back("rule " + rule.name + " (" + std::string(word(rule.cause)) + ")");
      }
  }

  /// The rule of the weightiest cause; the order of Cause decides, and the order in the file among equals.
  [[nodiscard]] const Rule* first_of(bool (*wanted)(const Rule&)) const {
    const Rule* best = nullptr;
    for (const auto index : met_) {
      const auto& rule = book_.rules_[index];
      if (!wanted(rule)) continue;
      if (best == nullptr || rule.cause < best->cause || (rule.cause == best->cause && &rule < best)) best = &rule;
    }
    return best;
  }

  [[nodiscard]] Recognition outcome() const {
    const auto* crisis = first_of([](const Rule& rule) { return is_crisis(rule.cause); });
    const auto* strong = first_of([](const Rule& rule) { return is_safe_space(rule.cause) && !rule.weak; });
    const auto* weak = first_of([](const Rule& rule) { return is_safe_space(rule.cause) && rule.weak; });
    const auto* info = first_of([](const Rule& rule) { return is_information(rule.cause); });
    if (crisis != nullptr) return need(Need::crisis, about_another(*crisis));
    if (strong == nullptr && info != nullptr) return need(Need::info, *info);
    if (strong == nullptr && weak == nullptr) return {};
    Recognition found = need(Need::safespace, about_another(strong != nullptr ? *strong : *weak));
    found.also_answer = info != nullptr;
    found.doubtful = strong == nullptr;
    return found;
  }

  /// Where the writer is not the one it happens to, a rule about somebody else goes before one about oneself: in a
  /// crisis one of the same cause.
  [[nodiscard]] const Rule& about_another(const Rule& best) const {
    if (hits_.seen(book_.known_.speaker) && !hits_.seen(book_.known_.reporting)) return best;
    for (const auto index : met_) {
      const auto& rule = book_.rules_[index];
      if (!rule.bystander || rule.weak) continue;
      if (rule.cause == best.cause || (is_safe_space(rule.cause) && is_safe_space(best.cause))) return rule;
    }
    return best;
  }

  [[nodiscard]] static Recognition need(Need need, const Rule& rule) {
    Recognition found;
    found.need = need;
    found.cause = rule.cause;
    found.bystander = rule.bystander;
    return found;
  }

  void name_concepts(std::vector<std::string>& reasons) const {
    std::string names;
    for (const auto id : hits_.met())
      if (!book_.names_[id].starts_with('=') && id != book_.known_.filler)
        names += (names.empty() ? "" : ", ") + book_.names_[id];
    if (!names.empty()) reasons.push_back("concepts " + names);
  }

  static constexpr std::size_t kWindow = 10;
  static constexpr std::size_t kMostOfOnePhrase = 8;

  const Rulebook& book_;
  Words words_;
  Marks before_;
  std::vector<std::vector<ConceptId>> concepts_;  ///< of each word
  std::vector<std::uint16_t> sentences_, clauses_;
  Hits hits_;
  bool calm_ = true;
  std::vector<bool> masked_;
  std::vector<std::uint32_t> met_;  ///< rules
};

Recognition Rulebook::read(std::string_view text, Marks before, std::vector<std::string>* reasons) const {
  return Reading(*this, text, before).decide(reasons);
}

}  // namespace wegwijzer::safe_space
