#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace wegwijzer::fakes {

constexpr const char* kSigningSecret = "wegwijzer-test-secret-0123456789";
constexpr const char* kBotToken = "xoxb-wegwijzer-test";

/// What the service called.
struct Called {
  std::string method;  ///< "chat.postMessage"
  std::string body;
  std::string authorization;
};

/// Slack's Web API on a free port of this machine: says ok to everything it knows, and remembers. Threads: any.
class Slack {
 public:
  Slack();
  ~Slack();

  [[nodiscard]] std::string api_url() const;
  [[nodiscard]] std::vector<Called> calls() const;
  [[nodiscard]] std::vector<Called> calls_of(const std::string& method) const;
  /// Waits until at least `count` messages were posted.
  [[nodiscard]] bool heard(std::size_t count, std::chrono::milliseconds most = std::chrono::seconds{20}) const;
  /// How long a post takes over there.
  void answers_after(std::chrono::milliseconds delay);
  /// From here on every call is refused with this error word; empty: none.
  void refuses_with(const std::string& error);
  /// What `auth.test` says that the token may do.
  void grants(const std::string& scopes);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// What Slack's servers send to the service.
struct Sent {
  int status = 0;  ///< 0: no answer
  std::string body;
};
class SlackSender {
 public:
  explicit SlackSender(std::string address, std::string secret = kSigningSecret);
  ~SlackSender();
  /// Signed with the time of now, as Slack does. `type`: the content type.
  Sent post(const std::string& path, const std::string& body, const std::string& type);
  Sent event(const std::string& json) { return post("/slack/events", json, "application/json"); }
  Sent command(const std::string& text, const std::string& user = "U0MEDEWERKER");

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// An Events API envelope of a direct message.
[[nodiscard]] std::string direct_message(const std::string& event_id, const std::string& user, const std::string& ts,
                                         const std::string& text);

}  // namespace wegwijzer::fakes
