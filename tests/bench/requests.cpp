#include "requests.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "base/id.hpp"
#include "base/json_write.hpp"
#include "crypto/hash.hpp"
#include "http/form.hpp"
#include "knowledge/shelf.hpp"

namespace wegwijzer::bench {

namespace {

std::string signed_request(std::string_view content_type, const std::string& body) {
  const auto now = std::to_string(std::time(nullptr));
  const auto signature = to_hex(crypto::hmac_sha256(kSigningSecret, "v0:" + now + ":" + body));
  std::string request = "POST /slack/events HTTP/1.1\r\nHost: wegwijzer.example\r\nUser-Agent: Slackbot 1.0\r\n";
  request.append("Accept: */*\r\nAccept-Encoding: gzip,deflate\r\nContent-Type: ").append(content_type);
  request.append("\r\nX-Slack-Request-Timestamp: ").append(now);
  request.append("\r\nX-Slack-Signature: v0=").append(signature);
  return request.append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
}

}  // namespace

Requests::Requests() {
  const auto shelf = knowledge::Shelf::load({CONTENT});
  if (!shelf) {
    std::fputs("wegwijzer-bench: the knowledge base cannot be read\n", stderr);
    std::exit(2);
  }
  for (const auto& entry : (*shelf)->all())
    questions_.insert(questions_.end(), entry.questions.begin(), entry.questions.end());
  next_ = std::time(nullptr) * 1'000'000 + ::getpid() % 1'000'000;
}

const std::string& Requests::question() {
  return questions_[random_() % questions_.size()];
}

std::string Requests::command() {
  std::string body =
      "token=legacy-verification-token&team_id=T0WEGWIJZER&team_domain=wegwijzer-test&channel_id=C0ALGEMEEN"
      "&channel_name=algemeen&user_id=U0MEDEWERKER&user_name=medewerker&command=%2Fwegwijzer&text=";
  body.append(http::url_encoded(question()));
  body.append(
      "&api_app_id=A0WEGWIJZER&is_enterprise_install=false&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F"
      "T0WEGWIJZER%2F1%2Fabc&trigger_id=");
  body.append(std::to_string(++next_)).append(".738474920.8088930838d88f008e028");
  return signed_request("application/x-www-form-urlencoded", body);
}

std::string Requests::conversation(int person) {
  return "D0GESPREK" + std::to_string(person);
}

std::string Requests::event(int person) {
  const auto& words = question();
  const auto number = std::to_string(++next_);
  const auto ts = number.substr(0, number.size() - 6) + "." + number.substr(number.size() - 6);
  std::string body;
  JsonWriter json(body);
  json.object().field("token", "legacy-verification-token").field("team_id", "T0WEGWIJZER");
  json.field("context_team_id", "T0WEGWIJZER").key("context_enterprise_id").null().field("api_app_id", "A0WEGWIJZER");
  json.key("event").object().field("user", "U0MEDEWERKER" + std::to_string(person)).field("type", "message");
  json.field("ts", ts).field("client_msg_id", "7c9d1f0e-3b52-4f0a-9a55-" + number.substr(number.size() - 12));
  json.field("text", words).field("team", "T0WEGWIJZER").key("blocks").array().object().field("type", "rich_text");
  json.field("block_id", "r1").key("elements").array().object().field("type", "rich_text_section");
  json.key("elements").array().object().field("type", "text").field("text", words).end_object().end_array();
  json.end_object().end_array().end_object().end_array();
  json.field("channel", conversation(person)).field("event_ts", ts).field("channel_type", "im").end_object();
  json.field("type", "event_callback").field("event_id", "Ev0" + number).key("event_time").number(std::time(nullptr));
  json.key("authorizations").array().object().key("enterprise_id").null().field("team_id", "T0WEGWIJZER");
  json.field("user_id", "U0WEGWIJBOT")
      .flag("is_bot", true)
      .flag("is_enterprise_install", false)
      .end_object()
      .end_array();
  json.flag("is_ext_shared_channel", false).field("event_context", "4-eyJldCI6Im1lc3NhZ2UifQ").end_object();
  return signed_request("application/json", body);
}

}  // namespace wegwijzer::bench
