#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "engine/engine.hpp"
#include "engine/handling.hpp"

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
    if (look || now >= next_look) {
      look_for_rows();
      next_look = Steady::now() + 1s;
    }
    if (now >= next_forget) {
      forget_old();
      next_forget = Steady::now() + 10min;
    }
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
  for (const auto& handling : late)
    if (handling->item.waiting->withdraw(apology(*handling, "busy"))) apologies_.add();
}

void Engine::look_for_rows() {
  if (!writer_->healthy()) writer_->note([](store::Tx&) { return Result<void>{}; });
  courier_->look();
  bool more = true;
  RowId after{};
  while (more && workers_->waiting() < kLook) {
    std::vector<InboxRow> rows;
    auto read = looker_.read(parts_.clock.now(), [&](store::Read& r) -> Result<void> {
      auto found = InboxStore::waiting(r, after, kLook);
      if (!found) return failed(std::move(found.error()));
      rows = std::move(*found);
      return {};
    });
    if (!read) {
      log::warn("inbox.cannot_read");
      return;
    }
    more = rows.size() == kLook;
    for (const auto& row : rows) {
      after = row.id;
      {
        const std::lock_guard lock(mutex_);
        if (!held_.insert(row.id).second) continue;
      }
      Item item;
      item.inbox = row.id;
      item.event.channel = row.channel;
      workers_->put(row.conversation, std::move(item));
    }
  }
  if (more) return;
  const std::lock_guard lock(mutex_);
  spilled_ = false;
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
  if (auto turned = parts_.vault.turn(parts_.clock.now()); !turned) log::error("keys.cannot_turn");
}

}  // namespace wegwijzer::engine
