#include "web/turn.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "http/form.hpp"

namespace wegwijzer::web {
namespace {

constexpr std::string_view kField = "field.";
constexpr std::string_view kPick = "pick.";

/// Our own threads and turns are lower-case hexadecimal; anything else is not named.
bool is_handle(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
  });
}

std::string handle_in(std::string_view text) {
  return is_handle(text) ? std::string(text) : std::string{};
}

/// Up to the next blank, which is taken away too.
std::string_view next_word(std::string_view& rest) {
  const auto end = std::min(rest.find(' '), rest.size());
  const auto word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

Place place_from(const http::Form& form) {
  Place place;
  place.thread = handle_in(form.value("thread"));
  place.page = language_from(form.value("page")).value_or(Language::nl);
  place.wish = language_from(form.value("lang"));
  if (form.value("surface") == "channel") place.surface = model::Surface::channel;
  return place;
}

void press(Turn& turn, std::string_view value) {
  model::Action action;
  action.action = next_word(value);
  action.value = next_word(value);
  turn.on = handle_in(next_word(value));
  action.message = turn.on;
  turn.said = value;
  turn.what = std::move(action);
}

/// A menu: which action it stands for, and what was chosen.
void choose(Turn& turn, const http::Form& form) {
  std::string_view chosen = form.value("chosen");
  model::Action action;
  action.action = form.value("choice");
  action.value = next_word(chosen);
  action.message = turn.on;
  turn.said = chosen;
  turn.what = std::move(action);
}

/// `field.NAME` holds a text or one choice; `pick.NAME VALUE` stands there for each box that was ticked.
model::Submission submission_from(const http::Form& form) {
  model::Submission submission;
  submission.form = form.value("form");
  submission.handle = form.value("handle");
  std::map<std::string, std::string> picked;
  for (const auto& [name, value] : form.all()) {
    if (name.starts_with(kField)) submission.fields[name.substr(kField.size())] = share(repaired_utf8(value));
    if (!name.starts_with(kPick)) continue;
    std::string_view rest = std::string_view(name).substr(kPick.size());
    auto& values = picked[std::string(next_word(rest))];
    values.append(values.empty() ? "" : ",").append(rest);
  }
  for (const auto& [name, values] : picked) submission.fields[name] = share(values);
  return submission;
}

}  // namespace

Turn turn_from(std::string_view encoded) {
  const http::Form form(encoded);
  Turn turn;
  turn.place = place_from(form);
  turn.on = handle_in(form.value("on"));
  turn.typed = repaired_utf8(form.value("q"));
  if (const auto pressed = form.field("press")) {
    press(turn, repaired_utf8(*pressed));
  } else if (form.field("close")) {
    turn.said = repaired_utf8(form.value("close"));
    turn.what = model::Dismissed{std::string(form.value("form")), std::string(form.value("handle"))};
  } else if (form.field("form")) {
    turn.said = repaired_utf8(form.value("send"));
    turn.what = submission_from(form);
  } else if (form.field("choice")) {
    choose(turn, form);
  } else {
    const auto example = form.field("ask");
    turn.said = example ? repaired_utf8(*example) : turn.typed;
    if (!example) turn.typed.clear();
    turn.what = model::Text{share(turn.said), false, trimmed(turn.said).empty()};
  }
  return turn;
}

std::string thread_of(std::string_view form) {
  return handle_in(http::form_field(form, "thread").value_or(""));
}

std::string press_value(const model::Button& button, std::string_view on) {
  return button.action + " " + button.value + " " + std::string(on) + " " + button.label;
}

model::Message message_of(const Turn& turn, std::string_view channel, std::string_view id) {
  model::Message message;
  message.id = id;
  message.source.channel = channel;
  message.source.conversation = turn.place.thread.empty() ? std::string(id) : turn.place.thread;
  message.source.message = turn.on;
  message.source.surface = turn.place.surface;
  message.source.wants_findings = true;
  message.source.keeps_nothing = true;
  message.from = {std::string(channel), "", message.source.conversation};
  message.wish = turn.place.wish;
  std::visit([&](const auto& what) { message.what = what; }, turn.what);
  return message;
}

}  // namespace wegwijzer::web
