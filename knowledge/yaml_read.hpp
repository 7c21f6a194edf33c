#pragma once
#include <yaml-cpp/yaml.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace wegwijzer::knowledge {

/// A YAML text with the name of its file and the line on which it begins, for messages. Only for the room's .cpp
/// files.
class YamlFile {
 public:
  /// Faults: no YAML, or a key that stands twice in one mapping; with line and column.
  static Result<YamlFile> from(std::string_view text, std::string file, std::size_t first_line = 1);

  [[nodiscard]] const YAML::Node& root() const { return root_; }
  /// "nl/or.start.md:14:3"
  [[nodiscard]] std::string place(const YAML::Node& node) const { return place(node.Mark()); }
  [[nodiscard]] std::string place(const YAML::Mark& mark) const;
  /// The list of texts under `node`; a single text counts as a list of one. Faults: something else.
  [[nodiscard]] Result<std::vector<std::string>> texts(const YAML::Node& node, std::string_view key) const;
  /// The text under `node`, untouched: `no` is "no". Faults: a list or mapping.
  [[nodiscard]] Result<std::string> text(const YAML::Node& node, std::string_view key) const;

 private:
  std::string file_;
  std::size_t first_line_ = 1;
  YAML::Node root_;
};

}  // namespace wegwijzer::knowledge
