#include "engine/courier.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "engine/inbox_store.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr int kInFlight = 64;
constexpr std::size_t kInMemory = 256;  // jobs; more wait on disk
constexpr int kLoad = 128;
constexpr auto kGiveUpAfter = std::chrono::hours{72};

}  // namespace

const channel::Channel* channel_named(const Channels& channels, std::string_view name) {
  for (const auto& channel : channels)
    if (channel->name() == name) return channel.get();
  return nullptr;
}

Courier::Courier(const Channels& channels, Writer& writer, const OutboxStore& store, store::Connection reader,
                 const Clock& clock, Metrics& metrics, std::function<void(const RowId&)> settled)
    : channels_(channels),
      writer_(writer),
      store_(store),
      reader_(std::move(reader)),
      clock_(clock),
      settled_(std::move(settled)),
      delivered_(metrics.counter("wegwijzer_delivered_total", "Messages a platform accepted")),
      retried_(metrics.counter("wegwijzer_delivery_retries_total", "Tries that did not get through")),
      given_up_(metrics.counter("wegwijzer_given_up_total", "Messages refused for good")),
      jitter_(static_cast<unsigned>(to_micros(clock.now()))),
      client_(http::Client::make(kInFlight)),
      thread_([this] { work(); }) {}

Courier::~Courier() { stop(0ms); }

bool Courier::carry(OutboxRow row, const RowId& inbox) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return true;  // the inbox row stands, and is handled again after the start
  if (in_memory_ >= kInMemory) return false;
  ++in_memory_;
  arrivals_.push_back({std::move(row), inbox, false, false});
  wake_.notify_one();
  return true;
}

void Courier::committed(std::vector<OutboxRow> rows) {
  const std::lock_guard lock(mutex_);
  const bool room = !stopping_ && !look_ && in_memory_ + rows.size() <= kInMemory;
  const Instant now = clock_.now();
  for (auto& row : rows) {
    if (!room || row.due > now) {
      look_ = true;
      continue;
    }
    ++in_memory_;
    arrivals_.push_back({std::move(row), std::nullopt, false, false});
  }
  wake_.notify_one();
}

void Courier::at_once(std::string_view channel, channel::Call call) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return;
  OutboxRow row;
  row.id = call.id;
  row.channel = channel;
  row.call = std::move(call);
  ++in_memory_;
  arrivals_.push_back({std::move(row), std::nullopt, true, false});
  wake_.notify_one();
}

void Courier::look() {
  const std::lock_guard lock(mutex_);
  look_ = true;
  wake_.notify_one();
}

std::size_t Courier::in_memory() const {
  const std::lock_guard lock(mutex_);
  return in_memory_;
}

void Courier::stop(milliseconds grace) {
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
    wake_.wait_for(lock, grace, [this] { return in_flight_ == 0 && arrivals_.empty() && landed_.empty(); });
  }
  client_.reset();
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void Courier::release(const OutgoingId& id, std::optional<Instant> due) {
  const std::lock_guard lock(mutex_);
  released_.emplace_back(id, due);
  if (in_memory_ > 0) --in_memory_;
  wake_.notify_all();
}

void Courier::schedule(const std::string& key, Lane& lane) {
  if (lane.scheduled || lane.busy || lane.jobs.empty()) return;
  lane.scheduled = true;
  runnable_.push_back(key);
}

void Courier::push(Job job) {
  if (job.at_once) {
    urgent_.push_back(std::move(job));
    return;
  }
  if (!job.inbox && !held_.insert(job.row.id).second) {
    const std::lock_guard lock(mutex_);
    if (in_memory_ > 0) --in_memory_;
    return;
  }
  const std::string key = job.row.conversation;
  auto& lane = lanes_[key];
  lane.jobs.push_back(std::move(job));
  schedule(key, lane);
}

void Courier::load_due() {
  std::vector<OutboxRow> rows;
  std::optional<Instant> next;
  auto read = reader_.read(clock_.now(), [&](store::Read& r) -> Result<void> {
    auto due = store_.due(r, static_cast<int>(held_.size()) + kLoad);
    if (!due) return failed(std::move(due.error()));
    rows = std::move(*due);
    auto at = OutboxStore::next_due(r);
    if (!at) return failed(std::move(at.error()));
    next = *at;
    return {};
  });
  if (!read) {
    log::warn("outbox.cannot_read");
    next_due_ = clock_.now() + 1s;
    return;
  }
  const bool full = static_cast<int>(rows.size()) >= static_cast<int>(held_.size()) + kLoad;
  for (auto& row : rows) {
    if (held_.contains(row.id)) continue;
    {
      const std::lock_guard lock(mutex_);
      ++in_memory_;
    }
    push({std::move(row), std::nullopt, false, false});
  }
  next_due_ = full ? clock_.now() : next;
}

std::optional<Courier::Time> Courier::next_wake() const {
  std::optional<Time> at;
  if (!later_.empty()) at = later_.begin()->first;
  if (next_due_ && held_.size() < kInMemory) {
    const auto due = std::chrono::steady_clock::now() + std::max(Duration{0}, *next_due_ - clock_.now());
    at = at ? std::min(*at, due) : due;
  }
  return at;
}

void Courier::work() {
  for (;;) {
    std::deque<Job> arrivals;
    std::deque<Landed> landed;
    std::deque<std::pair<OutgoingId, std::optional<Instant>>> released;
    bool look = false;
    {
      std::unique_lock lock(mutex_);
      const auto something = [this] {
        return ended_ || !arrivals_.empty() || !landed_.empty() || !released_.empty() ||
               (look_ && !stopping_ && held_.size() < kInMemory);
      };
      if (const auto until = next_wake())
        wake_.wait_until(lock, *until, something);
      else
        wake_.wait(lock, something);
      if (ended_) return;
      arrivals.swap(arrivals_);
      landed.swap(landed_);
      released.swap(released_);
      look = !stopping_ && held_.size() < kInMemory && std::exchange(look_, false);
    }
    for (auto& one : landed) land(std::move(one));
    for (const auto& [id, due] : released) {
      held_.erase(id);
      if (due && (!next_due_ || *due < *next_due_)) next_due_ = due;
    }
    for (auto& job : arrivals) push(std::move(job));
    bool stopping = false;
    {
      const std::lock_guard lock(mutex_);
      stopping = stopping_;
    }
    if (stopping) {
      wake_.notify_all();
      continue;
    }
    if (look || (next_due_ && *next_due_ <= clock_.now() && held_.size() < kInMemory)) load_due();
    start_runnable(std::chrono::steady_clock::now());
  }
}

void Courier::start_runnable(Time now) {
  while (!later_.empty() && later_.begin()->first <= now) {
    runnable_.push_back(std::move(later_.begin()->second));
    later_.erase(later_.begin());
  }
  for (; !urgent_.empty(); urgent_.pop_front()) start({}, std::move(urgent_.front()));
  while (in_flight_ < kInFlight && !runnable_.empty()) {
    const std::string key = std::move(runnable_.front());
    runnable_.pop_front();
    auto& lane = lanes_[key];
    const auto& call = lane.jobs.front().row.call;
    const auto at = limits_.earliest(call.installation, call.method, key, now);
    if (at > now) {
      later_.emplace(at, key);
      continue;
    }
    lane.scheduled = false;
    lane.busy = true;
    Job job = std::move(lane.jobs.front());
    lane.jobs.pop_front();
    limits_.went(key, now);
    start(key, std::move(job));
  }
  if (lanes_.empty()) limits_.tidy(now);
}

void Courier::start(const std::string& lane, Job job) {
  auto shared = std::make_shared<Job>(std::move(job));
  const auto& row = shared->row;
  ++in_flight_;
  const auto* channel = channel_named(channels_, row.channel);
  const auto token = channel && row.call.with_token ? channel->token(row.call.installation) : nullptr;
  const bool late = shared->at_once && clock_.now() > row.call.until;
  if (!row.readable || channel == nullptr || late || (row.call.with_token && !token)) {
    land({lane, shared, {http::Response::empty(0), http::Lost::nothing_sent}});
    return;
  }
  std::optional<channel::Call> look;
  if (row.doubtful) look = channel->look_back(row.call);
  shared->looking = look.has_value();
  const auto& call = look ? *look : row.call;
  http::Call out;
  out.url = call.url;
  out.headers = {{"Content-Type", call.content_type}};
  if (token) out.secret_headers.emplace_back("Authorization", token);
  out.body = call.body;
  if (shared->at_once) out.timeout = 3000ms;
  client_->send(std::move(out), [this, lane, shared](http::Answer answer) {
    const std::lock_guard lock(mutex_);
    landed_.push_back({lane, shared, std::move(answer)});
    wake_.notify_all();
  });
}

void Courier::land(Landed landed) {
  --in_flight_;
  settle(std::move(*landed.job), landed.answer);
  const auto lane = lanes_.find(landed.lane);
  if (lane == lanes_.end()) return;
  lane->second.busy = false;
  if (lane->second.jobs.empty())
    lanes_.erase(lane);
  else
    schedule(landed.lane, lane->second);
}

void Courier::settle(Job job, const http::Answer& answer) {
  const auto& call = job.row.call;
  const auto* channel = channel_named(channels_, job.row.channel);
  if (answer.response && answer.response->status == 0) {  // never left the house
    if (!job.row.readable) return give_up(job, "unreadable");
    return give_up(job, job.at_once ? Word("too_late") : Word("no_installation"));
  }
  if (job.looking) {
    job.looking = false;
    if (answer.response && channel->arrived(call, *answer.response)) return done(job);
    job.row.doubtful = false;
    return resend(std::move(job));
  }
  if (!answer.response) return again(std::move(job), 0ms, answer.lost == http::Lost::unknown);
  const auto verdict = channel->judge(call, *answer.response);
  if (std::holds_alternative<channel::Done>(verdict)) return done(job);
  if (const auto* later = std::get_if<channel::Again>(&verdict)) {
    if (later->whole_method)
      limits_.hold(call.installation, call.method,
                   std::chrono::steady_clock::now() + later->after);
    const bool doubtful = answer.response->status >= 500 || answer.response->status == 200;
    return again(std::move(job), later->after, doubtful && !later->whole_method);
  }
  if (std::holds_alternative<channel::FreshToken>(verdict)) return again(std::move(job), 2000ms, false);
  if (std::holds_alternative<channel::AsPlain>(verdict)) {
    log::warn("courier.blocks_refused", {{"request", RequestId{job.row.id.bytes}}});
    if (!call.plain_body || call.plain_body->empty()) return give_up(job, "content_refused");
    job.row.call.body = std::exchange(job.row.call.plain_body, nullptr);
    return resend(std::move(job));
  }
  const auto& never = std::get<channel::Never>(verdict);
  if (!never.installation_ended) return give_up(job, never.reason);
  log::error("courier.token_refused", {{"reason", never.reason}});
  limits_.hold(call.installation, "", std::chrono::steady_clock::now() + 600s);
  again(std::move(job), 600'000ms, false);
}

void Courier::resend(Job job) { lanes_[job.row.conversation].jobs.push_front(std::move(job)); }

void Courier::done(Job& job) {
  delivered_.add();
  finish(job, [id = job.row.id, inbox = job.inbox](store::Tx& tx) {
    return inbox ? InboxStore::destroy(tx, *inbox) : OutboxStore::delivered(tx, id);
  });
}

void Courier::finish(const Job& job, Writer::Change change, std::optional<Instant> due) {
  if (job.at_once) return release(job.row.id, std::nullopt);
  writer_.submit(std::move(change), [this, id = job.row.id, inbox = job.inbox, due](const Result<void>& noted) {
    // Not noted: the row still stands. It is read back a little later, and goes out again with the same id.
    if (inbox) settled_(*inbox);
    release(id, noted ? due : std::optional<Instant>(clock_.now() + 5s));
  });
}

void Courier::again(Job job, milliseconds after, bool doubtful) {
  retried_.add();
  const Instant now = clock_.now();
  if (now - job.row.created > kGiveUpAfter) return give_up(job, "too_old");
  const Instant due = now + (after > 0ms ? after + backoff(0) : backoff(job.row.attempts));
  log::debug("courier.again", {{"request", RequestId{job.row.id.bytes}}, {"attempt", job.row.attempts + 1}});
  if (!job.inbox)
    return finish(
        job, [id = job.row.id, due, doubtful](store::Tx& tx) { return OutboxStore::postpone(tx, id, due, doubtful); }, due);
  OutboxRow row = job.row;
  ++row.attempts;
  row.due = due;
  row.doubtful = doubtful;
  finish(
      job,
      [this, row = std::move(row), inbox = *job.inbox](store::Tx& tx) {
        auto added = store_.add(tx, row);
        return added ? InboxStore::destroy(tx, inbox) : added;
      },
      due);
}

void Courier::give_up(Job& job, Word reason) {
  given_up_.add();
  log::warn("courier.given_up", {{"request", RequestId{job.row.id.bytes}}, {"reason", reason}});
  OutboxRow row = job.row;
  row.call = {};
  finish(job, [row = std::move(row), inbox = job.inbox, reason](store::Tx& tx) {
    if (!inbox) return OutboxStore::give_up(tx, row.id, reason.text());
    auto added = OutboxStore::add_dead(tx, row, reason.text());
    return added ? InboxStore::destroy(tx, *inbox) : added;
  });
}

milliseconds Courier::backoff(int attempts) {
  const auto longest = std::min<std::int64_t>(600'000, 500LL << std::min(attempts, 20));
  return milliseconds{longest / 2 + static_cast<std::int64_t>(jitter_() % static_cast<std::uint64_t>(longest / 2 + 1))};
}

}  // namespace wegwijzer::engine
