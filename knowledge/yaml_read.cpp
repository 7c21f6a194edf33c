#include "knowledge/yaml_read.hpp"

#include <set>

namespace wegwijzer::knowledge {
namespace {

/// The first key that its mapping holds twice, anywhere below `node`; undefined when there is none.
YAML::Node repeated_key(const YAML::Node& node) {
  if (node.IsMap()) {
    std::set<std::string> seen;
    for (const auto& pair : node) {
      if (pair.first.IsScalar() && !seen.insert(pair.first.Scalar()).second) return pair.first;
      if (auto found = repeated_key(pair.second); found.IsDefined() && !found.IsNull()) return found;
    }
  }
  if (node.IsSequence())
    for (const auto& item : node)
      if (auto found = repeated_key(item); found.IsDefined() && !found.IsNull()) return found;
  return YAML::Node(YAML::NodeType::Null);
}

}  // namespace

Result<YamlFile> YamlFile::from(std::string_view text, std::string file, std::size_t first_line) {
  YamlFile yaml;
  yaml.file_ = std::move(file);
  yaml.first_line_ = first_line;
  try {
    yaml.root_ = YAML::Load(std::string(text));
    const auto repeated = repeated_key(yaml.root_);
    if (!repeated.IsNull())
      return failed(Kind::bad_input, yaml.place(repeated), "'" + repeated.Scalar() + "' stands here twice");
  } catch (const YAML::Exception& e) {
    return failed(Kind::bad_input, yaml.place(e.mark), "this is no YAML: " + e.msg);
  }
  return yaml;
}

std::string YamlFile::place(const YAML::Mark& mark) const {
  if (mark.is_null()) return file_ + ":" + std::to_string(first_line_);
  return file_ + ":" + std::to_string(first_line_ + static_cast<std::size_t>(mark.line)) + ":" +
         std::to_string(mark.column + 1);
}

Result<std::string> YamlFile::text(const YAML::Node& node, std::string_view key) const {
  if (!node.IsScalar()) return failed(Kind::bad_input, place(node), "'" + std::string(key) + "' must be a text");
  return node.Scalar();
}

Result<std::vector<std::string>> YamlFile::texts(const YAML::Node& node, std::string_view key) const {
  std::vector<std::string> list;
  if (node.IsScalar()) return std::vector<std::string>{node.Scalar()};
  if (!node.IsSequence())
    return failed(Kind::bad_input, place(node), "'" + std::string(key) + "' must be a list of texts");
  for (const auto& item : node) {
    auto one = text(item, key);
    if (!one) return failed(one.error());
    list.push_back(*std::move(one));
  }
  return list;
}

}  // namespace wegwijzer::knowledge
