#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

namespace wegwijzer::app {

/// Notices that files changed: names, sizes and times of everything below some directories and of some files. Looked at
/// once a second, which also works on network file systems, where the kernel tells nothing. Threads: one.
class Watch {
 public:
  explicit Watch(std::vector<std::filesystem::path> paths);
  /// True once after a change, and only when nothing changed since the last look: a half-copied directory is left to
  /// finish.
  [[nodiscard]] bool changed();

 private:
  [[nodiscard]] std::uint64_t fingerprint() const;
  std::vector<std::filesystem::path> paths_;
  std::uint64_t loaded_;
  std::uint64_t last_;
};

}  // namespace wegwijzer::app
