#include "safe_space/signals_file.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "safe_space/outline.hpp"
#include "safe_space/words.hpp"

namespace wegwijzer::safe_space {
namespace {

constexpr int kWidest = 30;

/// Reads one file; `fault` keeps the first thing that is wrong.
class Reader {
 public:
  Reader(std::string_view file, SignalLines& into) : file_(file), into_(into) {}

  Result<void> read(const Outline& root) {
    if (root.shape != Shape::map) wrong(root, "a signals file is a map");
    each(root, [&](const Outline& key, const Outline& value) { section(key.text, key, value); });
    if (fault_) return failed(std::move(*fault_));
    return {};
  }

 private:
  using Shape = Outline::Shape;

  [[nodiscard]] Place place(const Outline& node) const { return {file_, node.line}; }
  void wrong(const Outline& node, std::string what) {
    if (!fault_) fault_ = Fault{Kind::bad_input, to_text(place(node)), std::move(what), ""};
  }

  /// Key and value of a map; nothing for anything else.
  template <typename Use>
  static void each(const Outline& map, const Use& use) {
    if (map.shape != Shape::map) return;
    for (std::size_t i = 0; i + 1 < map.parts.size(); i += 2) use(map.parts[i], map.parts[i + 1]);
  }

  void section(const std::string& name, const Outline& key, const Outline& node) {
    if (name == "concepts") return concepts(node);
    if (name == "spellings") return spellings(node);
    if (name == "rules") return rules(node);
    if (name == "carried") return texts(node, into_.carried);
    if (name == "ordinary") {
      std::vector<Placed> words;
      texts(node, words);
      for (auto& word : words) into_.ordinary.push_back(std::move(word.text));
      return;
    }
    if (name != "language" && name != "checked_by" && name != "checked_on") wrong(key, "'" + name + "' is no section");
  }

  /// A list of texts, or one text with several separated by commas.
  void texts(const Outline& node, std::vector<Placed>& to) {
    if (node.shape == Shape::text) return several(node, to);
    if (node.shape != Shape::list) return wrong(node, "a list is wanted here");
    for (const auto& item : node.parts) {
      if (item.shape != Shape::text) return wrong(item, "a text is wanted here");
      several(item, to);
    }
  }

  void several(const Outline& node, std::vector<Placed>& to) {
    auto folded = folded_word(node.text);
    std::erase(folded, '\'');  // words of a message are looked up without
    for (std::string_view rest = folded; !rest.empty();) {
      const auto end = std::min(rest.find(','), rest.size());
      const auto piece = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!piece.empty()) to.push_back({std::string(piece), place(node)});
    }
  }

  void concepts(const Outline& node) {
    if (node.shape != Shape::map) return wrong(node, "concepts is a map of names to lists");
    each(node, [&](const Outline& name, const Outline& words) { texts(words, into_.concepts[name.text]); });
  }

  void spellings(const Outline& node) {
    if (node.shape != Shape::map) return wrong(node, "spellings is a map of words to words");
    each(node, [&](const Outline& from, const Outline& to) {
      into_.spellings.emplace_back(folded_word(from.text), Placed{folded_word(to.text), place(from)});
    });
  }

  void rules(const Outline& node) {
    if (node.shape != Shape::list) return wrong(node, "rules is a list");
    for (const auto& item : node.parts) {
      RuleLine rule;
      rule.place = place(item);
      if (item.shape != Shape::map) return wrong(item, "a rule is a map");
      each(item, [&](const Outline& key, const Outline& value) { field(rule, key.text, key, value); });
      if (rule.name.empty() || rule.cause == Cause::nothing || rule.says.empty())
        wrong(item, "a rule needs 'rule', 'kind' and 'says'");
      into_.rules.push_back(std::move(rule));
    }
  }

  void field(RuleLine& rule, const std::string& name, const Outline& key, const Outline& node) {
    if (name == "rule")
      rule.name = node.text;
    else if (name == "kind")
      rule.cause = cause(node);
    else if (name == "says")
      texts(node, rule.says);
    else if (name == "unless")
      texts(node, rule.unless);
    else if (name == "calm_unless")
      texts(node, rule.calm_unless);
    else if (name == "needs")
      texts(node, rule.needs);
    else if (name == "before")
      texts(node, rule.before);
    else if (name == "denied_with")
      texts(node, rule.denied_with);
    else if (name == "deniable")
      rule.deniable = yes(node);
    else if (name == "bystander")
      rule.bystander = yes(node);
    else if (name == "weak")
      rule.weak = yes(node);
    else if (name == "window")
      window(rule, node);
    else
      wrong(key, "'" + name + "' is nothing that a rule has");
  }

  bool yes(const Outline& node) {
    if (node.text != "true" && node.text != "false") wrong(node, "true or false is wanted here");
    return node.text == "true";
  }

  void window(RuleLine& rule, const Outline& node) {
    int words = 0;
    const auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), words);
    if (error != std::errc{} || end != node.text.data() + node.text.size() || words < 2 || words > kWidest)
      return wrong(node, "a window is 2 to 30 words");
    rule.window = static_cast<std::size_t>(words);
  }

  Cause cause(const Outline& node) {
    const auto& name = node.text;
    for (auto one = Cause::other_language; one <= Cause::information;
         one = static_cast<Cause>(static_cast<int>(one) + 1))
      if (word(one) == name) return one;
    wrong(node, "'" + name + "' is no kind");
    return Cause::nothing;
  }

  std::string_view file_;
  SignalLines& into_;
  std::optional<Fault> fault_;
};

}  // namespace

std::string to_text(const Place& place) {
  return place.line == 0 ? std::string(place.file) : std::string(place.file) + ":" + std::to_string(place.line);
}

Result<void> read_signals(std::string_view file, const std::string& yaml, SignalLines& into) {
  if (const auto plain = plain_outline(yaml)) return Reader(file, into).read(*plain);
  const auto outline = outline_of(file, yaml);
  if (!outline) return failed(outline.error());
  return Reader(file, into).read(*outline);
}

}  // namespace wegwijzer::safe_space
