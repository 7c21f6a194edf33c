#include "slack/mrkdwn.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "base/text.hpp"

namespace wegwijzer::slack {
namespace {

constexpr std::string_view kJoiner = "\xE2\x81\xA0";  // U+2060: no width, and no mark beside it formats anything
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::size_t kLongestLink = 1500;  // units as written; Slack takes 3,000
constexpr std::size_t kLinkSigns = 8;       // "<", "|", ">" and what the plain text puts around it
constexpr std::string_view kMarks = "*_~`";

bool is_word(unsigned char c) {
  return std::isalnum(c) != 0 || c >= 0x80;
}

constexpr std::array<std::uint8_t, 256> kCosts = [] {
  std::array<std::uint8_t, 256> costs{};
  costs.fill(1);
  // A broken sequence becomes one sign a byte, so every byte counts; four of them are two units at most.
  for (std::size_t c = 0xF0; c < 256; ++c) costs[c] = 2;
  costs['&'] = 5;
  costs['<'] = costs['>'] = 5;  // an entity, and a joiner at the start of a line
  for (const char c : kMarks) costs[static_cast<unsigned char>(c)] = 3;
  costs['\n'] = 4;  // bold ends and begins again
  return costs;
}();

std::size_t unit_cost(char c) {
  return kCosts[static_cast<unsigned char>(c)];
}

void append_escaped_sign(std::string& out, char c) {
  if (c == '&')
    out += "&amp;";
  else if (c == '<')
    out += "&lt;";
  else if (c == '>')
    out += "&gt;";
  else
    out.push_back(c);
}

/// Words as words: a mark at a word's edge gets a joiner on its outer side, a '>' that begins a line one before it.
void append_words(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto special = std::min(text.find_first_of("&<>*_~`", i), text.size());
    out.append(text, i, special - i);
    i = special;
    if (i == text.size()) return;
    const char c = text[i];
    if (c == '>' && (out.empty() || out.back() == '\n')) out += kJoiner;
    if (kMarks.find(c) == std::string_view::npos) {
      append_escaped_sign(out, c);
      continue;
    }
    const bool word_before = i > 0 && is_word(static_cast<unsigned char>(text[i - 1]));
    const bool word_after = i + 1 < text.size() && is_word(static_cast<unsigned char>(text[i + 1]));
    if (!word_before || c == '`') out += kJoiner;
    out.push_back(c);
    if (!word_after || c == '`') out += kJoiner;
  }
}

/// Bold in Slack must touch its words on both sides and end on its line.
void append_bold(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    const auto inner = trimmed(line);
    const auto before =
        line.substr(0, inner.empty() ? line.size() : static_cast<std::size_t>(inner.data() - line.data()));
    out.append(before);
    if (!inner.empty()) {
      if (!out.empty() && is_word(static_cast<unsigned char>(out.back()))) out += kJoiner;
      out.push_back('*');
      append_words(out, inner);
      out.push_back('*');
      out.append(line.substr(before.size() + inner.size()));
    }
    if (end < text.size()) out.push_back('\n');
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == '|'; }, ' ');
  return std::string(trimmed(line));
}

void append_link(std::string& out, const model::Span& span, const std::string& address) {
  const std::string words = one_line(span.text);
  if (span.bold) out.push_back('*');
  out.append("<").append(escaped(address));
  if (!words.empty()) {
    out.push_back('|');
    append_words(out, words);
  }
  out.push_back('>');
  if (span.bold) out.push_back('*');
}

std::string_view typographic(char c) {
  switch (c) {
    case '&':
      return "\xEF\xBC\x86";  // ＆
    case '<':
      return "\xE2\x80\xB9";  // ‹
    case '>':
      return "\xE2\x80\xBA";  // ›
    default:
      return {};
  }
}

/// The end of the last paragraph, sentence or word within `text`; its size where none is in the second half.
std::size_t good_end(std::string_view text) {
  for (const std::string_view end : {"\n\n", "\n", ". ", "? ", "; ", ", ", " "}) {
    const auto at = text.rfind(end);
    if (at != std::string_view::npos && at + end.size() > text.size() / 2) return at + end.size();
  }
  return text.size();
}

}  // namespace

std::size_t cost(std::string_view text) {
  std::size_t sum = 0;
  for (const char c : text) sum += unit_cost(c);
  return sum;
}

std::size_t cost(const model::Rich& text) {
  std::size_t sum = 0;
  for (const auto& span : text) {
    sum += cost(span.text) + (span.bold ? 4 : 0);
    if (!span.link.empty()) sum += std::min(cost(span.link) * 3, kLongestLink) + kLinkSigns;
  }
  return sum;
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const auto sign = std::min(text.find_first_of("&<>"), text.size());
    out.append(text.substr(0, sign));
    if (sign == text.size()) break;
    append_escaped_sign(out, text[sign]);
    text.remove_prefix(sign + 1);
  }
  return out;
}

std::string mrkdwn(const model::Rich& text) {
  std::string out;
  for (const auto& span : text) {
    const auto address = span.link.empty() ? std::string{} : safe_link(span.link);
    if (!address.empty())
      append_link(out, span, address);
    else if (span.bold)
      append_bold(out, span.text);
    else
      append_words(out, span.text);
  }
  return out;
}

std::string label(std::string_view text, std::size_t units) {
  // A byte is never more than a unit: most labels need no look at their characters.
  const bool as_it_is = text.size() <= units && std::all_of(text.begin(), text.end(), [](char c) {
                          return c >= ' ' && c != '&' && c != '<' && c != '>';
                        });
  if (as_it_is) return std::string(trimmed(text));
  std::string line;
  for (const char c : repaired_utf8(trimmed(text))) {
    const auto sign = typographic(c);
    if (!sign.empty())
      line += sign;
    else
      line.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
  }
  if (utf16_length(line) <= units) return line;
  std::string cut(trimmed(utf16_prefix(line, units - 1)));
  return cut += kEllipsis;
}

bool is_page(std::string_view address) {
  return address.starts_with("https://") || address.starts_with("http://");
}

std::string safe_link(std::string_view address) {
  if (!is_page(address) && !address.starts_with("tel:") && !address.starts_with("mailto:")) return {};
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F || byte >= 0x80 || c == '<' || c == '>' || c == '|' || c == '"' || c == '`') {
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    } else {
      out.push_back(c);
    }
  }
  return cost(out) <= kLongestLink ? out : std::string{};
}

std::string_view beginning(std::string_view text, std::size_t budget) {
  std::size_t used = 0;
  std::size_t size = 0;
  while (size < text.size()) {
    const std::size_t next = unit_cost(text[size]);
    if (used + next > budget) break;
    used += next;
    ++size;
  }
  if (size == text.size()) return text;
  // Back to a boundary between characters as they are seen.
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  const auto whole = utf16_prefix(text, std::max<std::size_t>(utf16_length(text.substr(0, size)), 1));
  if (!whole.empty()) return whole.substr(0, good_end(whole));
  size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return text.substr(0, size);
}

}  // namespace wegwijzer::slack
