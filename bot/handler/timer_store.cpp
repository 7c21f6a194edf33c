#include "handler/timer_store.hpp"

namespace wegwijzer::handler {
namespace {

Result<void> nothing(Result<std::int64_t> done) {
  if (!done) return failed(std::move(done.error()));
  return {};
}

}  // namespace

Result<void> set_timer(store::Tx& tx, const Timer& timer) {
  return nothing(tx.run(
      "INSERT INTO timer (handler, kind, subject, version, due, next_try, attempts) VALUES (?, ?, ?, ?, ?, ?, 0) "
      "ON CONFLICT (handler, kind, subject) DO UPDATE SET version = excluded.version, due = excluded.due, "
      "next_try = excluded.next_try, attempts = 0",
      timer.handler, timer.kind, timer.subject, timer.version, timer.due, timer.due));
}

Result<void> cancel_timer(store::Tx& tx, std::string_view handler, std::string_view kind, const RowId& subject) {
  return nothing(tx.run("DELETE FROM timer WHERE handler = ? AND kind = ? AND subject = ?", handler, kind, subject));
}

Result<void> cancel_timers(store::Tx& tx, std::string_view handler, const RowId& subject) {
  return nothing(tx.run("DELETE FROM timer WHERE handler = ? AND subject = ?", handler, subject));
}

Result<std::vector<Timer>> due_timers(store::Read& read, int most) {
  auto rows = read.all(
      "SELECT handler, kind, subject, version, due, attempts FROM timer WHERE next_try <= ? ORDER BY next_try LIMIT ?",
      read.now(), most);
  if (!rows) return failed(std::move(rows.error()));
  std::vector<Timer> found;
  for (const auto& row : *rows)
    found.push_back(
        {row.text(0), row.text(1), row.id<RowId>(2), row.integer(3), row.instant(4), static_cast<int>(row.integer(5))});
  return found;
}

Result<bool> take_timer(store::Tx& tx, const Timer& timer) {
  auto taken = tx.run("DELETE FROM timer WHERE handler = ? AND kind = ? AND subject = ? AND version = ? AND due = ?",
                      timer.handler, timer.kind, timer.subject, timer.version, timer.due);
  if (!taken) return failed(std::move(taken.error()));
  return *taken > 0;
}

Result<void> postpone_timer(store::Tx& tx, const Timer& timer, Instant next_try) {
  return nothing(
      tx.run("UPDATE timer SET attempts = attempts + 1, next_try = ? "
             "WHERE handler = ? AND kind = ? AND subject = ? AND version = ? AND due = ?",
             next_try, timer.handler, timer.kind, timer.subject, timer.version, timer.due));
}

}  // namespace wegwijzer::handler
