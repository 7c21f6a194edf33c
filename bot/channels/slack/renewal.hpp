#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "channel/channel.hpp"
#include "slack/installations.hpp"
#include "slack/oauth.hpp"
#include "slack/slack.hpp"

namespace wegwijzer::slack {

/// Keeps tokens usable: renews those that rotate before their end, the new pair stored before it is used, one renewal
/// of an installation at a time; asks once who the token of the settings is. Threads: any.
class Renewal : public std::enable_shared_from_this<Renewal> {
 public:
  Renewal(const Options& options, const Parts& parts, std::shared_ptr<Installations> installations);
  /// From here on changes can be stored; `intake` outlives the calls of the client.
  void begin(channel::Intake& intake);
  /// False when this installation's token cannot be renewed, or just could not; else it is on its way, or came.
  bool renew(std::string_view key);
  /// Renews what ends within two hours.
  void in_time(std::string_view key);

 private:
  void introduce();
  void renewed(const std::string& key, const http::Answer& answer);
  enum class Turn { mine, taken, after_fault };
  [[nodiscard]] Turn take_turn(const std::string& key);
  enum class End { renewed, failed };
  void turn_over(const std::string& key, End end);

  const Options options_;
  const Clock& clock_;
  http::Client& client_;
  std::shared_ptr<Installations> installations_;
  std::mutex mutex_;
  channel::Intake* intake_ = nullptr;
  struct Busy {
    std::chrono::steady_clock::time_point until;  ///< no other renewal before
    bool failed = false;                          ///< the last one
  };
  std::map<std::string, Busy> busy_;
};

}  // namespace wegwijzer::slack
