#include "safe_space/outline.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace wegwijzer::safe_space {
namespace {

constexpr auto npos = std::string_view::npos;

struct Line {
  std::size_t indent = 0;
  std::string_view text;
  int number = 0;
};

/// Reads what is plain; `odd_` as soon as something is not.
class Plain {
 public:
  explicit Plain(std::string_view yaml) { split(yaml); }

  std::optional<Outline> read() {
    if (odd_ || lines_.empty() || lines_.front().indent != 0) return std::nullopt;
    auto root = block(0);
    if (odd_ || at_ != lines_.size()) return std::nullopt;
    return root;
  }

 private:
  void split(std::string_view yaml) {
    for (int number = 1; !yaml.empty() && !odd_; ++number) {
      const auto end = std::min(yaml.find('\n'), yaml.size());
      auto line = yaml.substr(0, end);
      yaml.remove_prefix(std::min(end + 1, yaml.size()));
      const auto indent = std::min(line.find_first_not_of(' '), line.size());
      line.remove_prefix(indent);
      if (line.empty() || line.front() == '#') continue;
      odd_ = line.find_first_of("\t\r") != npos || line.starts_with("---") || line.starts_with("...");
      if (const auto comment = line.find(" #"); comment != npos) {
        odd_ = odd_ || line.find('"') != npos;
        line = line.substr(0, comment);
      }
      lines_.push_back({indent, trimmed(line), number});
    }
  }

  Outline odd() {
    odd_ = true;
    return {};
  }

  [[nodiscard]] bool more(std::size_t indent) const {
    return !odd_ && at_ < lines_.size() && lines_[at_].indent == indent;
  }

  Outline block(std::size_t indent) { return lines_[at_].text.starts_with("- ") ? list(indent) : map(indent); }

  Outline list(std::size_t indent) {
    Outline made{Outline::Shape::list, lines_[at_].number, {}, {}};
    while (more(indent)) {
      auto& line = lines_[at_];
      if (!line.text.starts_with("- ")) return odd();
      const auto skip = line.text.find_first_not_of(' ', 1);
      line.indent += skip;
      line.text.remove_prefix(skip);
      if (line.text.starts_with("- ")) return odd();
      if (key_end(line.text) != npos) {
        made.parts.push_back(map(line.indent));
      } else {
        made.parts.push_back(value(line.text, line.number));
        ++at_;
      }
    }
    if (at_ < lines_.size() && lines_[at_].indent > indent) return odd();
    return made;
  }

  Outline map(std::size_t indent) {
    Outline made{Outline::Shape::map, lines_[at_].number, {}, {}};
    while (more(indent)) {
      const auto line = lines_[at_++];
      const auto colon = key_end(line.text);
      if (colon == npos) return odd();
      made.parts.push_back(value(line.text.substr(0, colon), line.number));
      if (made.parts.back().shape != Outline::Shape::text) return odd();
      const auto rest = trimmed(line.text.substr(colon + 1));
      if (!rest.empty())
        made.parts.push_back(value(rest, line.number));
      else if (at_ < lines_.size() && lines_[at_].indent > indent)
        made.parts.push_back(block(lines_[at_].indent));
      else
        return odd();
    }
    if (at_ < lines_.size() && lines_[at_].indent > indent) return odd();
    return made;
  }

  /// Where the colon after a key stands; `npos` where there is none.
  static std::size_t key_end(std::string_view text) {
    const auto from = text.starts_with('"') ? text.find('"', 1) : 0;
    if (from == npos) return npos;
    for (auto at = text.find(':', from); at != npos; at = text.find(':', at + 1))
      if (at + 1 == text.size() || text[at + 1] == ' ') return at;
    return npos;
  }

  Outline value(std::string_view text, int line) {
    if (text.starts_with('[')) return short_list(text, line);
    if (text.starts_with('"')) {
      if (text.size() < 2 || text.find_first_of("\"\\", 1) != text.size() - 1) return odd();
      return {Outline::Shape::text, line, std::string(text.substr(1, text.size() - 2)), {}};
    }
    if (!is_plain(text)) return odd();
    return {Outline::Shape::text, line, std::string(text), {}};
  }

  /// `[one, two]`, of names only.
  Outline short_list(std::string_view text, int line) {
    const auto name = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == ',' || c == ' '; };
    text.remove_prefix(1);
    if (!text.ends_with(']') || !std::all_of(text.begin(), text.end() - 1, name)) return odd();
    text.remove_suffix(1);
    Outline made{Outline::Shape::list, line, {}, {}};
    while (!text.empty()) {
      const auto end = std::min(text.find(','), text.size());
      const auto one = trimmed(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      if (!is_plain(one)) return odd();
      made.parts.push_back({Outline::Shape::text, line, std::string(one), {}});
    }
    return made;
  }

  static bool is_plain(std::string_view text) {
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return false;
    if (std::string_view("[]{},&*!|>%@`'\"#").find(text.front()) != npos) return false;
    if (text == "-" || text == "?" || text == ":") return false;
    if (text.starts_with("- ") || text.starts_with("? ") || text.starts_with(": ")) return false;
    return text.back() != ':' && text.find(": ") == npos;
  }

  std::vector<Line> lines_;
  std::size_t at_ = 0;
  bool odd_ = false;
};

Outline from_node(const YAML::Node& node) {
  Outline made;
  made.line = node.Mark().line + 1;
  if (node.IsScalar()) {
    made.shape = Outline::Shape::text;
    made.text = node.Scalar();
  } else if (node.IsSequence()) {
    made.shape = Outline::Shape::list;
    for (const auto& item : node) made.parts.push_back(from_node(item));
  } else if (node.IsMap()) {
    made.shape = Outline::Shape::map;
    for (const auto& pair : node) {
      made.parts.push_back(from_node(pair.first));
      made.parts.push_back(from_node(pair.second));
    }
  }
  return made;
}

}  // namespace

std::optional<Outline> plain_outline(std::string_view yaml) {
  return Plain(yaml).read();
}

Result<Outline> outline_of(std::string_view file, const std::string& yaml) {
  try {
    return from_node(YAML::Load(yaml));
  } catch (const YAML::Exception& e) {
    return failed(Kind::bad_input, std::string(file) + ":" + std::to_string(e.mark.line + 1),
                  "this is no YAML of the right shape");
  }
}

}  // namespace wegwijzer::safe_space
