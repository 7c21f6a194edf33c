#include "engine/writer.hpp"

#include <future>
#include <utility>

#include "base/log.hpp"
#include "engine/kind_word.hpp"

namespace wegwijzer::engine {
namespace {
constexpr std::size_t kMost = 20'000;
constexpr std::size_t kMostWithNotes = 5'000;
constexpr std::int64_t kCheckpointBytes = 16 * 1024 * 1024;

/// What throws in a change is a mistake of its room: its piece is undone, the others stand.
Result<void> carried_out(const Writer::Change& change, store::Tx& tx) {
  try {
    return change(tx);
  } catch (const std::exception&) {
    return failed(Kind::broken, "engine", "a change threw");
  }
}

Fault too_busy() {
  return {Kind::unavailable, "store", "too many changes wait to be written", ""};
}
}  // namespace

Writer::Writer(store::Connection connection, const Clock& clock)
    : connection_(std::move(connection)), clock_(clock), thread_([this] { work(); }) {}

Writer::~Writer() {
  stop();
}

void Writer::submit(Change change, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < kMost) {
      queue_.push_back({std::move(change), std::move(done)});
      if (queue_.size() == 1) wake_.notify_one();
      return;
    }
  }
  if (done) done(failed(too_busy()));
}

void Writer::note(Change change) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || queue_.size() >= kMostWithNotes) return;
  queue_.push_back({std::move(change), nullptr});
  if (queue_.size() == 1) wake_.notify_one();
}

Result<void> Writer::run(Change change) {
  std::promise<Result<void>> promise;
  submit(std::move(change), [&promise](Result<void> result) { promise.set_value(std::move(result)); });
  return promise.get_future().get();
}

std::size_t Writer::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Writer::work() {
  std::vector<Piece> batch;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) break;
      batch.swap(queue_);
    }
    commit(batch);
    batch.clear();
    tidy_log();
  }
  (void)connection_.checkpoint(store::Connection::Checkpoint::truncate);
}

void Writer::commit(std::vector<Piece>& batch) {
  std::vector<Result<void>> results(batch.size());
  Result<void> whole = connection_.begin();
  if (whole) {
    const Instant now = clock_.now();
    for (std::size_t i = 0; i < batch.size(); ++i)
      results[i] =
          connection_.savepoint(now, [&piece = batch[i]](store::Tx& tx) { return carried_out(piece.change, tx); });
    whole = connection_.commit();
    if (!whole) connection_.rollback();
  }
  if (healthy_.exchange(whole.has_value()) != whole.has_value()) {
    if (whole)
      log::info("store.recovered");
    else
      log::error("store.cannot_write", {{"pieces", static_cast<std::int64_t>(batch.size())},
                                        {"kind", word_for(whole.error().kind)},
                                        {"place", FilePlace{whole.error().place}}});
  }
  for (std::size_t i = 0; i < batch.size(); ++i)
    if (batch[i].done) batch[i].done(whole ? std::move(results[i]) : failed(whole.error()));
}

void Writer::tidy_log() {
  if (truncate_.exchange(false))
    (void)connection_.checkpoint(store::Connection::Checkpoint::truncate);
  else if (connection_.wal_size() > kCheckpointBytes)
    (void)connection_.checkpoint(store::Connection::Checkpoint::passive);
}

}  // namespace wegwijzer::engine
