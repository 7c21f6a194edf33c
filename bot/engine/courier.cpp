#include "engine/courier.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "engine/inbox_store.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr int kInFlight = 64;
constexpr std::size_t kInMemory = 256;  // jobs; more wait on disk
constexpr std::size_t kRefill = 128;    // below this, more are read

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
      started_(clock.now()),
      jitter_(std::random_device{}()),
      client_(http::Client::make(kInFlight)),
      thread_([this] { work(); }) {
  look();
}

Courier::~Courier() {
  stop(0ms);
}

bool Courier::has_room(const OutboxRow& row) const {
  if (row.urgent) return true;
  // What stands before it on disk goes first.
  if (!left_ || left_->contains(row.conversation) || in_memory_ >= kInMemory) return false;
  const auto of = of_.find(row.conversation);
  return of == of_.end() || of->second < OutboxStore::kOfOne;
}

void Courier::came(const std::string& conversation) {
  ++in_memory_;
  ++of_[conversation];
}

void Courier::went(const std::string& conversation) {
  --in_memory_;
  const auto of = of_.find(conversation);
  if (--of->second > 0) return;
  of_.erase(of);
  if (left_ && left_->contains(conversation)) incoming_.look = true;  // those behind may go
}

bool Courier::carry(OutboxRow row, const RowId& inbox) {
  const std::lock_guard lock(mutex_);
  if (incoming_.stopping) return true;  // the inbox row stands, and is handled again after the start
  if (!has_room(row)) return false;
  came(row.conversation);
  incoming_.arrivals.push_back({std::move(row), inbox});
  wake_.notify_one();
  return true;
}

void Courier::committed(std::vector<OutboxRow> rows) {
  const std::lock_guard lock(mutex_);
  const Instant now = clock_.now();
  for (auto& row : rows) {
    if (incoming_.stopping || row.due > now || !has_room(row)) {
      incoming_.look = true;
      if (row.due > now) continue;
      ++left_on_disk_;
      if (left_) left_->insert(std::move(row.conversation));
      continue;
    }
    came(row.conversation);
    incoming_.arrivals.push_back({std::move(row)});
  }
  wake_.notify_one();
}

void Courier::at_once(std::string_view channel, channel::Call call) {
  const std::lock_guard lock(mutex_);
  if (incoming_.stopping) return;
  Job job;
  job.at_once = true;
  job.row.id = call.id;
  job.row.channel = channel;
  job.row.created = clock_.now();
  job.row.call = std::move(call);
  came({});
  incoming_.arrivals.push_back(std::move(job));
  wake_.notify_one();
}

void Courier::look() {
  const std::lock_guard lock(mutex_);
  incoming_.look = true;
  wake_.notify_one();
}

std::size_t Courier::in_memory() const {
  const std::lock_guard lock(mutex_);
  return in_memory_;
}

void Courier::stop(milliseconds grace) {
  {
    std::unique_lock lock(mutex_);
    incoming_.stopping = true;
    wake_.notify_all();
    wake_.wait_for(lock, grace, [this] { return in_flight_ == 0 && incoming_.landed.empty(); });
    incoming_.ended = true;
    wake_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  client_.reset();  // what is still in flight: its row stands
}

std::optional<Courier::Time> Courier::next_wake() const {
  std::optional<Time> at;
  const auto not_after = [&at](Time other) { at = at ? std::min(*at, other) : other; };
  if (!later_.empty()) not_after(later_.begin()->first);
  if (!urgent_later_.empty()) not_after(urgent_later_.begin()->first);
  if (!unwritten_.empty()) not_after(unwritten_.begin()->first);
  if (next_due_ && held_.size() < kRefill)
    not_after(Steady::now() + std::clamp<Duration>(*next_due_ - clock_.now(), 0s, 60s));
  return at;
}

Courier::Incoming Courier::wait_for_work() {
  std::unique_lock lock(mutex_);
  const bool may_load = held_.size() < kRefill;
  const auto something = [&] {
    const auto& in = incoming_;
    return in.ended || !in.arrivals.empty() || !in.landed.empty() || !in.released.empty() || !in.unwritten.empty() ||
           (in.look && may_load && !in.stopping);
  };
  const auto until = next_wake();
  if (until && !incoming_.stopping)
    wake_.wait_until(lock, *until, something);
  else
    wake_.wait(lock, something);
  Incoming taken;
  std::swap(taken, incoming_);
  incoming_.stopping = taken.stopping;
  incoming_.ended = taken.ended;
  incoming_.look = taken.look && !may_load;
  taken.look = taken.look && may_load;
  return taken;
}

void Courier::work() {
  for (;;) {
    auto in = wait_for_work();
    if (in.ended) return;
    // Arrivals before releases: what was read from disk and delivered before its arrival came must be recognised.
    for (auto& job : in.arrivals) push(std::move(job));
    for (auto& one : in.landed) land(std::move(one));
    for (const auto& [id, due] : in.released) let_go(id, due);
    const auto now = Steady::now();
    for (auto& ending : in.unwritten) unwritten_.emplace(now + 1s, std::move(ending));
    if (in.stopping) {
      wake_.notify_all();
      continue;
    }
    while (!unwritten_.empty() && unwritten_.begin()->first <= now) {
      auto ending = std::move(unwritten_.begin()->second);
      unwritten_.erase(unwritten_.begin());
      write(std::move(ending));
    }
    if (in.look || (next_due_ && *next_due_ <= clock_.now() && held_.size() < kRefill)) load_due();
    start_runnable(now);
  }
}

void Courier::let_go(const OutgoingId& id, std::optional<Instant> due) {
  held_.erase(id);
  if (due && (!next_due_ || *due < *next_due_)) next_due_ = due;
}

void Courier::push(Job job) {
  if (job.at_once) {
    urgent_.push_back(std::move(job));
    return;
  }
  if (!job.inbox && !held_.insert(job.row.id).second) {
    const std::lock_guard lock(mutex_);
    went(job.row.conversation);
    return;
  }
  const std::string key = job.row.conversation;
  const bool first = job.row.urgent;
  auto& lane = lanes_[key];
  // Behind the urgent ones before it: a card in two parts begins with its first.
  const auto at = first ? std::find_if(lane.jobs.begin(), lane.jobs.end(), [](const Job& j) { return !j.row.urgent; })
                        : lane.jobs.end();
  lane.jobs.insert(at, std::move(job));
  schedule(key, lane, first);
}

void Courier::schedule(const std::string& key, Lane& lane, bool first) {
  if (lane.scheduled || lane.busy || lane.jobs.empty()) return;
  lane.scheduled = true;
  if (first)
    runnable_.push_front(key);
  else
    runnable_.push_back(key);
}

void Courier::load_due() {
  std::uint64_t left_before = 0;
  {
    const std::lock_guard lock(mutex_);
    left_before = left_on_disk_;
  }
  OutboxStore::Due due;
  std::optional<Instant> next;
  auto read = reader_.read(clock_.now(), [&](store::Read& r) -> Result<void> {
    auto found = store_.due(r, held_, kInMemory - std::min(held_.size(), kRefill));
    if (!found) return failed(std::move(found.error()));
    due = std::move(*found);
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
  {
    const std::lock_guard lock(mutex_);
    for (const auto& row : due.rows) came(row.conversation);
    if (!due.more && left_on_disk_ == left_before) left_ = std::move(due.behind);
  }
  for (auto& row : due.rows) {
    // What was in flight when the program before this one ended may have arrived.
    row.doubtful = row.doubtful || (first_load_ && row.created < started_);
    push({std::move(row)});
  }
  first_load_ = false;
  next_due_ = due.more ? clock_.now() : next;
}

void Courier::start_runnable(Time now) {
  for (; !later_.empty() && later_.begin()->first <= now; later_.erase(later_.begin()))
    runnable_.push_back(std::move(later_.begin()->second));
  for (; !urgent_later_.empty() && urgent_later_.begin()->first <= now; urgent_later_.erase(urgent_later_.begin()))
    urgent_.push_back(std::move(urgent_later_.begin()->second));
  while (!urgent_.empty()) {
    Job job = std::move(urgent_.front());
    urgent_.pop_front();
    start({}, std::move(job));
  }
  while (in_flight_ < kInFlight && !runnable_.empty()) {
    const std::string key = std::move(runnable_.front());
    runnable_.pop_front();
    start_next(key, now);
  }
  if (now < next_tidy_) return;
  limits_.tidy(now);
  next_tidy_ = now + 10s;
}

void Courier::start_next(const std::string& key, Time now) {
  auto& lane = lanes_[key];
  const auto& call = lane.jobs.front().row.call;
  const auto at = std::max(lane.wait, limits_.earliest(call.installation, call.method, key, now));
  if (at > now && at <= now + kShortPause) {
    later_.emplace(at, key);
    return;
  }
  lane.scheduled = false;
  Job job = std::move(lane.jobs.front());
  lane.jobs.pop_front();
  if (at > now) {
    again_from_disk(job, std::chrono::ceil<milliseconds>(at - now));
    if (lane.jobs.empty())
      lanes_.erase(key);
    else
      schedule(key, lane);
    return;
  }
  lane.busy = true;
  start(key, std::move(job));
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
  if (!shared->looking && !shared->at_once) limits_.went(lane, Steady::now());
  const auto& call = look ? *look : row.call;
  http::Call out;
  out.url = call.url;
  out.headers = {{"Content-Type", call.content_type}};
  if (token) out.secret_headers.emplace_back("Authorization", token);
  out.body = call.body;
  if (shared->at_once) out.timeout = 3000ms;
  client_->send(std::move(out), [this, lane, shared](http::Answer answer) {
    const std::lock_guard lock(mutex_);
    incoming_.landed.push_back({lane, shared, std::move(answer)});
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

}  // namespace wegwijzer::engine
