#include "slack/read.hpp"

#include <utility>

#include "base/reveal.hpp"
#include "base/text.hpp"
#include "http/form.hpp"
#include "slack/admit.hpp"
#include "slack/envelope.hpp"
#include "slack/names.hpp"
#include "slack/payload.hpp"
#include "slack/someone.hpp"
#include "slack/words.hpp"

namespace wegwijzer::slack {
namespace {

using namespace std::chrono_literals;
using channel::RawEvent;
using model::Message;
using model::Surface;
using Read = Result<std::optional<Message>>;

constexpr auto kTriggerLives = 2800ms;  // Slack's 3 s, less the way there

model::Text text_of(std::string_view wire, std::string_view own, bool files) {
  std::string words = words_from(wire, own);
  model::Text text{share(words), files, !wire.empty() && words.empty()};
  wipe(words.data(), words.size());
  return text;
}

void with_trigger(Message& message, const std::string& trigger, Instant received) {
  if (trigger.empty()) return;
  message.source.trigger = share(trigger);
  message.source.trigger_ends = received + kTriggerLives;
}

bool is_direct(const Payload& payload) {
  return payload.channel_name == "directmessage" || payload.channel.starts_with('D');
}

/// The message or view a button stands on, and where its answer goes.
void place(Message& message, const Payload& payload) {
  auto& source = message.source;
  source.conversation = payload.channel;
  source.ephemeral = payload.ephemeral;
  if (payload.channel.empty()) {
    source.message = payload.view;
    source.surface = payload.view_type == "home" ? Surface::home : Surface::form;
    return;
  }
  source.message = payload.message_ts;
  if (payload.ephemeral) {
    source.surface = Surface::command;
  } else if (is_direct(payload)) {
    source.surface = Surface::dm;
    source.thread = payload.thread_ts;
  } else {
    source.surface = Surface::channel;
    source.thread = payload.thread_ts.empty() ? payload.message_ts : payload.thread_ts;
  }
}

std::map<std::string, SharedSecret> fields_of(const Payload& payload) {
  std::map<std::string, SharedSecret> fields;
  for (const auto& [name, value] : payload.fields) fields.emplace(name, share(repaired_utf8(value)));
  return fields;
}

/// A form in a message or in the Home has no dialog of its own to send: its button, or Enter in its field, does.
model::Submission in_place(const Payload& payload, const Press& press) {
  model::Submission sent;
  sent.form = action_from(press.action).substr(kFormAction.size());
  sent.handle = press.type == "button" ? press.value : payload.view_metadata;
  sent.view = payload.view;
  sent.fields = fields_of(payload);
  if (press.type != "button") sent.fields[press.block] = share(repaired_utf8(press.value));
  return sent;
}

std::optional<Message> pressed(Message message, const Payload& payload) {
  for (const auto& press : payload.presses) {
    const auto action = action_from(press.action);
    if (action.empty() || action == kLinkAction) continue;
    if (action.starts_with(kFormAction)) {
      // A menu of a form tells only when the form is sent.
      if (press.type != "button" && press.type != "plain_text_input") continue;
      message.what = in_place(payload, press);
      return message;
    }
    message.what = model::Action{std::string(action), press.value, message.source.message, payload.ephemeral};
    return message;
  }
  return std::nullopt;
}

}  // namespace

Reading::Reading(const std::string& api_url, const Installations& installations, const Roll& roll)
    : own_origin_(http::origin_of(api_url).value_or("")), installations_(installations), roll_(roll) {}

Read Reading::read(const RawEvent& raw) const {
  if (raw.kind == kEventKind) return event(raw);
  if (raw.kind == kCommandKind) return command(raw);
  return payload(raw);
}

bool Reading::trusted(std::string_view address) const {
  const auto origin = http::origin_of(address);
  if (!origin) return false;
  return origin == "https://hooks.slack.com" || origin == "https://hooks.slack-gov.com" ||
         (!own_origin_.empty() && origin == own_origin_);
}

SharedSecret Reading::reply_address(std::string_view address) const {
  return trusted(address) ? share(address) : nullptr;
}

Message Reading::from(const RawEvent& raw, const Someone& someone) const {
  Message message;
  message.request = raw.request;
  message.source.channel = kChannel;
  message.source.installation = someone.installation;
  message.from = {std::string(kChannel), someone.tenant, someone.account};
  message.standing = roll_.standing(someone);
  return message;
}

Read Reading::event(const RawEvent& raw) const {
  Envelope e;
  if (!read_envelope(reveal(raw.body), Part::all, e))
    return failed(Kind::bad_input, "slack event", "this is no JSON object");
  const std::string own = e.bot_user.empty() ? installations_.bot_user(e.installation()) : e.bot_user;
  const auto asks = what_is_asked(e, own);
  if (asks == Asks::nothing) return std::nullopt;
  auto someone = someone_from(e);
  if (asks == Asks::farewell || asks == Asks::welcome) someone.sure = true;
  Message message = from(raw, someone);
  message.id = e.event_id.empty() ? e.channel + "/" + e.ts : e.event_id;
  auto& source = message.source;
  source.conversation = e.channel;
  source.message = e.ts;
  source.thread = e.thread_ts;
  switch (asks) {
    case Asks::message:
      if (e.kind == "app_mention") {
        source.surface = Surface::channel;
        if (source.thread.empty()) source.thread = e.ts;
      }
      message.what = text_of(e.text, own, e.files);
      wipe(e.text.data(), e.text.size());
      break;
    case Asks::deletion:
      source.message = e.deleted_ts;
      message.what = model::Deleted{e.deleted_ts};
      break;
    case Asks::home:
      source.surface = e.tab == "home" ? Surface::home : Surface::dm;
      message.what = model::Opened{e.tab == "home" ? model::Opened::Where::home : model::Opened::Where::messages};
      break;
    case Asks::welcome:
      source.surface = Surface::channel;
      message.from = {};
      message.what = model::Joined{};
      break;
    case Asks::farewell:
    case Asks::nothing:
      message.from = {};
      message.what = model::Left{};
      break;
  }
  return message;
}

Read Reading::command(const RawEvent& raw) const {
  const http::Form form(reveal(raw.body));
  Message message = from(raw, someone_from(form));
  const std::string trigger(form.value("trigger_id"));
  message.id = trigger.empty() ? to_hex(raw.request.view()) : trigger;
  message.source.surface = Surface::command;
  message.source.conversation = form.value("channel_id");
  message.source.reply_address = reply_address(form.value("response_url"));
  with_trigger(message, trigger, raw.received);
  message.what = text_of(form.value("text"), {}, false);
  return message;
}

Read Reading::payload(const RawEvent& raw) const {
  Payload p;
  if (!read_payload(reveal(raw.body), p)) return failed(Kind::bad_input, "slack payload", "this is no JSON object");
  Message message = from(raw, someone_from(p));
  const auto identities = identities_of(p);
  message.id = identities.empty() ? to_hex(raw.request.view()) : identities.back();
  message.source.reply_address = reply_address(p.response_url);
  with_trigger(message, p.trigger, raw.received);
  place(message, p);
  if (p.type == "block_actions") return pressed(std::move(message), p);
  if (p.type == "view_submission") {
    message.what = model::Submission{p.view_callback, p.view_metadata, p.view, fields_of(p)};
  } else if (p.type == "view_closed") {
    message.what = model::Dismissed{p.view_callback, p.view_metadata};
  } else if (p.type == "block_suggestion") {
    message.what = model::Query{std::string(action_from(p.action)), share(repaired_utf8(p.value))};
  } else if (p.type == "shortcut") {
    message.source.surface = Surface::home;
    message.what = model::Action{p.callback, "", "", false};
  } else if (p.type == "message_action") {
    // What stands in the message is asked as if it were typed, and answered to who asked alone.
    message.source.surface = Surface::command;
    message.source.thread.clear();
    message.what = text_of(p.text, installations_.bot_user(p.installation()), false);
  } else {
    return std::nullopt;
  }
  return message;
}

}  // namespace wegwijzer::slack
