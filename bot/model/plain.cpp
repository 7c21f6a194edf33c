#include <span>

#include "model/reply.hpp"

namespace wegwijzer::model {
namespace {

/// The part of an address that a reader can use: the number of `tel:`, the mailbox of `mailto:`, else all of it.
std::string_view readable(std::string_view link) {
  for (const std::string_view scheme : {"tel:", "mailto:"})
    if (link.starts_with(scheme)) return link.substr(scheme.size());
  return link;
}

/// "088-0767 000" is written out already where the address is 0880767000.
bool spells_out(const std::string& text, std::string_view address) {
  if (text.find(address) != std::string::npos) return true;
  std::string close = text;
  std::erase_if(close, [](char letter) { return letter == ' ' || letter == '-'; });
  return close.find(address) != std::string::npos;
}

void append(std::string& out, const Rich& text) {
  for (const auto& span : text) {
    out += span.text;
    const auto address = readable(span.link);
    if (address.empty() || spells_out(span.text, address)) continue;
    out.append(" (").append(address).append(")");
  }
}

/// Writes blocks in order, a blank line between them, and keeps the buttons for the end.
class Plain {
 public:
  explicit Plain(Language language) : language_(language) {}

  void operator()(const Paragraph& block) { add(plain_text(block.text)); }
  void operator()(const Heading& block) { add(block.text); }
  void operator()(const Note& block) { add(plain_text(block.text)); }
  void operator()(const Divider&) {}

  void operator()(const Fields& block) {
    std::string lines;
    for (const auto& [name, value] : block.rows) line(lines) += name + ": " + plain_text(value);
    add(lines);
  }

  void operator()(const List& block) {
    std::string lines;
    std::size_t number = 0;
    for (const auto& item : block.items) {
      line(lines) += block.numbered ? std::to_string(++number) + ". " : "- ";
      append(lines, item);
    }
    add(lines);
  }

  void operator()(const Table& block) {
    std::string lines;
    const auto row_line = [&](const std::vector<std::string>& cells) {
      line(lines);
      for (std::size_t i = 0; i < cells.size(); ++i) lines.append(i > 0 ? " | " : "").append(cells[i]);
    };
    if (!block.head.empty()) row_line(block.head);
    for (const auto& row : block.rows) row_line(row);
    add(lines);
  }

  void operator()(const Quote& block) {
    const std::string text = plain_text(block.text);
    std::string lines;
    for (std::size_t from = 0; from <= text.size() && !text.empty();) {
      const auto end = std::min(text.find('\n', from), text.size());
      line(lines).append("> ").append(text, from, end - from);
      from = end + 1;
    }
    add(lines);
  }

  void operator()(const Sources& block) {
    std::string text;
    for (const auto& [label, address] : block.items) {
      if (!text.empty()) text += "; ";
      append(text, {Span{label, false, address}});
    }
    if (!block.as_of.empty()) text.append(text.empty() ? "" : ", ").append(block.as_of);
    if (!text.empty()) add(std::string(source_word(language_)) + ": " + text);
  }

  void operator()(const Buttons& block) {
    for (const auto& button : block.items) {
      line(buttons_).append("[").append(button.label).append("]");
      if (!button.url.empty()) buttons_.append(" ").append(readable(button.url));
    }
  }

  void operator()(const Choice& block) { add(options(block.label, block.options)); }

  void operator()(const Form& block) {
    add(block.title);
    for (const auto& text : block.lead) add(plain_text(text));
    for (const auto& field : block.fields) {
      add(options(field.label, field.options));
      add(field.hint);
      add(field.wrong);
    }
    if (!block.submit.empty()) line(buttons_).append("[").append(block.submit).append("]");
  }

  [[nodiscard]] std::string done() && {
    add(buttons_);
    return std::move(text_);
  }

 private:
  void add(std::string_view paragraph) {
    if (paragraph.empty()) return;
    if (!text_.empty()) text_ += "\n\n";
    text_ += paragraph;
  }
  static std::string& line(std::string& lines) {
    if (!lines.empty()) lines += '\n';
    return lines;
  }
  static std::string options(const std::string& label, std::span<const Option> items) {
    std::string lines = label;
    for (const auto& item : items) line(lines).append("- ").append(item.label);
    return lines;
  }

  Language language_;
  std::string text_;
  std::string buttons_;
};

}  // namespace

std::string_view source_word(Language language) {
  return language == Language::nl ? "Bron" : "Source";
}

std::string plain_text(const Rich& text) {
  std::string plain;
  append(plain, text);
  return plain;
}

std::string plain_text(const std::vector<Block>& blocks, Language language) {
  Plain plain(language);
  for (const auto& block : blocks) std::visit(plain, block);
  return std::move(plain).done();
}

std::string plain_text(const Reply& reply) {
  return plain_text(reply.blocks, reply.language);
}

}  // namespace wegwijzer::model
