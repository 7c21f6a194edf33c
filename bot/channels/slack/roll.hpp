#pragma once
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/client.hpp"
#include "model/message.hpp"
#include "slack/installations.hpp"
#include "slack/someone.hpp"

namespace wegwijzer::slack {

/// Who is a guest or from elsewhere, by `users.info`, kept for an hour. Asking happens beside the request: it is begun
/// when somebody comes in, and reading their words waits a moment for it. While Slack does not answer, nobody waits and
/// what the request tells counts. Threads: any.
class Roll {
 public:
  Roll(http::Client& client, std::string users_info_url, const Installations& installations);
  ~Roll();

  void ask(const Someone& someone);
  [[nodiscard]] model::Standing standing(const Someone& someone) const;

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Known {
    model::Standing standing = model::Standing::colleague;
    bool told = false;  ///< Slack said it
    bool pending = false;
    Time since;
    Time until;
  };
  struct State {
    std::mutex mutex;
    std::condition_variable told;
    std::unordered_map<std::string, Known> people;
    std::map<std::string, Time> paused;  ///< installation → no questions until then
  };
  [[nodiscard]] static bool begin(State& state, const std::string& key, const Someone& someone);
  static void hear(State& state, const std::string& key, const Someone& someone, const http::Answer& answer);

  http::Client& client_;
  const std::string url_;
  const Installations& installations_;
  std::shared_ptr<State> state_;
};

/// What `users.info` says; nothing when it says nothing useful.
struct Judged {
  std::optional<model::Standing> standing;
  bool refused = false;  ///< the token, not the person, was refused
};
[[nodiscard]] Judged standing_from(std::string_view answer, const Someone& someone);

}  // namespace wegwijzer::slack
