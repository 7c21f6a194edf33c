#pragma once
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "fake_slack.hpp"
#include "load.hpp"
#include "process.hpp"

namespace wegwijzer::bench {

/// One measured stretch.
struct Stretch {
  double rate = 0;              ///< a second
  double processor_micros = 0;  ///< of the server, for each
  double p50 = 0;               ///< milliseconds
  double p99 = 0;
  std::size_t missing = 0;  ///< not answered, or answered with something else than 200; replies that never came
};

/// Messages that are to come back through the fake Web API, in order within a conversation.
class Replies {
 public:
  void expect(const std::string& conversation) {
    open_[conversation].push_back(Steady::now());
    ++waiting_;
  }
  void posted(std::string_view conversation);
  [[nodiscard]] std::size_t waiting() const { return waiting_; }
  void clear();
  [[nodiscard]] std::vector<double>& took() { return took_; }

 private:
  std::unordered_map<std::string, std::deque<Steady::time_point>> open_;
  std::size_t waiting_ = 0;
  std::vector<double> took_;  ///< milliseconds
};

struct Task {
  std::vector<std::string> requests;
  std::vector<std::string> conversations;  ///< where each one's reply goes; empty: only the answer counts
  std::size_t most_open = 0;               ///< replies that may be outstanding; 0: any number
  double per_second = 0;                   ///< paced; 0: as fast as answers come
};

/// Sends all of it and waits for what is to come, at most ten seconds after the last.
[[nodiscard]] Stretch measured(const Poll& poll, Load& load, Replies& replies, const Process& server, const Task& task);

}  // namespace wegwijzer::bench
