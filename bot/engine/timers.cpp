#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "engine/handling.hpp"
#include "engine/one_view.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr int kMost = 64;
constexpr auto kJump = 1h;
constexpr auto kPause = 15min;

std::string key_of(const handler::Timer& timer) {
  return timer.handler + "\n" + timer.kind + "\n" + std::string(timer.subject.view());
}

}  // namespace

/// False for a quarter of an hour after the system's clock ran away from the steady one: what seems due may not be.
bool Engine::clock_is_trusted() {
  const auto ahead =
      parts_.clock.now().time_since_epoch() - std::chrono::duration_cast<Duration>(Steady::now().time_since_epoch());
  const auto before = std::exchange(clock_ahead_, ahead);
  if (before && ahead - *before > kJump) {
    log::error("clock.jumped");
    timers_held_until_ = Steady::now() + kPause;
  }
  return Steady::now() >= timers_held_until_;
}

void Engine::look_for_timers() {
  if (workers_->waiting() >= kMost) return;
  std::vector<handler::Timer> due;
  auto read = looker_.read(parts_.clock.now(), [&](store::Read& r) -> Result<void> {
    auto found = handler::due_timers(r, kMost);
    if (!found) return failed(std::move(found.error()));
    due = std::move(*found);
    return {};
  });
  if (!read) return log::warn("timers.cannot_read");
  for (auto& timer : due) {
    {
      const std::lock_guard lock(mutex_);
      if (!timers_.insert(key_of(timer)).second) continue;
    }
    Item item;
    const std::string subject(timer.subject.view());
    item.timer = std::move(timer);
    workers_->put(subject, std::move(item));
  }
}

void Engine::let_go(const handler::Timer& timer) {
  const std::lock_guard lock(mutex_);
  timers_.erase(key_of(timer));
}

void Engine::handle_due(const std::shared_ptr<Handling>& handling, store::Connection& reader) {
  const auto& timer = *handling->item.timer;
  auto& message = handling->message;
  message.id = "due " + timer.handler + " " + timer.kind + " " + to_hex(timer.subject.view()) + " " +
               std::to_string(timer.version) + " " + std::to_string(to_micros(timer.due));
  message.what = model::Due{timer.kind, timer.subject, timer.version};
  handling->conversation = timer.subject.view();
  handling->language = settings_.language;
  const auto found = std::find_if(parts_.handlers.begin(), parts_.handlers.end(),
                                  [&](const auto& one) { return one->name() == timer.handler; });
  if (found == parts_.handlers.end())
    return failed_to_handle(handling, {Kind::unavailable, "timer", "its handler is not there", ""});
  bool decided = false;
  auto read = reader.read(parts_.clock.now(), [&](store::Read& r) -> Result<void> {
    decided = true;
    const OneView view(&r, parts_.clock.now(), handling->person, handling->language);
    auto outcome = (*found)->handle(message, view);
    if (!outcome)
      failed_to_handle(handling, outcome.error());
    else
      settle_due(handling, std::move(*outcome));
    return {};
  });
  if (!read && !decided) failed_to_handle(handling, read.error());
}

void Engine::settle_due(const std::shared_ptr<Handling>& handling, handler::Outcome outcome) {
  if (outcome.note) writer_->note(outcome.note);
  handling->outcome = std::move(outcome);
  if (handling->outcome.change) return settle_change(handling);
  auto routed = route(*handling, addressed(std::move(handling->outcome.messages), handling->message));
  if (!routed) return failed_to_handle(handling, routed.error());
  commit(handling, nullptr);
}

void Engine::postpone_due(const std::shared_ptr<Handling>& handling) {
  const auto& timer = *handling->item.timer;
  const Instant next_try = parts_.clock.now() + std::min<Duration>(10min, 1s * (1LL << std::min(timer.attempts, 10)));
  writer_->submit([timer, next_try](store::Tx& tx) { return handler::postpone_timer(tx, timer, next_try); },
                  [this, timer](const Result<void>&) { let_go(timer); });
}

}  // namespace wegwijzer::engine
