#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "channel/channel.hpp"
#include "engine/waiting.hpp"
#include "handler/timer_store.hpp"
#include "store/db.hpp"

namespace wegwijzer::engine {

/// One event on its way through a worker.
struct Item {
  channel::RawEvent event;
  std::optional<RowId> inbox;           ///< its row; none for a request that waits
  std::optional<handler::Timer> timer;  ///< instead of an event
  int attempts = 0;
  std::shared_ptr<Waiting> waiting;
  bool mercy = false;     ///< could not be kept: only a crisis card goes out
  bool doubtful = false;  ///< was there when the program started: its answer may have gone out
};

/// A queue and a thread each, with a reading connection of its own. A conversation always meets the same worker, so its
/// messages stay in order: also while what one of them changed is being written. Threads: any may put, pause and go on.
class Workers {
 public:
  using Handle = std::function<void(Item, store::Connection&)>;
  /// `idle` is called when the queues become short again.
  Workers(std::vector<store::Connection> readers, Handle handle, std::function<void()> idle);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void put(std::string_view conversation, Item item);
  /// What comes next in the conversation waits until `go_on`. Called while one of its items is handled.
  void pause(const std::string& conversation);
  void go_on(const std::string& conversation);
  [[nodiscard]] std::size_t waiting() const { return waiting_; }
  /// Ends when the queues are empty, or at `until`; what is left stays in the inbox.
  void stop(std::chrono::steady_clock::time_point until);

 private:
  struct Queued {
    std::string conversation;
    Item item;
  };
  struct Worker {
    explicit Worker(store::Connection connection) : reader(std::move(connection)) {}
    store::Connection reader;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Queued> queue;
    std::unordered_map<std::string, std::vector<Queued>> paused;
    std::thread thread;
  };
  void work(Worker& worker);
  [[nodiscard]] std::optional<Item> next(Worker& worker);
  [[nodiscard]] Worker& worker_of(std::string_view conversation);

  Handle handle_;
  std::function<void()> idle_;
  std::atomic<std::size_t> waiting_{0};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> abandon_{false};
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace wegwijzer::engine
