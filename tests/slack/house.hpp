#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/reveal.hpp"
#include "channel/channel.hpp"
#include "crypto/hash.hpp"
#include "http/client.hpp"
#include "slack/slack.hpp"
#include "store/migrate.hpp"

namespace wegwijzer::slack {

inline constexpr std::string_view kSecret = "wegwijzer-test-secret-0123456789";
inline constexpr std::int64_t kThen = 1764000000;  // seconds: when the examples were signed

inline std::string example(const std::string& name) {
  std::ifstream file(std::string(TEST_DATA) + "/slack/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class TurnedClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return at; }
  Instant at = from_micros(kThen * 1'000'000);
};

/// Slack's Web API, answered by the test.
class ScriptedClient final : public http::Client {
 public:
  struct Sent {
    http::Call call;
    std::function<void(http::Answer)> done;
  };
  void send(http::Call call, std::function<void(http::Answer)> done) override {
    if (auto answer = answers.find(call.url); answer != answers.end()) {
      sent.push_back({std::move(call), nullptr});
      return done({http::Response::json(200, answer->second), http::Lost::unknown});
    }
    sent.push_back({std::move(call), std::move(done)});
  }
  [[nodiscard]] std::size_t count(std::string_view url) const {
    std::size_t number = 0;
    for (const auto& one : sent) number += one.call.url == url ? 1U : 0U;
    return number;
  }
  std::map<std::string, std::string, std::less<>> answers;  ///< url → body, at once; others stay unanswered
  std::vector<Sent> sent;
};

/// The engine's door: keeps what was admitted and writes at once.
class OpenDoor final : public channel::Intake {
 public:
  explicit OpenDoor(store::Connection& connection, const Clock& clock) : connection_(connection), clock_(clock) {}
  void take(channel::RawEvent event, http::Responder responder) override {
    taken.push_back(std::move(event));
    responder(http::Response::text(200, "taken"));
  }
  void write(std::function<Result<void>(store::Tx&)> change, std::function<void(Result<void>)> done) override {
    done(broken ? Result<void>(failed(Kind::unavailable, "store", "full")) : connection_.write(clock_.now(), change));
  }
  std::vector<channel::RawEvent> taken;
  bool broken = false;

 private:
  store::Connection& connection_;
  const Clock& clock_;
};

/// A Slack channel with a database of its own, a clock that is turned, and a platform that answers as told.
class House {
 public:
  explicit House(Options options = standard(), std::unique_ptr<http::Client> other = nullptr) {
    std::string pattern = (std::filesystem::temp_directory_path() / "wegwijzer-slack-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    url = "sqlite:" + folder + "/db";
    vault.emplace(take(store::Vault::open({folder + "/master.key", "sqlite:" + folder + "/keys"}, clock.now())));
    connection.emplace(take(store::Connection::open(url, store::Access::read_write)));
    EXPECT_TRUE(store::migrate(*connection));
    door.emplace(*connection, clock);
    own_client = std::move(other);
    client.answers["https://slack.test/api/users.info"] = example("answer-users.info.json");
    build(std::move(options));
  }
  ~House() {
    own_client.reset();
    channel.reset();
    std::filesystem::remove_all(folder);
  }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  static Options standard() {
    Options options;
    options.signing_secrets = share(kSecret);
    options.bot_token = share("xoxb-test");
    options.api_url = "https://slack.test/api/";
    options.public_url = "https://wegwijzer.example";
    return options;
  }
  /// As after a restart, perhaps with other settings.
  void build(Options options) {
    channel.reset();
    metrics = std::make_unique<Metrics>();
    router = http::Router();
    auto reader = take(store::Connection::open(url, store::Access::read_only));
    http::Client& used = own_client ? *own_client : client;
    channel = take(make(std::move(options), {*vault, clock, used, *metrics}, std::move(reader)));
    channel->routes(router, *door);
  }

  /// What the router answers, where it answers at once.
  http::Response serve(http::Request request) {
    http::Response answer = http::Response::empty(0);
    router.serve(std::move(request), http::Responder([&](http::Response given) { answer = std::move(given); }));
    return answer;
  }
  http::Request request(std::string_view type, std::string_view body, std::string_view path = "/slack/events") const {
    http::Request made;
    made.method = http::Method::post;
    made.path = path;
    made.headers = {{"Content-Type", std::string(type)}};
    made.body = share(body);
    return made;
  }
  http::Request signed_request(std::string_view type, std::string_view body,
                               std::string_view path = "/slack/events") const {
    auto made = request(type, body, path);
    const std::string time = std::to_string(to_micros(clock.now()) / 1'000'000);
    made.headers.emplace_back("X-Slack-Request-Timestamp", time);
    made.headers.emplace_back("X-Slack-Signature",
                              "v0=" + to_hex(crypto::hmac_sha256(kSecret, {"v0:", time, ":", body})));
    return made;
  }
  http::Response post(const std::string& file) {
    const bool form = file.ends_with(".form");
    return serve(signed_request(form ? "application/x-www-form-urlencoded" : "application/json", example(file)));
  }
  /// The message that an example is; nothing when nothing is to be done about it.
  std::optional<model::Message> message(const std::string& file) {
    const auto before = door->taken.size();
    const auto answer = post(file);
    EXPECT_EQ(answer.status, 200) << file;
    if (door->taken.size() == before) return std::nullopt;
    auto read = channel->read(door->taken.back());
    EXPECT_TRUE(read) << file;
    return read ? std::move(*read) : std::nullopt;
  }

  template <class T>
  static T take(Result<T> result) {
    EXPECT_TRUE(result) << (result ? "" : to_text(result.error()));
    return std::move(*result);
  }

  TurnedClock clock;
  ScriptedClient client;
  std::string folder;
  std::string url;
  std::optional<store::Vault> vault;
  std::optional<store::Connection> connection;
  std::optional<OpenDoor> door;
  std::unique_ptr<http::Client> own_client;
  std::unique_ptr<Metrics> metrics;
  std::unique_ptr<channel::Channel> channel;
  http::Router router;
};

}  // namespace wegwijzer::slack
