#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace wegwijzer {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

/// The time of records. Deadlines inside the process use the steady clock instead. Threads: any.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};

[[nodiscard]] inline std::int64_t to_micros(Instant at) {
  return at.time_since_epoch().count();
}
[[nodiscard]] inline Instant from_micros(std::int64_t micros) {
  return Instant{std::chrono::microseconds{micros}};
}

}  // namespace wegwijzer
