#include "slack/words.hpp"

#include "base/text.hpp"

namespace wegwijzer::slack {
namespace {

/// Appends `text` with the three entities of Slack decoded, once.
void append_decoded(std::string& out, std::string_view text) {
  struct Entity {
    std::string_view name;
    char sign;
  };
  static constexpr Entity kEntities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}};
  while (!text.empty()) {
    const auto at = std::min(text.find('&'), text.size());
    out.append(text.substr(0, at));
    text.remove_prefix(at);
    if (text.empty()) return;
    bool decoded = false;
    for (const auto& entity : kEntities) {
      if (!text.starts_with(entity.name)) continue;
      out.push_back(entity.sign);
      text.remove_prefix(entity.name.size());
      decoded = true;
      break;
    }
    if (decoded) continue;
    out.push_back('&');
    text.remove_prefix(1);
  }
}

/// What stands between '<' and '>': its label where it has one.
void append_reference(std::string& out, std::string_view inside, std::string_view own) {
  const auto bar = inside.find('|');
  const auto target = inside.substr(0, bar);
  const auto label = bar == std::string_view::npos ? std::string_view{} : inside.substr(bar + 1);
  const char kind = target.empty() ? '\0' : target.front();
  if (kind == '@') {
    if (!own.empty() && target.substr(1) == own) return;
    if (!label.empty()) out.push_back('@');
    return append_decoded(out, label);
  }
  if (kind == '#') {
    if (!label.empty()) out.push_back('#');
    return append_decoded(out, label);
  }
  if (kind == '!')
    return append_decoded(out, !label.empty() || target.find('^') != std::string_view::npos ? label : target.substr(1));
  append_decoded(out, label.empty() ? target : label);
}

}  // namespace

std::string words_from(std::string_view wire, std::string_view own) {
  std::string out;
  out.reserve(wire.size());
  while (!wire.empty()) {
    const auto open = std::min(wire.find('<'), wire.size());
    append_decoded(out, wire.substr(0, open));
    wire.remove_prefix(open);
    if (wire.empty()) break;
    const auto close = wire.find_first_of("<>", 1);
    if (close == std::string_view::npos || wire[close] == '<') {
      out.push_back('<');
      wire.remove_prefix(1);
      continue;
    }
    append_reference(out, wire.substr(1, close - 1), own);
    wire.remove_prefix(close + 1);
  }
  return repaired_utf8(trimmed(out));
}

}  // namespace wegwijzer::slack
