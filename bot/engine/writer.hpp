#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "store/db.hpp"

namespace wegwijzer::engine {

/// The only one who writes. Takes everything that waits, runs each piece in a savepoint, commits once, then tells all
/// of them: while one fsync runs, the next batch gathers. Threads: any may submit; `done` is called on the writer's
/// thread and must be short.
class Writer {
 public:
  using Change = std::function<Result<void>(store::Tx&)>;
  using Done = std::function<void(Result<void>)>;

  Writer(store::Connection connection, const Clock& clock);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Runs `change` in the next batch. Faults: `unavailable` when 20,000 pieces wait or the store cannot write.
  void submit(Change change, Done done);
  /// As `submit`, without anybody waiting for it: rides along, and is dropped when 5,000 pieces wait.
  void note(Change change);
  /// As `submit`, and waits.
  [[nodiscard]] Result<void> run(Change change);

  /// Empties the write-ahead log, so that erased rows are gone from it too.
  void truncate_log() { truncate_ = true; }
  /// False after a failed commit, until one succeeds.
  [[nodiscard]] bool healthy() const { return healthy_; }
  [[nodiscard]] std::size_t waiting() const;
  /// Commits what waits and ends the thread.
  void stop();

 private:
  struct Piece {
    Change change;
    Done done;
  };
  void work();
  void commit(std::vector<Piece>& batch);
  void tidy_log();

  store::Connection connection_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Piece> queue_;
  bool stopping_ = false;
  std::atomic<bool> healthy_{true};
  std::atomic<bool> truncate_{false};
  std::thread thread_;
};

}  // namespace wegwijzer::engine
