#include "safe_space/rulebook.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace wegwijzer::safe_space {
namespace {

constexpr std::size_t kMostCarried = 64;
constexpr std::size_t kDeepest = 6;

bool is_phrase(std::string_view form) {
  return form.find_first_of(" <|?^$&") != std::string_view::npos;
}

}  // namespace

/// Turns the lines of the files into a rulebook; `fault_` keeps the first thing that is wrong.
class Rulebook::Building {
 public:
  explicit Building(const SignalLines& lines) : lines_(lines) {}

  Result<Rulebook> build() {
    book_.names_.emplace_back("");  // 0 is no concept
    for (const auto& [name, forms] : lines_.concepts) ids_.emplace(name, new_id(name));
    for (const auto& [name, forms] : lines_.concepts)
      for (const auto& form : forms) add_form(name, form);
    know();
    for (const auto& rule : lines_.rules) add_rule(rule);
    for (const auto& concept_name : lines_.carried) carry(concept_name);
    set_before();
    set_levels();
    if (fault_) return failed(std::move(*fault_));
    book_.lexicon_.finish(lines_.ordinary);
    add_spellings();
    index();
    if (fault_) return failed(std::move(*fault_));
    return std::move(book_);
  }

 private:
  void wrong(const Place& place, std::string what) {
    if (!fault_) fault_ = Fault{Kind::bad_input, to_text(place), std::move(what), ""};
  }

  ConceptId new_id(std::string name) {
    if (book_.names_.size() >= std::numeric_limits<ConceptId>::max()) wrong({}, "too many words and concepts");
    book_.names_.push_back(std::move(name));
    return static_cast<ConceptId>(book_.names_.size() - 1);
  }

  /// The concept of `<name>`, or that of one word form.
  std::optional<ConceptId> named(std::string_view form) {
    if (form.starts_with('<')) {
      if (!form.ends_with('>')) return std::nullopt;
      const auto found = ids_.find(form.substr(1, form.size() - 2));
      return found == ids_.end() ? std::nullopt : std::optional(found->second);
    }
    if (const auto known = words_.find(form); known != words_.end()) return known->second;
    const auto id = new_id("=" + std::string(form));
    words_.emplace(form, id);
    if (form.find('_') != std::string_view::npos) return joined(form, id);
    if (!book_.lexicon_.add(form, id)) return std::nullopt;
    return id;
  }

  /// `in_mijn_hoofd` among alternatives: the words as one.
  std::optional<ConceptId> joined(std::string_view form, ConceptId id) {
    std::string words(form);
    std::replace(words.begin(), words.end(), '_', ' ');
    auto pattern = Pattern::from(words, [this](std::string_view text) { return named(text); });
    if (!pattern) return std::nullopt;
    book_.phrases_.push_back({std::move(*pattern), id, 0});
    return id;
  }

  void add_form(const std::string& name, const Placed& form) {
    const auto id = ids_.find(name)->second;
    if (!is_phrase(form.text)) {
      if (!book_.lexicon_.add(form.text, id)) wrong(form.place, "'" + form.text + "' is no word, beginning* or *end");
      return;
    }
    auto pattern = Pattern::from(form.text, [this](std::string_view text) { return named(text); });
    if (!pattern) return wrong(form.place, pattern.error().what);
    book_.phrases_.push_back({std::move(*pattern), id, 0});
  }

  ConceptId known(const std::string& name) {
    const auto found = ids_.find(name);
    if (found != ids_.end()) return found->second;
    wrong({"signals"}, "the concept '" + name + "' is missing");
    return 0;
  }

  void know() {
    book_.known_ = {known("not"),        known("pause"),    known("filler"),  known("idiom"),    known("distress"),
                    known("minimising"), known("question"), known("speaker"), known("reporting")};
  }

  std::vector<ConceptId> concepts(const std::vector<Placed>& names) {
    std::vector<ConceptId> found;
    for (const auto& name : names) {
      const auto id = ids_.find(name.text);
      if (id == ids_.end())
        wrong(name.place, "there is no concept '" + name.text + "'");
      else
        found.push_back(id->second);
    }
    return found;
  }

  void add_rule(const RuleLine& line) {
    Rule rule;
    rule.name = line.name;
    rule.cause = line.cause;
    for (const auto& text : line.says) {
      auto pattern = Pattern::from(text.text, [this](std::string_view form) { return named(form); });
      if (!pattern) return wrong(text.place, pattern.error().what);
      rule.says.push_back(std::move(*pattern));
    }
    rule.unless = concepts(line.unless);
    rule.calm_unless = concepts(line.calm_unless);
    rule.needs = concepts(line.needs);
    rule.denied_with = concepts(line.denied_with);
    before_.push_back(concepts(line.before));
    rule.deniable = line.deniable;
    rule.bystander = line.bystander;
    rule.weak = line.weak;
    rule.window = line.window;
    book_.rules_.push_back(std::move(rule));
  }

  void carry(const Placed& name) {
    const auto ids = concepts({name});
    if (ids.empty()) return;
    if (book_.carried_.size() == kMostCarried) return wrong(name.place, "more than 64 carried concepts");
    book_.carried_.emplace_back(ids.front(), Marks{1} << book_.carried_.size());
  }

  void set_before() {
    for (std::size_t i = 0; i < before_.size(); ++i)
      for (const auto id : before_[i]) {
        const auto found = std::find_if(book_.carried_.begin(), book_.carried_.end(),
                                        [&](const auto& carried) { return carried.first == id; });
        if (found == book_.carried_.end())
          return wrong(lines_.rules[i].place, "'before' names a concept that is not carried");
        book_.rules_[i].before |= found->second;
      }
  }

  /// A phrase comes after the phrases that make what it names.
  void set_levels() {
    std::vector<std::size_t> level(book_.names_.size(), 0);
    const auto made_of = phrases_made_of_phrases();
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < book_.phrases_.size(); ++i) {
        auto& phrase = book_.phrases_[i];
        std::size_t deepest = 0;
        for (const auto id : made_of[i]) deepest = std::max(deepest, level[id]);
        if (phrase.level == deepest + 1) continue;
        if (deepest >= kDeepest)
          return wrong({"signals"},
                       "the concept '" + book_.names_[phrase.makes] + "' is made of itself, or nested too deep");
        phrase.level = deepest + 1;
        level[phrase.makes] = std::max(level[phrase.makes], phrase.level);
        changed = true;
      }
    }
    for (const auto& phrase : book_.phrases_) book_.levels_ = std::max(book_.levels_, phrase.level);
  }

  /// For each phrase what it names that other phrases make; words are none of those, and by far the most.
  [[nodiscard]] std::vector<std::vector<ConceptId>> phrases_made_of_phrases() const {
    std::vector<bool> made(book_.names_.size(), false);
    for (const auto& phrase : book_.phrases_) made[phrase.makes] = true;
    std::vector<std::vector<ConceptId>> all(book_.phrases_.size());
    for (std::size_t i = 0; i < all.size(); ++i)
      for (const auto id : book_.phrases_[i].pattern.named())
        if (made[id]) all[i].push_back(id);
    return all;
  }

  void add_spellings() {
    for (const auto& [from, to] : lines_.spellings) {
      std::vector<std::vector<ConceptId>> words;
      const Words expanded(to.text);
      for (const auto& one : expanded.all()) book_.lexicon_.find(expanded.text(one), words.emplace_back());
      // What is a chat spelling here may be a word of its own in another language ("nie").
      if (words.size() == 1) book_.lexicon_.find(from, words.front());
      if (words.empty()) return wrong(to.place, "a spelling of nothing");
      book_.spellings_.emplace(from, std::move(words));
    }
  }

  /// A pattern is tried when the rarest thing it needs was met: the one that the fewest patterns ask for.
  void index() {
    std::vector<std::size_t> asked(book_.names_.size(), 0);
    const auto count = [&](const Pattern& pattern) {
      for (const auto& any : pattern.needs())
        for (const auto id : any) ++asked[id];
    };
    for (const auto& phrase : book_.phrases_) count(phrase.pattern);
    for (const auto& rule : book_.rules_)
      for (const auto& pattern : rule.says) count(pattern);
    const auto rarest = [&](const Pattern& pattern) {
      const auto needs = pattern.needs();
      const auto weight = [&](std::span<const ConceptId> any) {
        std::size_t sum = 0;
        for (const auto id : any) sum += asked[id];
        return sum;
      };
      return *std::min_element(needs.begin(), needs.end(), [&](auto a, auto b) { return weight(a) < weight(b); });
    };
    book_.phrases_of_.assign(book_.levels_ + 1, std::vector<std::vector<std::uint32_t>>(book_.names_.size()));
    for (std::uint32_t i = 0; i < book_.phrases_.size(); ++i)
      for (const auto id : rarest(book_.phrases_[i].pattern))
        book_.phrases_of_[book_.phrases_[i].level][id].push_back(i);
    book_.rules_of_.resize(book_.names_.size());
    for (std::uint32_t i = 0; i < book_.rules_.size(); ++i)
      for (std::uint32_t p = 0; p < book_.rules_[i].says.size(); ++p)
        for (const auto id : rarest(book_.rules_[i].says[p])) book_.rules_of_[id].push_back({i, p});
  }

  const SignalLines& lines_;
  Rulebook book_;
  std::map<std::string, ConceptId, std::less<>> ids_;  ///< of concepts
  std::unordered_map<std::string, ConceptId, TextHash, std::equal_to<>> words_;
  std::vector<std::vector<ConceptId>> before_;
  std::optional<Fault> fault_;
};

Result<Rulebook> Rulebook::from(const SignalLines& lines) {
  return Building(lines).build();
}

}  // namespace wegwijzer::safe_space
