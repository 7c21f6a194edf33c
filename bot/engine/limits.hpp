#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wegwijzer::engine {

/// When a call may go: a platform's own "not before" per method and installation, and the pace within a conversation.
/// Steady time. Threads: one.
class Limits {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// The earliest moment for the next call; `now` when it may go at once.
  [[nodiscard]] Time earliest(std::string_view installation, std::string_view method, std::string_view conversation,
                              Time now) const;
  /// A call goes now: counts against its conversation (a burst of 3, then one a second).
  void went(std::string_view conversation, Time now);
  /// The platform said "not before".
  void hold(std::string_view installation, std::string_view method, Time until);
  /// Forgets what no longer limits anything.
  void tidy(Time now);

 private:
  std::unordered_map<std::string, Time> held_;   ///< installation and method → until; method "" is all of them
  std::unordered_map<std::string, Time> paced_;  ///< conversation → when its bucket is full again
};

}  // namespace wegwijzer::engine
