#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "poll.hpp"

namespace wegwijzer::bench {

using Steady = std::chrono::steady_clock;

/// Kept connections to one server. Each sends the next request when the one before is answered.
class Load {
 public:
  /// The next request that may go now, or nullptr.
  using Next = std::function<const std::string*()>;
  /// A request's answer: its status, and how long it took.
  using Answered = std::function<void(int status, Steady::duration took)>;

  Load(const Poll& poll, std::uint16_t port, int connections);
  ~Load();
  /// Gives work to connections that have none.
  void offer(const Next& next);
  void on_answer(Answered answered) { answered_ = std::move(answered); }
  [[nodiscard]] std::size_t in_flight() const { return in_flight_; }

 private:
  class Connection;
  const Poll& poll_;
  Answered answered_;
  std::size_t in_flight_ = 0;
  std::vector<std::unique_ptr<Connection>> connections_;
};

/// A connected socket, or -1.
[[nodiscard]] int connected(std::uint16_t port);

}  // namespace wegwijzer::bench
