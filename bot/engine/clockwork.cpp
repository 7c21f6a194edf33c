#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "engine/engine.hpp"
#include "engine/handling.hpp"
#include "store/schema_store.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr int kLook = 256;

}  // namespace

void Engine::tick() {
  auto next_look = Steady::now();
  auto next_forget = Steady::now() + 10s;
  for (;;) {
    bool look = false;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, 200ms, [this] { return stopping_ || look_; });
      if (stopping_) return;
      look = std::exchange(look_, false);
    }
    withdraw_late();
    const auto now = Steady::now();
    if (!look && now < next_look) continue;
    look_for_rows();
    if (now < next_look) continue;
    next_look = now + 1s;
    // Only something that is really written tells whether writing works again.
    if (!writer_->healthy()) writer_->note([](store::Tx& tx) { return store::SchemaStore::touch(tx); });
    // After a jump of the clock what seems due or old may not be, and a destroyed key does not come back.
    if (!clock_is_trusted() || !writer_->healthy()) continue;
    look_for_timers();
    forget_some();
    if (now < next_forget) continue;
    next_forget = now + 10min;
    forget_old();
  }
}

void Engine::withdraw_late() {
  std::vector<std::shared_ptr<Handling>> late;
  {
    const std::lock_guard lock(mutex_);
    while (!changes_.empty()) {
      auto handling = changes_.front().lock();
      if (handling && !handling->item.waiting->answered() && handling->item.waiting->until() > Steady::now()) break;
      if (handling && !handling->item.waiting->answered()) late.push_back(std::move(handling));
      changes_.pop_front();
    }
  }
  const Fault busy{Kind::unavailable, "engine", "the change could not begin in time", ""};
  for (const auto& handling : late) {
    auto sorry = apology(*handling, busy);
    if (!handling->item.waiting->withdraw(std::move(sorry.response))) continue;
    apologies_.add();
    say_at_once(*handling, sorry.unsaid);
  }
}

void Engine::look_for_rows() {
  courier_->look();
  std::uint64_t spills_before = 0;
  {
    const std::lock_guard lock(mutex_);
    spills_before = spills_;
  }
  RowId after{};
  bool more = true;
  while (more && workers_->waiting() < kLook) {
    auto looked = look_for_some(after);
    if (!looked) return log::warn("inbox.cannot_read");
    more = *looked;
  }
  if (more) return;
  first_look_ = false;
  const std::lock_guard lock(mutex_);
  if (spills_ == spills_before)
    spilled_ = false;
  else
    look_ = true;
}

/// Hands the workers the next rows after `after`. False when there are no more.
Result<bool> Engine::look_for_some(RowId& after) {
  std::vector<InboxRow> rows;
  auto read = looker_.read(parts_.clock.now(), [&](store::Read& r) -> Result<void> {
    auto found = InboxStore::waiting(r, after, kLook);
    if (!found) return failed(std::move(found.error()));
    rows = std::move(*found);
    return {};
  });
  if (!read) return failed(std::move(read.error()));
  for (const auto& row : rows) {
    after = row.id;
    {
      const std::lock_guard lock(mutex_);
      if (!held_.insert(row.id).second) continue;
    }
    Item item;
    item.inbox = row.id;
    item.event.channel = row.channel;
    item.doubtful = first_look_;
    workers_->put(row.conversation, std::move(item));
  }
  return rows.size() == static_cast<std::size_t>(kLook);
}

void Engine::forget_some() {
  writer_->note([slice = slice_++](store::Tx& tx) { return InboxStore::forget_seen(tx, slice); });
  if (auto turned = parts_.vault.turn(parts_.clock.now()); !turned) log::error("keys.cannot_turn");
}

void Engine::forget_old() {
  writer_->submit(
      [this](store::Tx& tx) -> Result<void> {
        auto done = InboxStore::forget(tx);
        if (done) done = OutboxStore::forget(tx);
        for (const auto& handler : parts_.handlers)
          if (done) done = handler->forget_old(tx);
        return done;
      },
      [this](const Result<void>& result) {
        if (result) writer_->truncate_log();
      });
}

}  // namespace wegwijzer::engine
