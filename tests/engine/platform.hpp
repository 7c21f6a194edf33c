#pragma once
#include <httplib.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace wegwijzer::engine {

/// One call that reached the platform.
struct Arrived {
  std::string id;  ///< the delivery id
  std::string conversation;
  std::string words;
  std::string token;
  std::chrono::steady_clock::time_point at;
  int status = 0;
};

/// How the platform treats one call: a status, or no answer at all after having taken it.
struct Treatment {
  int status = 200;
  std::string retry_after = {};
  bool lost = false;  ///< takes the message and closes the connection without a word
  std::chrono::milliseconds slow{0};
};

/// A chat platform on a port of its own: keeps what it accepted, and can be told to misbehave.
class Platform {
 public:
  using Rule = std::function<Treatment(const Arrived&, int tries)>;

  Platform();
  ~Platform();
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  void behave(Rule rule);
  void behave_well() {
    behave([](const Arrived&, int) { return Treatment{}; });
  }
  /// From now on nothing is accepted, also of what is under way; until `let_through`.
  void cut_off();
  void let_through();
  /// Every try, in the order of their coming.
  [[nodiscard]] std::vector<Arrived> tries() const;
  /// What was accepted (status 200), in the order of its coming; a message accepted twice stands there twice.
  [[nodiscard]] std::vector<Arrived> accepted() const;
  [[nodiscard]] std::vector<std::string> words() const;
  [[nodiscard]] std::vector<std::string> words_in(const std::string& conversation) const;
  [[nodiscard]] int looks() const { return looks_; }
  [[nodiscard]] int most_at_once() const { return most_at_once_; }
  [[nodiscard]] int most_at_once_in_a_conversation() const { return most_in_one_; }

 private:
  void post(const httplib::Request& request, httplib::Response& response);
  void history(const httplib::Request& request, httplib::Response& response);

  httplib::Server server_;
  int port_ = 0;
  mutable std::mutex mutex_;
  Rule rule_;
  std::vector<Arrived> tries_;
  std::map<std::string, int> tries_of_;
  std::map<std::string, int> now_in_;
  int now_ = 0;
  bool cut_off_ = false;
  std::atomic<int> looks_{0};
  std::atomic<int> most_at_once_{0};
  std::atomic<int> most_in_one_{0};
  std::thread thread_;
};

}  // namespace wegwijzer::engine
