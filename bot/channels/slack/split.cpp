#include "slack/split.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "slack/mrkdwn.hpp"

namespace wegwijzer::slack {
namespace {

using namespace model;

constexpr std::size_t kItem = 8;  // what stands around an item, in blocks and in the plain text
constexpr std::size_t kHeadingUnits = 150;
constexpr std::size_t kFieldCost = 1900;
constexpr std::size_t kFieldsAtOnce = 10;
constexpr std::size_t kButtonsAtOnce = 25;
constexpr std::size_t kOptionsAtOnce = 100;
constexpr std::size_t kLabelUnits = 75;
constexpr std::size_t kOptionValue = 150;
constexpr std::size_t kButtonValue = 2000;
constexpr std::size_t kMostFields = 20;

bool blank(std::string_view text) {
  return trimmed(text).empty();
}
bool blank(const Rich& text) {
  return std::all_of(text.begin(), text.end(),
                     [](const Span& span) { return blank(span.text) && safe_link(span.link).empty(); });
}

/// The same words in parts of at most `budget` each.
std::vector<Rich> parts_of(const Rich& text, std::size_t budget) {
  std::vector<Rich> parts;
  Rich part;
  std::size_t used = 0;
  const auto finish = [&] {
    if (!blank(part)) parts.push_back(std::move(part));
    part.clear();
    used = 0;
  };
  for (const auto& span : text) {
    Span around = span;
    around.text.clear();
    around.link = safe_link(span.link);
    if (cost(Rich{around}) > budget / 2) around.link.clear();
    const std::size_t frame = cost(Rich{around});
    std::string_view rest = span.text;
    do {
      if (used + frame + 32 > budget) finish();
      const auto words = beginning(rest, budget - used - frame);
      Span cut = around;
      cut.text = words;
      used += cost(Rich{cut});
      part.push_back(std::move(cut));
      rest.remove_prefix(words.size());
      if (!rest.empty()) finish();
    } while (!rest.empty());
  }
  finish();
  return parts;
}

Rich joined(Rich first, const Rich& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// Cuts blocks into pieces.
class Cutter {
 public:
  explicit Cutter(Language language) : language_(language) {}

  void operator()(const Paragraph& block) {
    for (auto& part : parts_of(block.text, kPieceCost)) out_.emplace_back(Paragraph{std::move(part)});
  }
  void operator()(const Note& block) {
    for (auto& part : parts_of(block.text, kPieceCost)) out_.emplace_back(Note{std::move(part)});
  }
  void operator()(const Quote& block) {
    for (auto& part : parts_of(block.text, kPieceCost / 2)) out_.emplace_back(Quote{std::move(part)});
  }
  void operator()(const Heading& block) {
    if (blank(block.text)) return;
    if (utf16_length(block.text) <= kHeadingUnits)
      out_.emplace_back(block);
    else
      (*this)(Paragraph{bold(block.text)});
  }

  void operator()(const Fields& block) {
    Fields group;
    std::size_t used = 0;
    const auto finish = [&] {
      if (!group.rows.empty()) out_.emplace_back(std::exchange(group, {}));
      used = 0;
    };
    for (const auto& [name, value] : block.rows) {
      if (blank(name) && blank(value)) continue;
      const std::size_t size = cost(bold(name)) + cost(value) + kItem;
      if (size > kFieldCost) {
        finish();
        (*this)(Paragraph{joined(bold(name + ": "), value)});
        continue;
      }
      if (used + size > kPieceCost - kItem || group.rows.size() == kFieldsAtOnce) finish();
      group.rows.emplace_back(name, value);
      used += size;
    }
    finish();
  }

  void operator()(const List& block) {
    List whole{{}, block.numbered};
    std::copy_if(block.items.begin(), block.items.end(), std::back_inserter(whole.items),
                 [](const Rich& item) { return !blank(item); });
    if (whole.items.empty()) return;
    if (piece_cost(whole) <= kPieceCost) {
      out_.emplace_back(std::move(whole));
    } else if (block.numbered) {
      std::size_t number = 0;
      for (const auto& item : whole.items) (*this)(Paragraph{joined(rich(std::to_string(++number) + ". "), item)});
    } else {
      in_groups(whole);
    }
  }

  /// Rows as lines that name their columns: a phone and a screen reader have no room for a grid.
  void operator()(const Table& block) {
    List lines;
    for (const auto& row : block.rows) {
      Rich line;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (blank(row[i])) continue;
        if (!line.empty()) line.push_back({"; ", false, {}});
        if (i < block.head.size() && !blank(block.head[i])) line.push_back({block.head[i] + ": ", false, {}});
        line.push_back({row[i], i == 0, {}});
      }
      lines.items.push_back(std::move(line));
    }
    (*this)(lines);
  }

  void operator()(const Sources& block) {
    Sources group;
    std::size_t used = cost(block.as_of) + kItem;
    const auto finish = [&] {
      if (!group.items.empty() || !group.as_of.empty()) out_.emplace_back(std::exchange(group, {}));
      used = cost(block.as_of) + kItem;
    };
    if (used > kPieceCost) {
      (*this)(Note{rich(block.as_of)});
      used = kItem;
    }
    for (const auto& [words, address] : block.items) {
      const Rich source{{words, false, address}};
      if (blank(source)) continue;
      const std::size_t size = cost(source) + kItem;
      if (size > kPieceCost / 2) {
        (*this)(Note{joined(rich(std::string(source_word(language_)) + ": "), source)});
        continue;
      }
      if (used + size > kPieceCost) finish();
      group.items.emplace_back(words, safe_link(address));
      used += size;
    }
    if (cost(block.as_of) + kItem <= kPieceCost && !blank(block.as_of)) group.as_of = block.as_of;
    finish();
  }

  void operator()(const Buttons& block) {
    Buttons group;
    std::size_t used = 0;
    const auto finish = [&] {
      if (!group.items.empty()) out_.emplace_back(std::exchange(group, {}));
      used = 0;
    };
    for (Button button : block.items) {
      button.url = safe_link(button.url);
      button.label = label(button.label, kLabelUnits);
      if (!button.url.empty() && !is_page(button.url)) {  // Slack's buttons open pages only
        finish();
        (*this)(Paragraph{{{button.label, true, button.url}}});
        continue;
      }
      if (button.label.empty() || (button.url.empty() && button.action.empty())) continue;
      if (cost(button.value) > kButtonValue || button.action.size() > 200) continue;
      const std::size_t size = cost(button.label) + cost(button.url) + kItem;
      if (used + size > kPieceCost || group.items.size() == kButtonsAtOnce) finish();
      group.items.push_back(std::move(button));
      used += size;
    }
    finish();
  }

  void operator()(const Choice& block) {
    const std::string words(beginning(block.label, kPieceCost / 4));
    if (words.size() < block.label.size()) (*this)(Paragraph{rich(block.label)});
    Choice group{words, block.action, {}, {}};
    std::size_t used = cost(words) + kItem;
    const auto finish = [&] {
      if (!group.options.empty()) out_.emplace_back(group);
      group.options.clear();
      used = cost(words) + kItem;
    };
    for (auto& option : usable_options(block.options)) {
      const std::size_t size = cost(option.label) + kItem;
      if (used + size > kPieceCost || group.options.size() == kOptionsAtOnce) finish();
      group.chosen = block.chosen;
      group.options.push_back(std::move(option));
      used += size;
    }
    finish();
  }

  void operator()(const Form& block) {
    for (const auto& text : block.lead) (*this)(Paragraph{text});
    Form form = block;
    form.lead.clear();
    std::erase_if(form.fields, [](const Field& field) {
      const bool chooses = field.kind == Field::Kind::choice || field.kind == Field::Kind::choices;
      return blank(field.name) || field.name.size() > 200 || (chooses && usable_options(field.options).empty());
    });
    if (form.fields.size() > kMostFields) form.fields.resize(kMostFields);
    for (auto& field : form.fields) field.options = usable_options(field.options);
    const bool nothing = form.fields.empty() && blank(form.title) && blank(form.submit);
    if (!nothing) out_.emplace_back(std::move(form));
  }

  void operator()(const Divider& block) { out_.emplace_back(block); }

  std::vector<Block> done() && { return std::move(out_); }

 private:
  void in_groups(const List& long_list) {
    List group;
    std::size_t used = 0;
    const auto finish = [&] {
      if (!group.items.empty()) out_.emplace_back(std::exchange(group, {}));
      used = 0;
    };
    for (const auto& item : long_list.items) {
      const std::size_t size = cost(item) + kItem;
      if (used + size > kPieceCost - kItem) finish();
      if (size > kPieceCost - kItem) {
        (*this)(Paragraph{item});
        continue;
      }
      group.items.push_back(item);
      used += size;
    }
    finish();
  }
  static std::vector<Option> usable_options(const std::vector<Option>& options) {
    std::vector<Option> usable;
    for (const auto& option : options) {
      Option one{label(option.label, kLabelUnits), option.value};
      if (one.label.empty() || cost(one.value) > kOptionValue) continue;
      usable.push_back(std::move(one));
    }
    return usable;
  }

  Language language_;
  std::vector<Block> out_;
};

struct Cost {
  std::size_t operator()(const Paragraph& b) const { return cost(b.text); }
  std::size_t operator()(const Heading& b) const { return cost(b.text); }
  std::size_t operator()(const Note& b) const { return cost(b.text); }
  std::size_t operator()(const Quote& b) const {
    std::size_t sum = cost(b.text);
    for (const auto& span : b.text)
      sum += 6 * static_cast<std::size_t>(std::count(span.text.begin(), span.text.end(), '\n'));
    return sum;
  }
  std::size_t operator()(const Fields& b) const {
    std::size_t sum = 0;
    for (const auto& [name, value] : b.rows) sum += cost(name) + cost(value) + kItem;
    return sum;
  }
  std::size_t operator()(const List& b) const {
    std::size_t sum = 0;
    for (const auto& item : b.items) sum += cost(item) + kItem;
    return sum;
  }
  std::size_t operator()(const Table&) const { return 0; }  // never a piece
  std::size_t operator()(const Sources& b) const {
    std::size_t sum = cost(b.as_of) + kItem;
    for (const auto& [words, address] : b.items) sum += cost(Rich{{words, false, address}}) + kItem;
    return sum;
  }
  std::size_t operator()(const Buttons& b) const {
    std::size_t sum = 0;
    for (const auto& button : b.items) sum += cost(button.label) + cost(button.url) + kItem;
    return sum;
  }
  std::size_t operator()(const Choice& b) const {
    std::size_t sum = cost(b.label) + kItem;
    for (const auto& option : b.options) sum += cost(option.label) + kItem;
    return sum;
  }
  std::size_t operator()(const Form&) const { return kMessageCost; }  // alone in its message; its plain text is cut
  std::size_t operator()(const Divider&) const { return 0; }
};

}  // namespace

std::vector<Block> pieces(const std::vector<Block>& blocks, Language language) {
  Cutter cutter(language);
  for (const auto& block : blocks) std::visit(cutter, block);
  return std::move(cutter).done();
}

std::size_t drawn_blocks(const Block& piece) {
  const auto* form = std::get_if<Form>(&piece);
  return form == nullptr ? 1 : 2 * form->fields.size() + 2;
}

std::size_t piece_cost(const Block& piece) {
  return std::visit(Cost{}, piece) + kItem;
}

std::vector<std::vector<Block>> messages(std::vector<Block> all) {
  std::vector<std::vector<Block>> filled;
  std::size_t used = 0;
  std::size_t blocks = 0;
  for (auto& piece : all) {
    const bool starts =
        filled.empty() || used + piece_cost(piece) > kMessageCost || blocks + drawn_blocks(piece) > kMessageBlocks;
    if (starts && std::holds_alternative<Divider>(piece)) continue;
    if (starts) {
      filled.emplace_back();
      used = 0;
      blocks = 0;
    }
    used += piece_cost(piece);
    blocks += drawn_blocks(piece);
    filled.back().push_back(std::move(piece));
  }
  return filled;
}

}  // namespace wegwijzer::slack
