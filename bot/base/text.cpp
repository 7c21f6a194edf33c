#include "base/text.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace wegwijzer {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Reads one code point at the start of `rest`; negative when broken. `size` is what to step over, at least 1.
utf8proc_int32_t next(std::string_view rest, std::size_t& size) {
  utf8proc_int32_t point = -1;
  const auto read = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                     static_cast<utf8proc_ssize_t>(rest.size()), &point);
  size = read > 0 ? static_cast<std::size_t>(read) : 1;
  return read > 0 ? point : -1;
}

bool plain_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80 || c == '\0') return false;
  return true;
}

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* out = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &out, static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
}

/// What typographic characters become in plain typing; nothing for the rest.
std::string_view plain_form(utf8proc_int32_t point) {
  switch (point) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x00B4:
    case 0x0060:
    case 0x02BC:
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x00AB:
    case 0x00BB:
    case 0x2033:
      return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return "-";
    default:
      return {};
  }
}

bool is_space(utf8proc_int32_t point) {
  if (point == ' ' || (point >= 9 && point <= 13)) return true;
  const auto category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

std::string tidied(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  while (!text.empty()) {
    std::size_t size = 0;
    const auto point = next(text, size);
    const auto bytes = text.substr(0, size);
    text.remove_prefix(size);
    if (point >= 0 && utf8proc_category(point) == UTF8PROC_CATEGORY_CF) continue;
    if (point < 0 || is_space(point) || point == 0) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out.push_back(' ');
    gap = false;
    const auto plain = plain_form(point);
    out.append(plain.empty() ? bytes : plain);
  }
  return out;
}

std::string folded_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (char c : text) {
    if (c == ' ' || (c >= 9 && c <= 13)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out.push_back(' ');
    gap = false;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    out.push_back(c == '`' ? '\'' : c);
  }
  return out;
}

}  // namespace

std::string repaired_utf8(std::string_view text) {
  if (plain_ascii(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::size_t size = 0;
    const auto point = next(text, size);
    out.append(point > 0 ? text.substr(0, size) : kReplacement);
    text.remove_prefix(size);
  }
  return out;
}

std::string folded(std::string_view text) {
  if (plain_ascii(text)) return folded_ascii(text);
  return tidied(mapped(repaired_utf8(text), UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
}

std::string folded_without_accents(std::string_view text) {
  if (plain_ascii(text)) return folded_ascii(text);
  return tidied(mapped(repaired_utf8(text),
                       UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK));
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  while (!text.empty()) {
    std::size_t size = 0;
    units += next(text, size) > 0xFFFF ? 2 : 1;
    text.remove_prefix(size);
  }
  return units;
}

std::string_view utf16_prefix(std::string_view text, std::size_t units) {
  std::size_t used = 0;
  std::size_t taken = 0;     // bytes that fit
  std::size_t boundary = 0;  // bytes up to the last grapheme boundary that fits
  utf8proc_int32_t before = -1;
  utf8proc_int32_t state = 0;
  while (taken < text.size()) {
    std::size_t size = 0;
    const auto point = next(text.substr(taken), size);
    if (before >= 0 && point >= 0 && utf8proc_grapheme_break_stateful(before, point, &state) != 0) boundary = taken;
    const std::size_t cost = point > 0xFFFF ? 2 : 1;
    if (used + cost > units) return text.substr(0, boundary > 0 ? boundary : taken);
    used += cost;
    taken += size;
    before = point;
  }
  return text;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace wegwijzer
