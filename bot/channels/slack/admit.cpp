#include "slack/admit.hpp"

#include <memory>
#include <utility>

#include "base/log.hpp"
#include "base/reveal.hpp"
#include "http/form.hpp"
#include "slack/names.hpp"
#include "slack/payload.hpp"
#include "slack/someone.hpp"

namespace wegwijzer::slack {
namespace {

using channel::RawEvent;
using channel::Way;
using http::Response;

constexpr Duration kQuiet = std::chrono::minutes{1};  // between two lines about refused signatures
constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::string_view kJson = "application/json";

bool is_form(const http::Request& request) {
  const auto type = request.header("Content-Type").value_or("");
  // The router let only the two types in, and only one of them has this letter; a parameter may have any.
  return type.substr(0, type.find(';')).find_first_of("xX") != std::string_view::npos;
}

/// Slack's check of the certificate: the only thing in an unsigned body that is looked at, and it changes nothing.
bool certificate_check(const http::Request& request) {
  return http::form_field(reveal(request.body), "ssl_check") == "1";
}

std::vector<std::string> identities_of(const Envelope& e) {
  std::vector<std::string> identities;
  if (!e.event_id.empty()) identities.push_back("event:" + e.event_id);
  // One utterance can come twice, as `message` and as `app_mention`, under two event ids.
  const bool utterance = e.kind == "app_mention" || (e.kind == "message" && e.deleted_ts.empty());
  if (utterance) identities.push_back("ts:" + e.installation() + "/" + e.channel + "/" + e.ts);
  return identities;
}

Way way_of(const std::string& type) {
  return type == "view_closed" ? Way::event : Way::waiting;
}

bool is_handled(const std::string& type) {
  return type == "block_actions" || type == "view_submission" || type == "view_closed" || type == "shortcut" ||
         type == "message_action" || type == "block_suggestion";
}

}  // namespace

Admission::Admission(const SharedSecret& signing_secrets, const Parts& parts, Installations& installations, Roll& roll)
    : signatures_(signing_secrets),
      clock_(parts.clock),
      refused_(parts.metrics.counter("wegwijzer_signature_failures_total", "Requests whose signature did not fit",
                                     "channel", "slack")),
      refused_said_(to_micros(clock_.now() - kQuiet)),
      installations_(installations),
      roll_(roll) {}

void Admission::routes(http::Router& router, channel::Intake& intake) {
  for (const char* path : {"/slack/events", "/slack/commands", "/slack/interactions"})
    router.post(path, {std::string(kJson), std::string(kForm)},
                [this, &intake](http::Request request, http::Responder responder) {
                  admit(std::move(request), std::move(responder), intake);
                });
}

void Admission::admit(http::Request request, http::Responder responder, channel::Intake& intake) const {
  const bool form_body = is_form(request);
  if (form_body && certificate_check(request)) return responder(Response::empty(200));
  if (!signatures_.fit(request, clock_.now())) {
    refuse(request);
    return responder(Response::empty(401));
  }
  if (form_body) return form(std::move(request), std::move(responder), intake);
  json(std::move(request), std::move(responder), intake);
}

/// Anybody may send what is not signed: a line a minute tells that it happens, and how often.
void Admission::refuse(const http::Request& request) const {
  refused_.add();
  ++refused_unsaid_;
  const auto now = to_micros(clock_.now());
  auto before = refused_said_.load();
  if (now - before < kQuiet.count() || !refused_said_.compare_exchange_strong(before, now)) return;
  log::warn("slack.signature_refused", {{"request", request.id}, {"count", refused_unsaid_.exchange(0)}});
}

RawEvent Admission::raw(const http::Request& request, Way way) const {
  RawEvent event;
  event.channel = kChannel;
  event.way = way;
  event.received = clock_.now();
  event.request = request.id;
  return event;
}

void Admission::json(http::Request request, http::Responder responder, channel::Intake& intake) const {
  Envelope envelope;
  if (!read_envelope(reveal(request.body), Part::identity, envelope)) return responder(Response::empty(400));
  if (envelope.type == "url_verification")
    return responder(envelope.challenge.empty() ? Response::empty(400)
                                                : Response::text(200, std::move(envelope.challenge)));
  if (envelope.type == "app_rate_limited") log::warn("slack.app_rate_limited", {{"request", request.id}});
  if (envelope.type != "event_callback") return responder(Response::empty(200));
  const auto asks = what_is_asked(envelope, installations_.bot_user(envelope.installation()));
  if (asks == Asks::nothing) return responder(Response::empty(200));
  RawEvent event = raw(request, Way::event);
  event.kind = kEventKind;
  event.identities = identities_of(envelope);
  event.conversation =
      conversation_key(envelope.installation(), envelope.channel.empty() ? envelope.user : envelope.channel);
  event.body = std::move(request.body);
  if (asks == Asks::farewell) return farewell(envelope, std::move(event), std::move(responder), intake);
  if (asks == Asks::message || asks == Asks::home) roll_.ask(someone_from(envelope));
  intake.take(std::move(event), std::move(responder));
}

void Admission::farewell(const Envelope& envelope, RawEvent event, http::Responder responder,
                         channel::Intake& intake) const {
  const auto key = installations_.known(envelope.installation()) || envelope.enterprise.empty()
                       ? envelope.installation()
                       : envelope.enterprise;
  auto gone = installations_.ended(key, envelope.event_id, envelope.revoked_bot);
  if (!gone) return intake.take(std::move(event), std::move(responder));
  struct Going {
    Installation gone;
    RawEvent event;
    http::Responder responder;
  };
  auto going = std::make_shared<Going>(Going{std::move(*gone), std::move(event), std::move(responder)});
  intake.write([this, going](store::Tx& tx) { return installations_.store().keep(tx, going->gone); },
               [this, going, &intake](const Result<void>& kept) {
                 if (!kept || !installations_.load()) return going->responder(Response::empty(503));
                 log::warn("slack.installation_ended");
                 intake.take(std::move(going->event), std::move(going->responder));
               });
}

void Admission::form(http::Request request, http::Responder responder, channel::Intake& intake) const {
  const auto body = reveal(request.body);
  if (auto json = http::form_field(body, "payload"))
    return payload(request, std::move(*json), std::move(responder), intake);
  if (http::form_field(body, "command")) return command(std::move(request), std::move(responder), intake);
  responder(Response::empty(400));
}

void Admission::payload(const http::Request& request, std::string json, http::Responder responder,
                        channel::Intake& intake) const {
  Payload payload;
  if (!read_payload(json, payload)) return responder(Response::empty(400));
  if (!is_handled(payload.type) || payload.user.empty()) return responder(Response::empty(200));
  RawEvent event = raw(request, way_of(payload.type));
  event.kind = payload.type;
  event.identities = slack::identities_of(payload);
  event.conversation = conversation_of(payload);
  event.body = share(json);
  wipe(json.data(), json.size());
  roll_.ask(someone_from(payload));
  intake.take(std::move(event), std::move(responder));
}

void Admission::command(http::Request request, http::Responder responder, channel::Intake& intake) const {
  const auto body = reveal(request.body);
  const http::Form form(body);
  const auto someone = someone_from(form);
  if (someone.account.empty()) return responder(Response::empty(400));
  RawEvent event = raw(request, Way::waiting);
  event.kind = kCommandKind;
  if (const auto trigger = form.value("trigger_id"); !trigger.empty())
    event.identities.push_back("trigger:" + std::string(trigger));
  event.conversation = conversation_key(someone.installation, someone.account);
  event.body = std::move(request.body);
  roll_.ask(someone);
  intake.take(std::move(event), std::move(responder));
}

}  // namespace wegwijzer::slack
