#include "web/blocks.hpp"

#include <algorithm>
#include <array>

namespace wegwijzer::web {
namespace {

using Many = kainjow::mustache::list;

/// What a page may link to; mustache escapes, but knows no schemes.
bool may_link(std::string_view address) {
  static constexpr std::array<std::string_view, 4> kSchemes{"https://", "http://", "tel:", "mailto:"};
  return std::any_of(kSchemes.begin(), kSchemes.end(), [&](auto scheme) { return address.starts_with(scheme); });
}

void set_link(Data& data, std::string_view address) {
  if (!may_link(address)) return;
  data.set("link", std::string(address));
  if (address.starts_with("http")) data.set("outside", true);
}

Data rich_data(const model::Rich& text) {
  Many spans;
  for (const auto& span : text) {
    Data data{"text", repaired_utf8(span.text)};
    data.set("bold", span.bold);
    set_link(data, span.link);
    spans.push_back(std::move(data));
  }
  return {"spans", Data(std::move(spans))};
}

Data texts_data(const std::vector<std::string>& texts) {
  Many many;
  for (const auto& text : texts) many.push_back(Data{"text", repaired_utf8(text)});
  return Data(std::move(many));
}

/// Makes one object a block, whose only key is the kind the template knows it by.
class Drawer {
 public:
  Drawer(std::string turn, Language language, const Texts& texts)
      : turn_(std::move(turn)), language_(language), texts_(texts) {}

  Data operator()(const model::Paragraph& block) { return {"paragraph", rich_data(block.text)}; }
  Data operator()(const model::Heading& block) { return {"heading", Data{"text", repaired_utf8(block.text)}}; }
  Data operator()(const model::Quote& block) { return {"quote", rich_data(block.text)}; }
  Data operator()(const model::Note& block) { return {"note", rich_data(block.text)}; }
  Data operator()(const model::Divider&) { return {"divider", true}; }

  Data operator()(const model::Fields& block) {
    Many rows;
    for (const auto& [name, value] : block.rows) {
      Data row = rich_data(value);
      row.set("name", repaired_utf8(name));
      rows.push_back(std::move(row));
    }
    return {"fields", Data{"rows", Data(std::move(rows))}};
  }

  Data operator()(const model::List& block) {
    Many items;
    for (const auto& item : block.items) items.push_back(rich_data(item));
    return {block.numbered ? "numbered" : "list", Data{"items", Data(std::move(items))}};
  }

  Data operator()(const model::Table& block) {
    Many rows;
    for (const auto& row : block.rows) rows.push_back(Data{"cells", texts_data(row)});
    Data table{"rows", Data(std::move(rows))};
    if (!block.head.empty()) table.set("head", Data{"cells", texts_data(block.head)});
    return {"table", std::move(table)};
  }

  Data operator()(const model::Sources& block) {
    Many items;
    for (const auto& [label, address] : block.items) {
      Data item{"text", repaired_utf8(label)};
      set_link(item, address);
      items.push_back(std::move(item));
    }
    Data sources{"items", Data(std::move(items))};
    sources.set("word", std::string(model::source_word(language_)));
    if (!block.as_of.empty()) sources.set("as_of", repaired_utf8(block.as_of));
    return {"sources", std::move(sources)};
  }

  Data operator()(const model::Buttons& block) {
    Many items;
    for (const auto& button : block.items) {
      Data item{"label", repaired_utf8(button.label)};
      item.set("press", press_value(button, turn_));
      if (!button.spoken.empty()) item.set("spoken", repaired_utf8(button.spoken));
      item.set("primary", button.style == model::Style::primary);
      set_link(item, button.url);
      items.push_back(std::move(item));
    }
    return {"buttons", Data{"items", Data(std::move(items))}};
  }

  Data operator()(const model::Choice& block) {
    Data choice = named("label", block.label);
    choice.set("action", block.action);
    choice.set("options", options_data(block.options, block.chosen, true));
    choice.set("word", texts_.say(language_, "choose"));
    return {"choice", std::move(choice)};
  }

  Data operator()(const model::Form& block) {
    Data form = named("title", block.title);
    form.set("form", block.id);
    form.set("handle", block.handle);
    form.set("submit", repaired_utf8(block.submit));
    if (!block.close.empty()) form.set("close", repaired_utf8(block.close));
    Many lead;
    for (const auto& text : block.lead) lead.push_back(rich_data(text));
    form.set("lead", Data(std::move(lead)));
    Many fields, wrong;
    for (const auto& field : block.fields) {
      fields.push_back(field_data(field));
      if (!field.wrong.empty()) wrong.push_back(fields.back());
    }
    form.set("fields", Data(std::move(fields)));
    if (!wrong.empty()) {
      form.set("faults", Data{"wrong_fields", Data(std::move(wrong))});
      form.set("wrong_word", texts_.say(language_, "wrong"));
    }
    return {"form", std::move(form)};
  }

 private:
  /// An object with a text and an id of its own on the page.
  Data named(const char* key, const std::string& text) {
    Data data{key, repaired_utf8(text)};
    data.set("id", "f" + turn_.substr(0, 12) + "-" + std::to_string(++number_));
    data.set("on", turn_);
    return data;
  }

  static Data options_data(const std::vector<model::Option>& options, const std::string& chosen, bool with_label) {
    Many many;
    for (const auto& option : options) {
      Data data{"label", repaired_utf8(option.label)};
      data.set("value", with_label ? option.value + " " + option.label : option.value);
      data.set("chosen", option.value == chosen);
      many.push_back(std::move(data));
    }
    return Data(std::move(many));
  }

  Data field_data(const model::Field& field) {
    using Kind = model::Field::Kind;
    Data data = named("label", field.label);
    data.set("name", field.name);
    data.set("required", field.required);
    if (!field.required) data.set("optional", texts_.say(language_, "optional"));
    if (!field.hint.empty()) data.set("hint", repaired_utf8(field.hint));
    if (!field.wrong.empty()) data.set("wrong", repaired_utf8(field.wrong));
    data.set("described", !field.hint.empty() || !field.wrong.empty());
    data.set("longest", std::to_string(field.longest));
    data.set("chosen", repaired_utf8(field.chosen));
    data.set("options", options_data(field.options, field.chosen, false));
    data.set(field.kind == Kind::line     ? "line"
             : field.kind == Kind::text   ? "box"
             : field.kind == Kind::choice ? "one"
                                          : "several",
             true);
    return data;
  }

  std::string turn_;
  Language language_;
  const Texts& texts_;
  int number_ = 0;
};

}  // namespace

Data blocks_data(const model::Reply& reply, const std::string& turn, const Texts& texts) {
  Drawer drawer(turn, reply.language, texts);
  Many blocks;
  for (const auto& block : reply.blocks) blocks.push_back(std::visit(drawer, block));
  return Data(std::move(blocks));
}

Data place_data(const Place& place) {
  Data data{"thread", place.thread};
  data.set("page_lang", std::string(code(place.page)));
  data.set("lang", place.wish ? std::string(code(*place.wish)) : "auto");
  data.set("surface", place.surface == model::Surface::channel ? "channel" : "dm");
  data.set("auto", !place.wish);
  data.set("nl", place.wish == Language::nl);
  data.set("en", place.wish == Language::en);
  data.set("channel", place.surface == model::Surface::channel);
  return data;
}

}  // namespace wegwijzer::web
