#pragma once
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace wegwijzer::engine {

/// Stops a talk between two machines: at most ten answers a minute to the same words in one conversation, and sixty in
/// all; then silence. What a person asks differs; what a loop says comes back. docs/decisions/0005. Threads: any.
class Brake {
 public:
  using Time = std::chrono::steady_clock::time_point;
  /// Counts one message; false when it must not be answered.
  [[nodiscard]] bool allows(std::string_view conversation, std::string_view words, Time now);

 private:
  struct Count {
    Time since;
    int answers = 0;
  };
  [[nodiscard]] bool within(std::uint64_t key, int most, Time now);

  std::mutex mutex_;
  std::unordered_map<std::uint64_t, Count> counts_;
};

}  // namespace wegwijzer::engine
