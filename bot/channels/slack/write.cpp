#include "slack/write.hpp"

#include <utility>

#include "base/reveal.hpp"
#include "crypto/hash.hpp"
#include "slack/blocks.hpp"
#include "slack/names.hpp"
#include "slack/split.hpp"

namespace wegwijzer::slack {
namespace {

using channel::Call;
using model::Outgoing;
using model::Surface;
using Pieces = std::vector<model::Block>;

enum class Body { blocks, words };

/// What every message has: a text that says all, and the blocks.
void content(JsonWriter& json, const std::string& words, const Pieces& pieces, Language language, Body body) {
  json.field("text", words).flag("mrkdwn", false);
  if (body == Body::words) return;
  json.key("blocks");
  draw(json, pieces, Stage::message, language, kMessageBlocks);
}

void quiet_links(JsonWriter& json) {
  json.flag("unfurl_links", false).flag("unfurl_media", false);
}

/// Twice the same mark on a message: as the id that clients give, and where we can see it again.
void marks(JsonWriter& json, const OutgoingId& id) {
  std::string bytes(id.view());
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x50);  // RFC 9562: version 5
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  json.field("client_msg_id", to_uuid(bytes));
  json.key("metadata").object().field("event_type", kEventType);
  json.key("event_payload").object().field("id", mark_of(id)).end_object().end_object();
}

OutgoingId part_id(const OutgoingId& id, std::size_t part) {
  return part == 0 ? id : crypto::derived_outgoing_id(id.view(), part);
}

}  // namespace

std::string mark_of(const OutgoingId& id) {
  return to_hex(id.view());
}

std::string only_for_asker(const model::Reply& reply, Pieces& rest) {
  auto all = messages(pieces(reply.blocks, reply.language));
  std::string out;
  if (all.empty()) return out;
  JsonWriter json(out);
  json.object().field("response_type", "ephemeral");
  content(json, fallback(all.front(), reply.language), all.front(), reply.language, Body::blocks);
  quiet_links(json);
  json.end_object();
  for (std::size_t i = 1; i < all.size(); ++i) rest.insert(rest.end(), all[i].begin(), all[i].end());
  return out;
}

/// Where a message goes on Slack.
struct Writing::Place {
  enum class How { post, update, aside, reply_address } how = How::post;
  std::string channel;
  std::string thread;
  std::string ts;  ///< of the message it replaces
};

Writing::Writing(std::string api_url) : api_url_(std::move(api_url)) {
  if (!api_url_.empty() && api_url_.back() != '/') api_url_.push_back('/');
}

Writing::Writing(std::string api_url, const Installations& installations) : Writing(std::move(api_url)) {
  installations_ = &installations;
}

Writing::Place Writing::place_of(const Outgoing& out) const {
  using How = Place::How;
  const auto& source = out.source;
  const bool reachable = source.reply_address && !source.reply_address->empty();
  const Place direct{How::post, out.asker.account, "", ""};
  if (const auto* to = std::get_if<model::ToPerson>(&out.to)) {
    if (to->person == out.asker && source.surface == Surface::dm && !source.conversation.empty())
      return {How::post, source.conversation, source.thread, ""};
    return {How::post, to->person.account, "", ""};
  }
  if (source.surface == Surface::command || source.ephemeral)
    return reachable ? Place{How::reply_address, "", "", ""} : direct;
  if (source.conversation.empty() || source.surface == Surface::home || source.surface == Surface::form) return direct;
  if (out.replace && !source.message.empty()) return {How::update, source.conversation, source.thread, source.message};
  if (source.surface == Surface::dm) return {How::post, source.conversation, source.thread, ""};
  if (std::holds_alternative<model::ToAside>(out.to)) {
    // In a thread it is shown only where the thread is already there.
    const bool in_thread = source.thread != source.message;
    return {How::aside, source.conversation, in_thread ? source.thread : "", ""};
  }
  if (out.reply.privacy == model::Privacy::only_asker && !out.asker.nobody()) return direct;
  return {How::post, source.conversation, source.thread, ""};
}

Call Writing::method(const char* name, const Outgoing& out) const {
  Call call;
  call.method = name;
  call.url = api_url_ + name;
  call.installation = out.source.installation;
  if (const auto* to = std::get_if<model::ToPerson>(&out.to); to != nullptr && to->person != out.asker)
    if (installations_ != nullptr && installations_->known(to->person.tenant)) call.installation = to->person.tenant;
  call.not_before = out.not_before;
  call.id = out.id;
  return call;
}

Call Writing::call(const Place& place, const Outgoing& out, std::size_t part) const {
  using How = Place::How;
  const bool aside = place.how == How::aside;
  const bool update = place.how == How::update && part == 0;
  Call call = method(aside ? "chat.postEphemeral" : update ? "chat.update" : "chat.postMessage", out);
  call.id = part_id(out.id, part);
  call.conversation = conversation_key(call.installation, place.channel);
  if (place.how != How::reply_address) return call;
  call.method = "response_url";
  call.url = reveal(out.source.reply_address);
  call.with_token = false;
  call.conversation = conversation_key(call.installation, out.asker.account);
  return call;
}

std::vector<Call> Writing::said(const Outgoing& out) const {
  using How = Place::How;
  const Place place = place_of(out);
  std::vector<Call> calls;
  for (const auto& message : messages(pieces(out.reply.blocks, out.reply.language))) {
    Call one = call(place, out, calls.size());
    const bool first = calls.empty();
    const auto words = fallback(message, out.reply.language);
    const auto body = [&](Body kind) {
      std::string text;
      text.reserve(kind == Body::blocks ? 4096 : 1024);
      JsonWriter json(text);
      json.object();
      if (place.how == How::reply_address) {
        json.field("response_type", "ephemeral").flag("replace_original", out.replace && first && out.source.ephemeral);
      } else {
        json.field("channel", place.channel);
        if (place.how == How::aside) json.field("user", out.asker.account);
        if (place.how == How::update && first)
          json.field("ts", place.ts);
        else if (!place.thread.empty())
          json.field("thread_ts", place.thread);
      }
      content(json, words, message, out.reply.language, kind);
      quiet_links(json);
      if (one.method == "chat.postMessage") marks(json, one.id);
      json.end_object();
      auto secret = share(text);
      wipe(text.data(), text.size());
      return secret;
    };
    one.body = body(Body::blocks);
    one.plain_body = body(Body::words);
    calls.push_back(std::move(one));
  }
  return calls;
}

Result<Call> Writing::dialog(const Outgoing& out) const {
  const auto& source = out.source;
  const bool in_view = source.surface == Surface::form && !source.message.empty();
  const bool changes = in_view && out.replace;
  if (!changes && (!source.trigger || source.trigger->empty()))
    return failed(Kind::bad_input, "slack", "a dialog without something pressed to open it");
  Call call = method(changes ? "views.update" : in_view ? "views.push" : "views.open", out);
  std::string text;
  JsonWriter json(text);
  json.object();
  if (changes)
    json.field("view_id", source.message);
  else
    json.field("trigger_id", reveal(source.trigger));
  json.key("view").raw(modal(out.reply)).end_object();
  call.body = share(text);
  wipe(text.data(), text.size());
  call.at_once = true;
  call.until = source.trigger_ends;
  return call;
}

Call Writing::home(const Outgoing& out) const {
  Call call = method("views.publish", out);
  call.conversation = conversation_key(call.installation, out.asker.account);
  std::string text;
  JsonWriter json(text);
  json.object().field("user_id", out.asker.account).key("view").raw(slack::home(out.reply)).end_object();
  call.body = share(text);
  wipe(text.data(), text.size());
  return call;
}

Result<std::vector<Call>> Writing::write(const Outgoing& out) const {
  const bool in_home =
      out.source.surface == Surface::home && out.replace && std::holds_alternative<model::ToAsker>(out.to);
  const bool in_view =
      out.source.surface == Surface::form && out.replace && std::holds_alternative<model::ToAsker>(out.to);
  if (std::holds_alternative<model::ToHome>(out.to) || in_home) return std::vector<Call>{home(out)};
  if (std::holds_alternative<model::ToDialog>(out.to) || in_view) {
    auto one = dialog(out);
    if (!one) return failed(std::move(one.error()));
    return std::vector<Call>{std::move(*one)};
  }
  return said(out);
}

}  // namespace wegwijzer::slack
