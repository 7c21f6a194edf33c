#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "engine/courier.hpp"
#include "engine/inbox_store.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr auto kGiveUpAfter = std::chrono::hours{72};
constexpr int kLooks = 8;  // tries to look back; then it is sent again all the same

}  // namespace

void Courier::settle(Job job, const http::Answer& answer) {
  if (answer.response && answer.response->status == 0) {  // never left the house
    if (!job.row.readable) return give_up(job, "unreadable");
    return give_up(job, job.at_once ? Word("too_late") : Word("no_installation"));
  }
  if (job.looking) return looked(std::move(job), answer);
  if (!answer.response) return again(std::move(job), 0ms, job.row.doubtful || answer.lost == http::Lost::unknown);
  judged(std::move(job), *answer.response);
}

void Courier::looked(Job job, const http::Answer& answer) {
  const auto* channel = channel_named(channels_, job.row.channel);
  job.looking = false;
  if (answer.response && channel->arrived(job.row.call, *answer.response)) return done(job);
  const auto look = channel->look_back(job.row.call);
  channel::Verdict verdict = channel::Again{};
  if (answer.response && look) verdict = channel->judge(*look, *answer.response);
  if (const auto* later = std::get_if<channel::Again>(&verdict); later && job.row.attempts < kLooks)
    return again(std::move(job), later->after, true);
  job.row.doubtful = false;
  resend(std::move(job));
}

void Courier::judged(Job job, const http::Response& response) {
  const auto& call = job.row.call;
  const auto verdict = channel_named(channels_, job.row.channel)->judge(call, response);
  if (std::holds_alternative<channel::Done>(verdict)) return done(job);
  if (const auto* later = std::get_if<channel::Again>(&verdict)) {
    if (later->whole_method) limits_.hold(call.installation, call.method, Steady::now() + later->after);
    if (later->most > 0 && job.row.attempts + 1 >= later->most) return give_up(job, "refused_again");
    const bool may_have_arrived = response.status >= 500 || response.status == 200;
    return again(std::move(job), later->after, may_have_arrived && !later->whole_method);
  }
  if (std::holds_alternative<channel::FreshToken>(verdict)) return again(std::move(job), 2000ms, false);
  if (std::holds_alternative<channel::AsPlain>(verdict)) {
    log::warn("courier.blocks_refused", {{"request", job.row.call.request}, {"delivery", RequestId{job.row.id.bytes}}});
    if (!call.plain_body || call.plain_body->empty()) return give_up(job, "content_refused");
    job.row.call.body = std::exchange(job.row.call.plain_body, nullptr);
    return resend(std::move(job));
  }
  const auto& never = std::get<channel::Never>(verdict);
  if (!never.installation_ended) return give_up(job, never.reason);
  log::error("courier.token_refused", {{"reason", never.reason}});
  limits_.hold(call.installation, "", Steady::now() + 600s);
  again(std::move(job), 600'000ms, false);
}

void Courier::done(Job& job) {
  delivered_.add();
  finish(job, [id = job.row.id, inbox = job.inbox](store::Tx& tx) {
    return inbox ? InboxStore::destroy(tx, *inbox) : OutboxStore::delivered(tx, id);
  });
}

void Courier::resend(Job job) {
  if (job.at_once) return urgent_.push_back(std::move(job));
  lanes_[job.row.conversation].jobs.push_front(std::move(job));  // its lane is busy until this call has landed
}

void Courier::again(Job job, milliseconds after, bool doubtful) {
  retried_.add();
  if (job.at_once) return at_once_again(std::move(job), after);
  if (clock_.now() - job.row.created > kGiveUpAfter) return give_up(job, "too_old");
  const auto pause = after > 0ms ? after + backoff(-1) : backoff(job.row.attempts);
  ++job.row.attempts;
  job.row.doubtful = doubtful;
  log::debug(
      "courier.again",
      {{"request", job.row.call.request}, {"delivery", RequestId{job.row.id.bytes}}, {"attempt", job.row.attempts}});
  if (pause > kShortPause) return again_from_disk(job, pause);
  auto& lane = lanes_[job.row.conversation];
  lane.wait = Steady::now() + pause;
  lane.jobs.push_front(std::move(job));
}

void Courier::again_from_disk(const Job& job, milliseconds pause) {
  OutboxRow row = job.row;
  row.due = clock_.now() + pause;
  finish(
      job,
      [this, row, inbox = job.inbox](store::Tx& tx) {
        if (!inbox) return OutboxStore::postpone(tx, row);
        auto added = store_.add(tx, row);
        return added ? InboxStore::destroy(tx, *inbox) : added;
      },
      row.due);
}

void Courier::at_once_again(Job job, milliseconds after) {
  const auto pause = std::max<milliseconds>(after, 1s);
  if (clock_.now() + pause > job.row.call.until) return give_up(job, "too_late");
  urgent_later_.emplace(Steady::now() + pause, std::move(job));
}

void Courier::give_up(Job& job, Word reason) {
  given_up_.add();
  log::warn("courier.given_up",
            {{"request", job.row.call.request}, {"delivery", RequestId{job.row.id.bytes}}, {"reason", reason}});
  OutboxRow row = job.row;
  row.call = {};
  finish(job, [row = std::move(row), inbox = job.inbox, reason](store::Tx& tx) {
    auto given_up = OutboxStore::give_up(tx, row, reason.text());
    return given_up && inbox ? InboxStore::destroy(tx, *inbox) : given_up;
  });
}

void Courier::finish(const Job& job, Writer::Change change, std::optional<Instant> due) {
  if (job.at_once) return release(job.row.id, {}, std::nullopt);
  write({job.row.id, job.row.conversation, job.inbox, std::move(change), due});
}

void Courier::write(Ending ending) {
  auto shared = std::make_shared<Ending>(std::move(ending));
  writer_.submit([shared](store::Tx& tx) { return shared->change(tx); },
                 [this, shared](const Result<void>& written) {
                   if (written) {
                     if (shared->inbox) settled_(*shared->inbox);
                     return release(shared->id, shared->conversation, shared->due);
                   }
                   // The row still stands, though the platform has answered: held until that is written.
                   const std::lock_guard lock(mutex_);
                   incoming_.unwritten.push_back(std::move(*shared));
                   wake_.notify_all();
                 });
}

void Courier::release(const OutgoingId& id, const std::string& conversation, std::optional<Instant> due) {
  const std::lock_guard lock(mutex_);
  incoming_.released.emplace_back(id, due);
  went(conversation);
  wake_.notify_all();
}

milliseconds Courier::backoff(int attempts) {
  const auto longest = attempts < 0 ? 250LL : std::min<std::int64_t>(600'000, 500LL << std::min(attempts, 20));
  return milliseconds{longest / 2 + static_cast<std::int64_t>(jitter_() % static_cast<std::uint64_t>(longest / 2 + 1))};
}

}  // namespace wegwijzer::engine
