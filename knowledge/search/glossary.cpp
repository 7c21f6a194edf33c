#include "knowledge/search/glossary.hpp"

#include "base/text.hpp"
#include "knowledge/yaml_read.hpp"

namespace wegwijzer::knowledge {
namespace {

/// Walks one glossary file.
class GlossaryReader {
 public:
  GlossaryReader(const YamlFile& yaml, Glossary& glossary) : yaml_(yaml), glossary_(glossary) {}

  Result<void> read() {
    if (!yaml_.root().IsMap()) return wrong(yaml_.root(), "a glossary is a mapping with concepts, forms and small");
    for (const auto& pair : yaml_.root()) {
      const auto& key = pair.first.Scalar();
      auto done =
          key == "concepts" ? concepts(pair.second)
          : key == "forms"  ? by_language(pair.second, [this](const auto& node, Language l) { return forms(node, l); })
          : key == "small"  ? by_language(pair.second, [this](const auto& node, Language l) { return small(node, l); })
                            : wrong(pair.first, "'" + key + "' is no part of a glossary");
      if (!done) return done;
    }
    return {};
  }

 private:
  template <class Take>
  Result<void> by_language(const YAML::Node& node, Take take) {
    if (!node.IsMap()) return wrong(node, "this needs nl and en");
    for (const auto& pair : node) {
      const auto language = language_from(pair.first.Scalar());
      if (!language) return wrong(pair.first, "'" + pair.first.Scalar() + "' is neither nl nor en");
      auto done = take(pair.second, *language);
      if (!done) return done;
    }
    return {};
  }

  Result<void> words(const YAML::Node& node, std::vector<std::string>& into) {
    auto list = yaml_.texts(node, "words");
    if (!list) return failed(list.error());
    for (const auto& word : *list) into.push_back(folded_without_accents(word));
    return {};
  }

  Result<void> concepts(const YAML::Node& node) {
    if (!node.IsMap()) return wrong(node, "concepts is a mapping from a name to its words");
    for (const auto& pair : node) {
      auto& meant = glossary_.concepts[pair.first.Scalar()];
      if (!pair.second.IsMap()) return wrong(pair.second, "a concept needs nl and en");
      for (const auto& part : pair.second) {
        const auto& key = part.first.Scalar();
        auto done = key == "near"        ? by_language(part.second,
                                                       [&](const auto& list, Language l) {
                                                  return words(list, meant.near[static_cast<std::size_t>(l)]);
                                                })
                    : language_from(key) ? words(part.second, meant.same[static_cast<std::size_t>(*language_from(key))])
                                         : wrong(part.first, "'" + key + "' is no part of a concept");
        if (!done) return done;
      }
    }
    return {};
  }

  Result<void> forms(const YAML::Node& node, Language language) {
    if (!node.IsMap()) return wrong(node, "forms is a mapping from a word to its forms");
    for (const auto& pair : node) {
      std::vector<std::string> list;
      if (auto done = words(pair.second, list); !done) return done;
      for (auto& form : list)
        glossary_.forms[static_cast<std::size_t>(language)][std::move(form)] =
            folded_without_accents(pair.first.Scalar());
    }
    return {};
  }

  Result<void> small(const YAML::Node& node, Language language) {
    std::vector<std::string> list;
    if (auto done = words(node, list); !done) return done;
    glossary_.small[static_cast<std::size_t>(language)].insert(list.begin(), list.end());
    return {};
  }

  [[nodiscard]] tl::unexpected<Fault> wrong_fault(const YAML::Node& at, std::string what) const {
    return failed(Kind::bad_input, yaml_.place(at), std::move(what));
  }
  [[nodiscard]] Result<void> wrong(const YAML::Node& at, std::string what) const {
    return wrong_fault(at, std::move(what));
  }

  const YamlFile& yaml_;
  Glossary& glossary_;
};

}  // namespace

Result<void> Glossary::add(std::string_view text, const std::string& file) {
  const auto yaml = YamlFile::from(text, file);
  if (!yaml) return failed(yaml.error());
  return GlossaryReader(*yaml, *this).read();
}

}  // namespace wegwijzer::knowledge
