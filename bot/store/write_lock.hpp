#pragma once
#include <string>

#include "base/result.hpp"

namespace wegwijzer::store {

/// The lock file that every process takes around each write and each checkpoint of one database: SQLite before 3.51.3
/// can damage a file when one connection writes while another checkpoints. Threads: one at a time.
class WriteLock {
 public:
  explicit WriteLock(const std::string& database_file) : file_(database_file + ".lock") {}
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;
  ~WriteLock();

  /// Waits up to a second. Faults: `unavailable` when another process keeps it or the file cannot be made.
  [[nodiscard]] Result<void> take();
  void give_back();

 private:
  std::string file_;
  int descriptor_ = -1;
  bool taken_ = false;
};

}  // namespace wegwijzer::store
