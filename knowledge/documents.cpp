#include "knowledge/documents.hpp"

#include "knowledge/yaml_read.hpp"

namespace wegwijzer::knowledge {

Result<void> Documents::add(std::string_view text, const std::string& file) {
  const auto yaml = YamlFile::from(text, file);
  if (!yaml) return failed(yaml.error());
  for (const auto& pair : yaml->root()) {
    Document document;
    if (!pair.second.IsMap()) return failed(Kind::bad_input, yaml->place(pair.second), "a document needs nl and en");
    for (const auto& [key, into] :
         {std::pair{"nl", &document.title[0]}, std::pair{"en", &document.title[1]}, std::pair{"url", &document.url}}) {
      const auto node = pair.second[key];
      if (!node) continue;
      auto value = yaml->text(node, key);
      if (!value) return failed(value.error());
      *into = *std::move(value);
    }
    if (document.title[0].empty() || document.title[1].empty())
      return failed(Kind::bad_input, yaml->place(pair.second), "a document needs its title under nl and en");
    documents_[pair.first.Scalar()] = std::move(document);
  }
  return {};
}

Source Documents::resolved(Source source, Language language) const {
  const auto found = documents_.find(source.document);
  if (found == documents_.end()) return source;
  source.document = found->second.title[static_cast<std::size_t>(language)];
  if (source.url.empty()) source.url = found->second.url;
  return source;
}

}  // namespace wegwijzer::knowledge
