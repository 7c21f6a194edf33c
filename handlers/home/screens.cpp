#include "home/screens.hpp"

#include <array>
#include <span>
#include <utility>

#include "base/text.hpp"

namespace wegwijzer::home {
namespace {

using model::Button;
using model::Reply;

constexpr std::size_t kMostQuestions = 5;
constexpr std::size_t kLabel = 75;

struct Area {
  std::string_view name;
  TextKey title;
  std::array<std::string_view, kMostQuestions> first;  ///< what newcomers ask, best first
};
constexpr std::array<Area, 4> kAreas{{
    {"network",
     "area.network",
     {"network.definition", "network.join", "network.start.first-steps", "network.value.overview",
      "network.success.overview"}},
    {"or",
     "area.or",
     {"or.what-is", "or.difference-from-network", "or.right.overview", "or.right.consent", "or.cooperation.why"}},
    {"cao",
     "area.cao",
     {"cao.what-is", "cao.my-agreement", "cao.negotiation.how", "cao.network-influence", "cao.compare"}},
    {"safespace",
     "area.safespace",
     {"safespace.what-is", "safespace.which-route", "safespace.contacts", "safespace.confidentiality",
      "safespace.request"}},
}};

Reply empty_reply(const Maker& maker) {
  Reply reply;
  reply.language = maker.language;
  return reply;
}

void say(Reply& reply, const Maker& maker, TextKey key, Texts::Fills fills = {}) {
  reply.blocks.emplace_back(model::Paragraph{model::rich(maker.texts.say(maker.language, key, fills))});
}

void note(Reply& reply, const Maker& maker, TextKey key) {
  reply.blocks.emplace_back(model::Note{model::rich(maker.texts.say(maker.language, key))});
}

Button button(const Maker& maker, TextKey label, std::string_view action, std::string_view what = {}) {
  Button made;
  made.label = maker.texts.say(maker.language, label);
  made.action = action;
  made.value = code(maker.language);
  if (!what.empty()) made.value = std::string(what) + "/" + made.value;
  return made;
}

std::string short_label(const std::string& title) {
  if (utf16_length(title) <= kLabel) return title;
  return std::string(trimmed(utf16_prefix(title, kLabel - 1))) + "…";
}

model::Buttons area_buttons(const Maker& maker) {
  model::Buttons buttons;
  for (const auto& area : kAreas) buttons.items.push_back(button(maker, area.title, "area", area.name));
  return buttons;
}

model::Choice language_menu(const Maker& maker) {
  model::Choice choice;
  choice.label = maker.texts.say(maker.language, "language.label");
  choice.action = "language";
  choice.options = {{maker.texts.say(maker.language, "language.dutch"), "nl"},
                    {maker.texts.say(maker.language, "language.english"), "en"}};
  choice.chosen = code(maker.language);
  return choice;
}

model::Form question_form(const Maker& maker, TextKey title, TextKey submit, TextKey label) {
  model::Form form;
  form.id = "ask";
  form.handle = code(maker.language);
  form.title = maker.texts.say(maker.language, title);
  form.submit = maker.texts.say(maker.language, submit);
  form.close = maker.texts.say(maker.language, "dialog.close");
  model::Field question;
  question.name = "question";
  question.label = maker.texts.say(maker.language, label);
  question.longest = 1'000;
  form.fields.push_back(std::move(question));
  return form;
}

/// The area's first questions, then others of it until there are enough.
std::vector<const knowledge::Entry*> questions_of(const Maker& maker, const Area& area) {
  std::vector<const knowledge::Entry*> found;
  const auto add = [&](const knowledge::Entry* entry) {
    if (entry == nullptr || found.size() == kMostQuestions) return;
    for (const auto* one : found)
      if (one->id == entry->id) return;
    found.push_back(entry);
  };
  if (maker.shelf == nullptr) return found;
  for (const auto id : area.first) add(maker.shelf->find(id, maker.language));
  for (const auto& entry : maker.shelf->all())
    if (entry.area == area.name && entry.language == maker.language &&
        entry.status == knowledge::Entry::Status::published)
      add(&entry);
  return found;
}

}  // namespace

Reply sentence(const Maker& maker, TextKey key) {
  Reply reply = empty_reply(maker);
  say(reply, maker, key);
  return reply;
}

Reply greeting(const Maker& maker) {
  Reply reply = sentence(maker, "greeting");
  reply.blocks.emplace_back(area_buttons(maker));
  return reply;
}

Reply help(const Maker& maker) {
  Reply reply = sentence(maker, "help.lead");
  say(reply, maker, "help.how");
  say(reply, maker, "help.areas");
  reply.blocks.emplace_back(area_buttons(maker));
  note(reply, maker, "help.commands");
  note(reply, maker, "help.bot");
  reply.blocks.emplace_back(model::Buttons{{button(maker, "privacy.button", "privacy")}});
  return reply;
}

std::optional<Reply> area(const Maker& maker, std::string_view name) {
  for (const auto& one : kAreas) {
    if (one.name != name) continue;
    Reply reply = empty_reply(maker);
    reply.blocks.emplace_back(model::Heading{maker.texts.say(maker.language, one.title)});
    const auto questions = questions_of(maker, one);
    say(reply, maker, questions.empty() ? TextKey("area.empty") : TextKey("area.pick"));
    model::Buttons buttons;
    for (const auto* entry : questions) {
      Button ask;
      ask.label = short_label(entry->title);
      ask.action = "ask";
      ask.value = entry->id + "/" + std::string(code(entry->language));
      buttons.items.push_back(std::move(ask));
    }
    if (!buttons.items.empty()) reply.blocks.emplace_back(std::move(buttons));
    return reply;
  }
  return std::nullopt;
}

Reply language_choice(const Maker& maker) {
  Reply reply = sentence(maker, "language.ask");
  model::Buttons buttons;
  for (const auto& option : language_menu(maker).options) {
    Button choose;
    choose.label = option.label;
    choose.action = "language";
    choose.value = option.value;
    buttons.items.push_back(std::move(choose));
  }
  reply.blocks.emplace_back(std::move(buttons));
  note(reply, maker, "language.why");
  return reply;
}

Reply privacy(const Maker& maker) {
  const auto days = std::to_string(std::chrono::duration_cast<std::chrono::days>(maker.options.keep).count());
  const auto text = [&](TextKey key) { return model::rich(maker.texts.say(maker.language, key, {{"days", days}})); };
  Reply reply = empty_reply(maker);
  reply.blocks.emplace_back(model::Heading{maker.texts.say(maker.language, "privacy.title")});
  model::List six;
  six.items = {text("privacy.reads"),
               text("privacy.keeps"),
               text(maker.options.question_log ? TextKey("privacy.long") : TextKey("privacy.long_off")),
               text("privacy.sees"),
               text("privacy.admin"),
               text("privacy.remove")};
  reply.blocks.emplace_back(std::move(six));
  reply.blocks.emplace_back(model::Buttons{{button(maker, "privacy.forget", "forget")}});
  return reply;
}

Reply safe_conversation(const Maker& maker) {
  Reply reply = empty_reply(maker);
  reply.privacy = model::Privacy::only_asker;
  if (maker.options.safe_route.empty())
    say(reply, maker, "safe.whom");
  else
    say(reply, maker, "safe.route", {{"route", maker.options.safe_route}});
  say(reply, maker, "safe.danger");
  if (const auto questions = area(maker, "safespace"))
    for (const auto& block : questions->blocks)
      if (std::holds_alternative<model::Buttons>(block)) reply.blocks.push_back(block);
  return reply;
}

Reply home_page(const Maker& maker) {
  Reply reply = empty_reply(maker);
  reply.privacy = model::Privacy::only_asker;
  auto form = question_form(maker, "page.title", "page.search", "page.question");
  form.fields.front().hint = maker.texts.say(maker.language, "page.hint");
  reply.blocks.emplace_back(std::move(form));
  reply.blocks.emplace_back(model::Heading{maker.texts.say(maker.language, "page.areas")});
  reply.blocks.emplace_back(area_buttons(maker));
  reply.blocks.emplace_back(model::Divider{});
  say(reply, maker, "safe.lead");
  reply.blocks.emplace_back(model::Buttons{{button(maker, "safe.button", "safe")}});
  reply.blocks.emplace_back(model::Divider{});
  reply.blocks.emplace_back(language_menu(maker));
  note(reply, maker, "language.why");
  reply.blocks.emplace_back(
      model::Buttons{{button(maker, "privacy.button", "privacy"), button(maker, "help.title", "help")}});
  return reply;
}

Reply question_dialog(const Maker& maker) {
  auto form = question_form(maker, "dialog.title", "dialog.submit", "dialog.question");
  form.fields.front().kind = model::Field::Kind::text;
  Reply reply = empty_reply(maker);
  reply.blocks.emplace_back(std::move(form));
  return reply;
}

Reply hello(const Maker& maker) {
  Reply reply = sentence(maker, "hello");
  reply.blocks.emplace_back(area_buttons(maker));
  reply.blocks.emplace_back(model::Buttons{{button(maker, "privacy.button", "privacy")}});
  return reply;
}

}  // namespace wegwijzer::home
