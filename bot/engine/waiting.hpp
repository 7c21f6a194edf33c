#pragma once
#include <atomic>
#include <chrono>
#include <utility>

#include "http/message.hpp"

namespace wegwijzer::engine {

/// Somebody waits on a request: it is answered once, by whoever is first. A change that has not begun when the time is
/// up is withdrawn, so that "try again" is true. Threads: any.
class Waiting {
 public:
  using Time = std::chrono::steady_clock::time_point;
  Waiting(http::Responder responder, Time until) : responder_(std::move(responder)), until_(until) {}

  [[nodiscard]] Time until() const { return until_; }
  /// The change begins; false when it was withdrawn before.
  [[nodiscard]] bool begin() {
    int open = kOpen;
    return state_.compare_exchange_strong(open, kBegun) || open == kBegun;
  }
  void answer(http::Response response) {
    if (state_.exchange(kAnswered) != kAnswered) responder_(std::move(response));
  }
  /// Answers unless the change has begun; true when it did.
  bool withdraw(http::Response response) {
    int open = kOpen;
    if (!state_.compare_exchange_strong(open, kAnswered)) return false;
    responder_(std::move(response));
    return true;
  }
  [[nodiscard]] bool answered() const { return state_ == kAnswered; }

 private:
  static constexpr int kOpen = 0;
  static constexpr int kBegun = 1;
  static constexpr int kAnswered = 2;
  http::Responder responder_;
  Time until_;
  std::atomic<int> state_{kOpen};
};

}  // namespace wegwijzer::engine
