#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "channel/channel.hpp"
#include "engine/limits.hpp"
#include "engine/outbox_store.hpp"
#include "engine/writer.hpp"
#include "http/client.hpp"
#include "metrics/metrics.hpp"

namespace wegwijzer::engine {

using Channels = std::vector<std::unique_ptr<channel::Channel>>;
[[nodiscard]] const channel::Channel* channel_named(const Channels& channels, std::string_view name);

/// Brings out what was decided: one call at a time in a conversation, at most 64 in flight, within the platform's
/// limits, again with growing pauses until it arrives or is refused for good.
///
/// A single call without a change rides on its event's inbox row: the row stands until the call is delivered, and is
/// turned into an outbox row when the first try does not get through. Everything else comes from the outbox.
/// Threads: any may hand over; one thread of its own does the work.
class Courier {
 public:
  /// `settled` hears which inbox row is gone. Channels, writer, store, clock and metrics outlive the courier.
  Courier(const Channels& channels, Writer& writer, const OutboxStore& store, store::Connection reader,
          const Clock& clock, Metrics& metrics, std::function<void(const RowId&)> settled);
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  /// A call that rides on `inbox`. False when too many wait in memory: then it must go by the outbox.
  [[nodiscard]] bool carry(OutboxRow row, const RowId& inbox);
  /// Rows that were just committed to the outbox; taken from memory when there is room, else read back when due.
  void committed(std::vector<OutboxRow> rows);
  /// Ahead of the queue, never stored, dropped after `call.until`.
  void at_once(std::string_view channel, channel::Call call);
  /// Another process may have added rows.
  void look();

  [[nodiscard]] std::size_t in_memory() const;
  /// Takes nothing new, lets what is in flight end within `grace`.
  void stop(std::chrono::milliseconds grace);

 private:
  using Time = Limits::Time;
  struct Job {
    OutboxRow row;
    std::optional<RowId> inbox;  ///< rides on this row
    bool at_once = false;
    bool looking = false;        ///< the call in flight only asks whether an earlier one arrived
  };
  struct Lane {
    std::deque<Job> jobs;
    bool scheduled = false;      ///< in `runnable_` or `later_`
    bool busy = false;
  };
  struct Landed {
    std::string lane;
    std::shared_ptr<Job> job;
    http::Answer answer;
  };

  void work();
  void load_due();
  void start_runnable(Time now);
  void start(const std::string& lane, Job job);
  void push(Job job);
  void schedule(const std::string& key, Lane& lane);
  void land(Landed landed);
  void settle(Job job, const http::Answer& answer);
  void done(Job& job);
  void resend(Job job);
  void finish(const Job& job, Writer::Change change, std::optional<Instant> due = std::nullopt);
  void again(Job job, std::chrono::milliseconds after, bool doubtful);
  void give_up(Job& job, Word reason);
  void release(const OutgoingId& id, std::optional<Instant> due);
  [[nodiscard]] std::optional<Time> next_wake() const;
  [[nodiscard]] std::chrono::milliseconds backoff(int attempts);

  const Channels& channels_;
  Writer& writer_;
  const OutboxStore& store_;
  store::Connection reader_;
  const Clock& clock_;
  std::function<void(const RowId&)> settled_;
  Metrics::Counter delivered_, retried_, given_up_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> arrivals_;
  std::deque<Landed> landed_;
  std::deque<std::pair<OutgoingId, std::optional<Instant>>> released_;
  bool look_ = true;
  bool stopping_ = false;
  bool ended_ = false;
  std::size_t in_memory_ = 0;

  // Only the courier's own thread touches these.
  Limits limits_;
  std::unordered_map<std::string, Lane> lanes_;
  std::deque<std::string> runnable_;
  std::multimap<Time, std::string> later_;
  std::deque<Job> urgent_;
  std::set<OutgoingId> held_;
  std::optional<Instant> next_due_;
  std::atomic<int> in_flight_{0};
  std::minstd_rand jitter_;

  std::unique_ptr<http::Client> client_;
  std::thread thread_;
};

}  // namespace wegwijzer::engine
