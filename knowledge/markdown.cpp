#include "knowledge/markdown.hpp"

#include <md4c.h>

#include <algorithm>

#include "base/text.hpp"

namespace wegwijzer::knowledge {
namespace {

/// Gathers parts while md4c walks the text.
struct Reader {
  std::vector<Part> parts;
  Rich item;
  int bold = 0;
  std::vector<std::string> links;
  int lists = 0;
  bool numbered = false;

  void close_item(Part::Kind kind) {
    if (item.empty()) return;
    const bool goes_on = !parts.empty() && open_list && parts.back().kind == kind;
    if (!goes_on) parts.push_back({kind, {}});
    parts.back().items.push_back(std::exchange(item, {}));
    open_list = lists > 0;
  }
  /// What the text gathered so far belongs to.
  [[nodiscard]] Part::Kind kind() const {
    if (lists == 0) return Part::Kind::paragraph;
    return numbered ? Part::Kind::numbered : Part::Kind::list;
  }
  void add(std::string_view text) {
    const std::string link = links.empty() ? std::string{} : links.back();
    if (!item.empty() && item.back().bold == (bold > 0) && item.back().link == link)
      item.back().text.append(text);
    else
      item.push_back({std::string(text), bold > 0, link});
  }
  bool open_list = false;  ///< the last part is a list that has not ended
};

Reader& reader(void* state) {
  return *static_cast<Reader*>(state);
}

int enter_block(MD_BLOCKTYPE type, void*, void* state) {
  auto& read = reader(state);
  if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
    read.close_item(read.kind());
    if (read.lists++ == 0) {
      read.numbered = type == MD_BLOCK_OL;
      read.open_list = false;
    }
  }
  return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* state) {
  auto& read = reader(state);
  switch (type) {
    case MD_BLOCK_H:
      read.close_item(Part::Kind::heading);
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      read.close_item(read.kind());
      if (--read.lists == 0) read.open_list = false;
      break;
    case MD_BLOCK_P:
      if (read.lists > 0) {
        if (!read.item.empty()) read.add(" ");  // a list item of several paragraphs stays one item
        break;
      }
      [[fallthrough]];
    default:
      read.close_item(read.kind());
  }
  return 0;
}

int enter_span(MD_SPANTYPE type, void* detail, void* state) {
  auto& read = reader(state);
  if (type == MD_SPAN_STRONG) ++read.bold;
  if (type == MD_SPAN_A) {
    const auto& href = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
    read.links.emplace_back(href.text, href.size);
  }
  return 0;
}

int leave_span(MD_SPANTYPE type, void*, void* state) {
  auto& read = reader(state);
  if (type == MD_SPAN_STRONG) --read.bold;
  if (type == MD_SPAN_A) read.links.pop_back();
  return 0;
}

int on_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* state) {
  if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
    reader(state).add(" ");
  else if (type == MD_TEXT_NULLCHAR)
    reader(state).add("\xEF\xBF\xBD");
  else
    reader(state).add({text, size});
  return 0;
}

/// The end of the mark that begins at `at`, or `at` when none does.
std::size_t mark_end(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "[^") return at;
  const auto close = text.find(']', at);
  if (close == std::string_view::npos || close == at + 2 || close - at > 12) return at;
  return close + 1;
}

void trim_end(std::string& text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
}

std::string without_marks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = mark_end(text, at);
    if (end == at) {
      out.push_back(text[at++]);
      continue;
    }
    trim_end(out);
    at = end;
  }
  return out;
}

void tidy(Rich& item) {
  for (auto& span : item) span.text = without_marks(span.text);
  std::erase_if(item, [](const Span& span) { return span.text.empty(); });
  if (!item.empty()) trim_end(item.back().text);
}

std::vector<Mark> marks_in(std::string_view text, std::size_t line) {
  std::vector<Mark> marks;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n') ++line;
    const auto end = mark_end(text, at);
    if (end != at) marks.push_back({std::string(text.substr(at + 2, end - at - 3)), line});
    at = std::max(end, at + 1);
  }
  return marks;
}

}  // namespace

Result<Body> body_from(std::string_view text, std::string_view file, std::size_t first_line) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_NOHTML;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = enter_span;
  parser.leave_span = leave_span;
  parser.text = on_text;
  Reader read;
  if (md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &read) != 0)
    return failed(Kind::broken, std::string(file), "this Markdown could not be read");
  for (auto& part : read.parts) {
    for (auto& item : part.items) tidy(item);
    std::erase_if(part.items, [](const Rich& item) { return item.empty(); });
  }
  std::erase_if(read.parts, [](const Part& part) { return part.items.empty(); });
  return Body{std::move(read.parts), marks_in(text, first_line)};
}

}  // namespace wegwijzer::knowledge
