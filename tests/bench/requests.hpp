#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace wegwijzer::bench {

inline constexpr const char* kSigningSecret = "a-signing-secret-of-the-benchmark";

/// Signed requests as Slack sends them, with questions that people ask. Every event is a new one.
class Requests {
 public:
  Requests();
  /// `/wegwijzer QUESTION`
  [[nodiscard]] std::string command();
  /// A direct message of person `person`, in `conversation(person)`.
  [[nodiscard]] std::string event(int person);
  [[nodiscard]] static std::string conversation(int person);

 private:
  [[nodiscard]] const std::string& question();
  std::vector<std::string> questions_;
  std::minstd_rand random_;
  std::int64_t next_ = 0;
};

}  // namespace wegwijzer::bench
