#include "slack/blocks.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/names.hpp"
#include "slack/split.hpp"
#include "slack/words_of_ours.hpp"

namespace wegwijzer::slack {
namespace {

using namespace model;

constexpr std::size_t kLabelUnits = 75;
constexpr std::size_t kViewTitle = 24;
constexpr std::size_t kInputLabel = 2000;
constexpr std::size_t kHandle = 3000;
constexpr std::size_t kLongestInput = 3000;
constexpr std::size_t kRadioButtons = 5;
constexpr std::size_t kCheckboxes = 10;
constexpr std::size_t kFallback = 4000;
constexpr std::size_t kViewBytes = 225'000;  // of blocks; Slack takes views up to 250 kB, with title and metadata

void plain(JsonWriter& json, std::string_view name, std::string_view text, std::size_t units) {
  json.key(name).object().field("type", "plain_text").field("text", label(text, units)).end_object();
}

void mark(JsonWriter& json, std::string_view text) {
  json.object().field("type", "mrkdwn").field("text", text).flag("verbatim", true).end_object();
}

void option(JsonWriter& json, const Option& one) {
  json.object();
  plain(json, "text", one.label, kLabelUnits);
  json.field("value", option_value(one.value)).end_object();
}

void options(JsonWriter& json, const std::vector<Option>& all) {
  json.key("options").array();
  for (const auto& one : all) option(json, one);
  json.end_array();
}

const Option* with_value(const std::vector<Option>& all, std::string_view value) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Option& one) { return one.value == value; });
  return value.empty() || found == all.end() ? nullptr : &*found;
}

/// One piece, one block.
class Pen {
 public:
  Pen(JsonWriter& json, Stage stage, Language language, std::size_t most)
      : json_(json), stage_(stage), language_(language), left_(most) {}
  /// Into `out` alone, to which `json` writes: it ends before the block that made it too large for a view.
  Pen(std::string& out, JsonWriter& json, Stage stage, Language language) : Pen(json, stage, language, kViewBlocks) {
    out_ = &out;
  }

  void within_budget() {
    if (out_ == nullptr || out_->size() <= kViewBytes) return;
    out_->resize(begun_);
    left_ = 0;
  }

  void operator()(const Paragraph& b) { section(mrkdwn(b.text)); }
  void operator()(const Note& b) { context(mrkdwn(b.text)); }
  void operator()(const Divider&) {
    if (take()) json_.object().field("type", "divider").end_object();
  }
  void operator()(const Table&) {}  // pieces() made a list of it
  void operator()(const Heading& b) {
    if (!take()) return;
    json_.object().field("type", "header");
    plain(json_, "text", b.text, 150);
    json_.end_object();
  }
  void operator()(const Fields& b) {
    if (!take()) return;
    json_.object().field("type", "section").key("fields").array();
    for (const auto& [name, value] : b.rows) mark(json_, mrkdwn(bold(name)) + "\n" + mrkdwn(value));
    json_.end_array().end_object();
  }
  void operator()(const List& b) {
    std::string text;
    std::size_t number = 0;
    for (const auto& item : b.items) {
      if (!text.empty()) text += '\n';
      text += b.numbered ? std::to_string(++number) + ". " : "\xE2\x80\xA2 ";
      text += mrkdwn(item);
    }
    section(text);
  }
  void operator()(const Quote& b) {
    std::string text = "&gt; ";
    for (const char c : mrkdwn(b.text)) {
      text.push_back(c);
      if (c == '\n') text += "&gt; ";
    }
    section(text);
  }
  void operator()(const Sources& b) {
    Rich line = rich(std::string(source_word(language_)) + ": ");
    for (std::size_t i = 0; i < b.items.size(); ++i) {
      if (i > 0) line.push_back({"; ", false, {}});
      line.push_back({b.items[i].first, false, b.items[i].second});
    }
    if (b.items.empty()) line.clear();
    if (!b.as_of.empty()) line.push_back({(b.items.empty() ? "" : ", ") + b.as_of, false, {}});
    context(mrkdwn(line));
  }
  void operator()(const Buttons& b) {
    if (!take()) return;
    json_.object().field("type", "actions").key("elements").array();
    for (const auto& one : b.items) button(one);
    json_.end_array().end_object();
  }
  void operator()(const Choice& b) {
    if (!take()) return;
    const auto words = trimmed(b.label).empty() ? say(language_, "choose") : b.label;
    json_.object().field("type", "section").key("text");
    mark(json_, mrkdwn(rich(words)));
    json_.key("accessory")
        .object()
        .field("type", "static_select")
        .field("action_id", action_id(b.action.substr(0, 200), ++number_));
    plain(json_, "placeholder", say(language_, "choose"), 150);
    options(json_, b.options);
    if (const auto* chosen = with_value(b.options, b.chosen)) {
      json_.key("initial_option");
      option(json_, *chosen);
    }
    json_.end_object().end_object();
  }
  void operator()(const Form& b) {
    if (stage_ != Stage::modal && !trimmed(b.title).empty()) (*this)(Heading{b.title.substr(0, 400)});
    for (const auto& field : b.fields) {
      if (!trimmed(field.wrong).empty()) context(mrkdwn(rich(std::string(beginning(field.wrong, kPieceCost)))));
      input(b, field);
    }
    if (stage_ == Stage::modal || trimmed(b.submit).empty()) return;
    Button send{b.submit, std::string(kFormAction) + b.id.substr(0, 200), b.handle, {}, Style::primary, {}};
    if (take()) {
      json_.object().field("type", "actions").key("elements").array();
      button(send);
      json_.end_array().end_object();
    }
  }

 private:
  bool take() {
    within_budget();
    if (left_ == 0) return false;
    --left_;
    if (out_ != nullptr) begun_ = out_->size();
    return true;
  }
  void section(std::string_view text) {
    if (!take()) return;
    json_.object().field("type", "section").key("text");
    mark(json_, text);
    // A screen wide enough shows a long text whole, without "see more".
    if (stage_ == Stage::message) json_.flag("expand", true);
    json_.end_object();
  }
  void context(std::string_view text) {
    if (text.empty() || !take()) return;
    json_.object().field("type", "context").key("elements").array();
    mark(json_, text);
    json_.end_array().end_object();
  }
  void button(const Button& b) {
    json_.object().field("type", "button");
    plain(json_, "text", b.label, kLabelUnits);
    const auto action = b.url.empty() || !b.action.empty() ? std::string_view(b.action) : kLinkAction;
    json_.field("action_id", action_id(action, ++number_));
    if (!b.value.empty()) json_.field("value", b.value);
    if (!b.url.empty()) json_.field("url", b.url);
    if (b.style == Style::primary) json_.field("style", "primary");
    if (!trimmed(b.spoken).empty()) json_.field("accessibility_label", label(b.spoken, kLabelUnits));
    json_.end_object();
  }

  void input(const Form& form, const Field& field) {
    const std::string id = block_id(field.name);
    if (!take()) return;
    json_.object().field("type", "input").field("block_id", id).flag("optional", !field.required);
    plain(json_, "label", trimmed(field.label).empty() ? std::string_view(field.name) : std::string_view(field.label),
          kInputLabel);
    if (!trimmed(field.hint).empty()) plain(json_, "hint", field.hint, kInputLabel);
    const bool sends = stage_ == Stage::home && field.kind == Field::Kind::line;
    if (sends) json_.flag("dispatch_action", true);
    json_.key("element").object();
    element(field);
    json_.field("action_id", std::string(kFormAction) + form.id.substr(0, 200));
    json_.end_object().end_object();
  }
  void element(const Field& field) {
    const bool text = field.kind == Field::Kind::line || field.kind == Field::Kind::text;
    if (text) return written(field);
    const auto& all = field.options;
    if (field.kind == Field::Kind::choice) {
      json_.field("type", all.size() <= kRadioButtons ? "radio_buttons" : "static_select");
      options(json_, first_hundred(all));
      if (const auto* chosen = with_value(first_hundred(all), field.chosen)) {
        json_.key("initial_option");
        option(json_, *chosen);
      }
      return;
    }
    json_.field("type", all.size() <= kCheckboxes ? "checkboxes" : "multi_static_select");
    options(json_, first_hundred(all));
    const auto& offered = first_hundred(all);
    if (const auto* chosen = with_value(offered, field.chosen)) {
      json_.key("initial_options").array();
      option(json_, *chosen);
      json_.end_array();
    }
  }
  void written(const Field& field) {
    const std::size_t longest = std::clamp<std::size_t>(field.longest, 1, kLongestInput);
    json_.field("type", "plain_text_input").flag("multiline", field.kind == Field::Kind::text);
    json_.key("max_length").number(static_cast<std::int64_t>(longest));
    if (!field.chosen.empty()) {
      const auto first = utf16_prefix(field.chosen, longest);
      if (!first.empty() && utf16_length(first) <= longest) json_.field("initial_value", first);
    }
  }
  const std::vector<Option>& first_hundred(const std::vector<Option>& all) {
    if (all.size() <= 100) return all;
    hundred_.assign(all.begin(), all.begin() + 100);
    return hundred_;
  }
  /// A field's name; a second field of that name gets a number, for Slack refuses the message otherwise.
  std::string block_id(const std::string& name) {
    std::string id = name;
    for (int again = 2; !ids_.insert(id).second; ++again) id = name + "~" + std::to_string(again);
    return id;
  }

  std::string* out_ = nullptr;
  JsonWriter& json_;
  Stage stage_;
  Language language_;
  std::size_t left_;
  std::size_t begun_ = 0;  ///< where the last block begins in `*out_`
  std::size_t number_ = 0;
  std::set<std::string> ids_;
  std::vector<Option> hundred_;
};

std::string view_blocks(const std::vector<Block>& all, Stage stage, Language language) {
  std::string out;
  JsonWriter json(out);
  Pen pen(out, json, stage, language);
  json.array();
  for (const auto& piece : all) std::visit(pen, piece);
  pen.within_budget();
  json.end_array();
  return out;
}

}  // namespace

void draw(JsonWriter& json, const std::vector<Block>& all, Stage stage, Language language, std::size_t most) {
  Pen pen(json, stage, language, most);
  json.array();
  for (const auto& piece : all) std::visit(pen, piece);
  json.end_array();
}

std::string fallback(const std::vector<Block>& all, Language language) {
  std::string text = escaped(plain_text(all, language));
  if (trimmed(text).empty()) return "Wegwijzer";  // Slack takes no message without
  if (utf16_length(text) <= kFallback) return text;
  // Only a form in a message is that long: what is cut off stands in its fields. No entity is cut in two.
  text = utf16_prefix(text, kFallback - 1);
  const auto entity = text.rfind('&');
  if (entity != std::string::npos && text.find(';', entity) == std::string::npos) text.resize(entity);
  return text += "\xE2\x80\xA6";
}

const Form* form_in(const Reply& reply) {
  for (const auto& block : reply.blocks)
    if (const auto* form = std::get_if<Form>(&block)) return form;
  return nullptr;
}

std::string modal(const Reply& reply) {
  const auto* form = form_in(reply);
  std::string out;
  JsonWriter json(out);
  json.object().field("type", "modal");
  plain(json, "title", form == nullptr || trimmed(form->title).empty() ? "Wegwijzer" : std::string_view(form->title),
        kViewTitle);
  const auto drawn = pieces(reply.blocks, reply.language);
  const bool asks = std::any_of(drawn.begin(), drawn.end(), [](const Block& piece) {
    const auto* one = std::get_if<Form>(&piece);
    return one != nullptr && !one->fields.empty();
  });
  const bool sends = form != nullptr && !trimmed(form->submit).empty();
  if (sends || asks) plain(json, "submit", sends ? form->submit : say(reply.language, "send"), kViewTitle);
  if (form != nullptr && !trimmed(form->close).empty()) plain(json, "close", form->close, kViewTitle);
  if (form != nullptr) {
    json.field("callback_id", form->id.substr(0, 200));
    if (form->handle.size() <= kHandle) json.field("private_metadata", form->handle);
    json.flag("notify_on_close", true);
  }
  json.key("blocks").raw(view_blocks(drawn, Stage::modal, reply.language));
  json.end_object();
  return out;
}

std::string home(const Reply& reply) {
  const auto* form = form_in(reply);
  std::string out;
  JsonWriter json(out);
  json.object().field("type", "home");
  if (form != nullptr && form->handle.size() <= kHandle) json.field("private_metadata", form->handle);
  json.key("blocks").raw(view_blocks(pieces(reply.blocks, reply.language), Stage::home, reply.language));
  json.end_object();
  return out;
}

std::string suggestions(const Reply& reply) {
  std::vector<Option> all;
  for (const auto& piece : pieces(reply.blocks, reply.language))
    if (const auto* choice = std::get_if<Choice>(&piece))
      all.insert(all.end(), choice->options.begin(), choice->options.end());
  if (all.size() > 100) all.resize(100);
  std::string out;
  JsonWriter json(out);
  json.object();
  options(json, all);
  json.end_object();
  return out;
}

}  // namespace wegwijzer::slack
