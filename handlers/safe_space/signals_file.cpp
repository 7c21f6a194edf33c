#include "safe_space/signals_file.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <optional>

#include "safe_space/words.hpp"

namespace wegwijzer::safe_space {
namespace {

constexpr int kWidest = 30;

/// Reads one file; `fault` keeps the first thing that is wrong.
class Reader {
 public:
  Reader(std::string_view file, SignalLines& into) : file_(file), into_(into) {}

  Result<void> read(const YAML::Node& root) {
    if (!root.IsMap()) wrong(root, "a signals file is a map");
    if (root.IsMap())
      for (const auto& pair : root) section(pair.first.as<std::string>(), pair.first, pair.second);
    if (fault_) return failed(std::move(*fault_));
    return {};
  }

 private:
  [[nodiscard]] std::string place(const YAML::Node& node) const {
    return std::string(file_) + ":" + std::to_string(node.Mark().line + 1);
  }
  void wrong(const YAML::Node& node, std::string what) {
    if (!fault_) fault_ = Fault{Kind::bad_input, place(node), std::move(what), ""};
  }

  void section(const std::string& name, const YAML::Node& key, const YAML::Node& node) {
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
  void texts(const YAML::Node& node, std::vector<Placed>& to) {
    if (node.IsScalar()) return several(node, to);
    if (!node.IsSequence()) return wrong(node, "a list is wanted here");
    for (const auto& item : node) {
      if (!item.IsScalar()) return wrong(item, "a text is wanted here");
      several(item, to);
    }
  }

  void several(const YAML::Node& node, std::vector<Placed>& to) {
    const auto text = node.as<std::string>();
    for (std::size_t from = 0; from <= text.size();) {
      const auto end = std::min(text.find(',', from), text.size());
      auto piece = folded_word(std::string_view(text).substr(from, end - from));
      std::erase(piece, '\'');  // words of a message are looked up without
      if (!piece.empty()) to.push_back({std::move(piece), place(node)});
      from = end + 1;
    }
  }

  void concepts(const YAML::Node& node) {
    if (!node.IsMap()) return wrong(node, "concepts is a map of names to lists");
    for (const auto& pair : node) texts(pair.second, into_.concepts[pair.first.as<std::string>()]);
  }

  void spellings(const YAML::Node& node) {
    if (!node.IsMap()) return wrong(node, "spellings is a map of words to words");
    for (const auto& pair : node)
      into_.spellings.emplace_back(folded_word(pair.first.as<std::string>()),
                                   Placed{folded_word(pair.second.as<std::string>()), place(pair.first)});
  }

  void rules(const YAML::Node& node) {
    if (!node.IsSequence()) return wrong(node, "rules is a list");
    for (const auto& item : node) {
      RuleLine rule;
      rule.place = place(item);
      if (!item.IsMap()) return wrong(item, "a rule is a map");
      for (const auto& pair : item) field(rule, pair.first.as<std::string>(), pair.first, pair.second);
      if (rule.name.empty() || rule.cause == Cause::nothing || rule.says.empty())
        wrong(item, "a rule needs 'rule', 'kind' and 'says'");
      into_.rules.push_back(std::move(rule));
    }
  }

  void field(RuleLine& rule, const std::string& name, const YAML::Node& key, const YAML::Node& node) {
    if (name == "rule")
      rule.name = node.as<std::string>();
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
      rule.deniable = node.as<bool>();
    else if (name == "bystander")
      rule.bystander = node.as<bool>();
    else if (name == "weak")
      rule.weak = node.as<bool>();
    else if (name == "window")
      window(rule, node);
    else
      wrong(key, "'" + name + "' is nothing that a rule has");
  }

  void window(RuleLine& rule, const YAML::Node& node) {
    const int words = node.as<int>();
    if (words < 2 || words > kWidest) return wrong(node, "a window is 2 to 30 words");
    rule.window = static_cast<std::size_t>(words);
  }

  Cause cause(const YAML::Node& node) {
    const auto name = node.as<std::string>();
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

Result<void> read_signals(std::string_view file, const std::string& yaml, SignalLines& into) {
  try {
    return Reader(file, into).read(YAML::Load(yaml));
  } catch (const YAML::Exception& e) {
    return failed(Kind::bad_input, std::string(file) + ":" + std::to_string(e.mark.line + 1),
                  "this is no YAML of the right shape");
  }
}

}  // namespace wegwijzer::safe_space
