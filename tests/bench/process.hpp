#pragma once
#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace wegwijzer::bench {

/// Keeps this process, or everything it will start, to one core; nothing where the machine has only one.
void stay_on_core(int core);

/// A server in a process of its own, on core 0; killed at the end.
class Process {
 public:
  /// The environment is `environment` and nothing else. Output goes to the file `log`, or to `first_line`.
  Process(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment,
          const std::string& folder, const std::string& log = "");
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  /// Waits for it.
  [[nodiscard]] std::string first_line() const;
  /// Processor time of all its threads so far.
  [[nodiscard]] double processor_seconds() const;
  [[nodiscard]] double resident_mb() const;
  [[nodiscard]] bool alive() const;

 private:
  pid_t pid_ = -1;
  int output_ = -1;
};

/// A port that nobody listens at this moment.
[[nodiscard]] std::uint16_t free_port();

}  // namespace wegwijzer::bench
