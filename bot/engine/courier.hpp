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
/// limits, again with growing pauses until it arrives or is refused for good. A short pause holds its conversation up,
/// so that order is kept; what waits longer than some seconds waits on disk and holds nothing up.
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

  /// A call that rides on `inbox`. False when too many wait in memory, in all or in its conversation: then it must go
  /// by the outbox.
  [[nodiscard]] bool carry(OutboxRow row, const RowId& inbox);
  /// Rows that were just committed to the outbox; taken from memory when there is room and nobody stands before them on
  /// disk, else read back when due.
  void committed(std::vector<OutboxRow> rows);
  /// Ahead of the queue, never stored, dropped after `call.until`; tried again until then when it must not wait long.
  void at_once(std::string_view channel, channel::Call call);
  /// Another process may have added rows.
  void look();

  [[nodiscard]] std::size_t in_memory() const;
  /// Takes nothing new, lets what is in flight end within `grace`.
  void stop(std::chrono::milliseconds grace);

 private:
  using Time = Limits::Time;
  static constexpr std::chrono::seconds kShortPause{5};
  struct Job {
    OutboxRow row;
    std::optional<RowId> inbox = std::nullopt;  ///< rides on this row
    bool at_once = false;
    bool looking = false;  ///< the call in flight only asks whether an earlier one arrived
  };
  struct Lane {
    std::deque<Job> jobs;
    bool scheduled = false;  ///< in `runnable_` or `later_`
    bool busy = false;
    Time wait{};  ///< a short pause before its first job's next try
  };
  struct Landed {
    std::string lane;
    std::shared_ptr<Job> job;
    http::Answer answer;
  };
  /// What is to be written about a job that ended or waits; the job is held until it is.
  struct Ending {
    OutgoingId id;
    std::string conversation;
    std::optional<RowId> inbox;
    Writer::Change change;
    std::optional<Instant> due;
  };
  /// What other threads handed over since the last time.
  struct Incoming {
    std::deque<Job> arrivals;
    std::deque<Landed> landed;
    std::deque<std::pair<OutgoingId, std::optional<Instant>>> released;
    std::deque<Ending> unwritten;
    bool look = false;
    bool stopping = false;
    bool ended = false;
  };

  // courier.cpp: the queue
  void work();
  [[nodiscard]] Incoming wait_for_work();
  [[nodiscard]] bool has_room(const OutboxRow& row) const;
  void came(const std::string& conversation);
  void went(const std::string& conversation);
  [[nodiscard]] std::optional<Time> next_wake() const;
  void let_go(const OutgoingId& id, std::optional<Instant> due);
  void push(Job job);
  void schedule(const std::string& key, Lane& lane, bool first = false);
  void load_due();
  void start_runnable(Time now);
  void start_next(const std::string& key, Time now);
  void start(const std::string& lane, Job job);
  void land(Landed landed);

  // settling.cpp: what an answer means for its job
  void settle(Job job, const http::Answer& answer);
  void looked(Job job, const http::Answer& answer);
  void judged(Job job, const http::Response& response);
  void done(Job& job);
  void resend(Job job);
  void again(Job job, std::chrono::milliseconds after, bool doubtful);
  void again_from_disk(const Job& job, std::chrono::milliseconds pause);
  void at_once_again(Job job, std::chrono::milliseconds after);
  void give_up(Job& job, Word reason);
  void finish(const Job& job, Writer::Change change, std::optional<Instant> due = std::nullopt);
  void write(Ending ending);
  void release(const OutgoingId& id, const std::string& conversation, std::optional<Instant> due);
  [[nodiscard]] std::chrono::milliseconds backoff(int attempts);

  const Channels& channels_;
  Writer& writer_;
  const OutboxStore& store_;
  store::Connection reader_;
  const Clock& clock_;
  std::function<void(const RowId&)> settled_;
  Metrics::Counter delivered_, retried_, given_up_;
  const Instant started_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Incoming incoming_;
  std::size_t in_memory_ = 0;
  std::unordered_map<std::string, std::int64_t> of_;  ///< of each conversation in memory
  /// Conversations of which rows on disk stand before those to come; nothing while nobody knows.
  std::optional<std::set<std::string>> left_;
  std::uint64_t left_on_disk_ = 0;  ///< how often a row was left there

  // Only the courier's own thread touches these.
  Limits limits_;
  std::unordered_map<std::string, Lane> lanes_;
  std::deque<std::string> runnable_;
  std::multimap<Time, std::string> later_;
  std::deque<Job> urgent_;
  std::multimap<Time, Job> urgent_later_;
  std::multimap<Time, Ending> unwritten_;
  std::set<OutgoingId> held_;  ///< outbox rows in memory
  std::optional<Instant> next_due_;
  Time next_tidy_{};
  bool first_load_ = true;
  std::minstd_rand jitter_;

  std::atomic<int> in_flight_{0};
  std::unique_ptr<http::Client> client_;
  std::thread thread_;
};

}  // namespace wegwijzer::engine
