#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace wegwijzer::slack {

/// Where a value stands in JSON: the names that lead to it, and numbers within arrays. Joined by '/' (a '/' in a name
/// itself is shown as another sign, so that no name can look like a path).
class Path {
 public:
  [[nodiscard]] std::string_view joined() const { return joined_; }
  [[nodiscard]] std::size_t depth() const { return starts_.size(); }
  [[nodiscard]] std::string_view part(std::size_t at) const;

 private:
  friend class Walker;
  std::string joined_;
  std::vector<std::size_t> starts_;
};

/// Hears every value that is a text, a number or a truth ("true", "false"); null counts as not there.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual void value(const Path& path, std::string_view text) = 0;
};

/// Reads `bytes` in one pass without building a tree. Of a repeated name each value is heard, the last one last. False
/// for what is no JSON object, or nested deeper than 64. Broken UTF-8 counts as U+FFFD.
[[nodiscard]] bool walk_json(std::string_view bytes, Visitor& visitor);

}  // namespace wegwijzer::slack
