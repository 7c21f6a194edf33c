#include "fakes/slack.hpp"

#include <httplib.h>

#include <atomic>
#include <ctime>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/id.hpp"
#include "crypto/hash.hpp"
#include "fakes/process.hpp"
#include "http/form.hpp"

namespace wegwijzer::fakes {

using nlohmann::json;

struct Slack::Inside {
  httplib::Server server;
  std::thread thread;
  int port = 0;
  mutable std::mutex mutex;
  std::vector<Called> calls;
  std::atomic<int> delay{0};
  std::atomic<int> posted{0};
  std::string error;
  std::string scopes = "app_mentions:read,chat:write,commands,im:history,im:write,users:read";

  std::string remember(const std::string& method, const httplib::Request& request, httplib::Response& response) {
    if (delay > 0) std::this_thread::sleep_for(std::chrono::milliseconds(delay));
    const std::lock_guard lock(mutex);
    calls.push_back({method, request.body, request.get_header_value("Authorization")});
    response.set_header("x-oauth-scopes", scopes);
    return error.empty() ? answer(method, request) : json{{"ok", false}, {"error", error}}.dump();
  }

  std::string answer(const std::string& method, const httplib::Request& request) {
    if (method == "auth.test")
      return json{{"ok", true}, {"team_id", "T0WEGWIJZER"}, {"user_id", "U0WEGWIJBOT"}, {"bot_id", "B0WEGWIJBOT"}}
          .dump();
    const auto call = json::parse(request.body, nullptr, false);
    const std::string channel = call.is_object() ? call.value("channel", "D0ABC") : "D0ABC";
    const std::string ts = std::to_string(1764100000 + posted++) + ".000100";
    return json{{"ok", true}, {"channel", channel}, {"ts", ts}, {"message_ts", ts}, {"view", {{"id", "V1"}}}}.dump();
  }
};

Slack::Slack() : inside_(std::make_unique<Inside>()) {
  inside_->server.set_keep_alive_max_count(1'000'000);
  inside_->server.Post(R"(/api/(.*))", [this](const httplib::Request& request, httplib::Response& response) {
    response.set_content(inside_->remember(request.matches[1], request, response), "application/json");
  });
  inside_->port = inside_->server.bind_to_any_port("127.0.0.1");
  inside_->thread = std::thread([this] { inside_->server.listen_after_bind(); });
}

Slack::~Slack() {
  inside_->server.stop();
  inside_->thread.join();
}

std::string Slack::api_url() const {
  return "http://127.0.0.1:" + std::to_string(inside_->port) + "/api/";
}

std::vector<Called> Slack::calls() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->calls;
}

std::vector<Called> Slack::calls_of(const std::string& method) const {
  std::vector<Called> some;
  for (auto& call : calls())
    if (call.method == method) some.push_back(std::move(call));
  return some;
}

bool Slack::heard(std::size_t count, std::chrono::milliseconds most) const {
  return until([&] { return calls_of("chat.postMessage").size() >= count; }, most);
}

void Slack::answers_after(std::chrono::milliseconds delay) {
  inside_->delay = static_cast<int>(delay.count());
}

void Slack::refuses_with(const std::string& error) {
  const std::lock_guard lock(inside_->mutex);
  inside_->error = error;
}

void Slack::grants(const std::string& scopes) {
  const std::lock_guard lock(inside_->mutex);
  inside_->scopes = scopes;
}

struct SlackSender::Inside {
  Inside(const std::string& address, std::string key) : client(address), secret(std::move(key)) {
    client.set_keep_alive(true);
    client.set_connection_timeout(1);
    client.set_read_timeout(5);
  }
  httplib::Client client;
  std::string secret;
};

SlackSender::SlackSender(std::string address, std::string secret)
    : inside_(std::make_unique<Inside>(address, std::move(secret))) {}
SlackSender::~SlackSender() = default;

Sent SlackSender::post(const std::string& path, const std::string& body, const std::string& type) {
  const std::string now = std::to_string(std::time(nullptr));
  const std::string signature = "v0=" + to_hex(crypto::hmac_sha256(inside_->secret, "v0:" + now + ":" + body));
  const httplib::Headers headers{{"X-Slack-Request-Timestamp", now}, {"X-Slack-Signature", signature}};
  const auto result = inside_->client.Post(path, headers, body, type);
  return result ? Sent{result->status, result->body} : Sent{};
}

Sent SlackSender::command(const std::string& text, const std::string& user) {
  const std::string body =
      "token=legacy&team_id=T0WEGWIJZER&team_domain=wegwijzer-test&channel_id=C0ALG&channel_name=algemeen&user_id=" +
      user + "&user_name=medewerker&command=%2Fwegwijzer&text=" + http::url_encoded(text) +
      "&api_app_id=A0WEGWIJZER&is_enterprise_install=false&response_url=" +
      http::url_encoded("https://hooks.slack.com/commands/T0WEGWIJZER/1/abc") + "&trigger_id=13345224609.738474920." +
      std::to_string(std::rand());
  return post("/slack/events", body, "application/x-www-form-urlencoded");
}

std::string direct_message(const std::string& event_id, const std::string& user, const std::string& ts,
                           const std::string& text) {
  return json{{"token", "legacy"},
              {"team_id", "T0WEGWIJZER"},
              {"api_app_id", "A0WEGWIJZER"},
              {"type", "event_callback"},
              {"event_id", event_id},
              {"event_time", 1764000000},
              {"authorizations",
               {{{"enterprise_id", nullptr},
                 {"team_id", "T0WEGWIJZER"},
                 {"user_id", "U0WEGWIJBOT"},
                 {"is_bot", true},
                 {"is_enterprise_install", false}}}},
              {"event",
               {{"type", "message"},
                {"channel_type", "im"},
                {"channel", "D" + user.substr(1)},
                {"user", user},
                {"text", text},
                {"ts", ts},
                {"event_ts", ts},
                {"team", "T0WEGWIJZER"}}}}
      .dump();
}

}  // namespace wegwijzer::fakes
