#include "engine/outbox_store.hpp"

#include "base/reveal.hpp"

namespace wegwijzer::engine {
namespace {

Result<void> nothing(Result<std::int64_t> done) {
  if (!done) return failed(std::move(done.error()));
  return {};
}

}  // namespace

Result<void> OutboxStore::add(store::Tx& tx, const OutboxRow& row) const {
  std::string plain = to_bytes(row.call);
  const std::string sealed = vault_.seal({"outbox", "call", row.id.view()}, plain);
  wipe(plain.data(), plain.size());
  return nothing(
      tx.run("INSERT INTO outbox (id, seq, conversation, channel, created, due, attempts, status, reason, call) "
             "VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM outbox), ?, ?, ?, ?, ?, 'waiting', ?, ?) "
             "ON CONFLICT (id) DO NOTHING",
             row.id, store::Bytes{row.conversation}, row.channel, row.created, row.due, row.attempts,
             row.doubtful ? "lost" : "new", store::Bytes{sealed}));
}

Result<void> OutboxStore::add_dead(store::Tx& tx, const OutboxRow& row, std::string_view reason) {
  return nothing(
      tx.run("INSERT INTO outbox (id, seq, conversation, channel, created, due, attempts, status, reason) "
             "VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM outbox), ?, ?, ?, ?, ?, 'dead', ?) "
             "ON CONFLICT (id) DO UPDATE SET status = 'dead', reason = excluded.reason, call = NULL",
             row.id, store::Bytes{row.conversation}, row.channel, row.created, tx.now(), row.attempts, reason));
}

Result<void> OutboxStore::delivered(store::Tx& tx, const OutgoingId& id) {
  return nothing(tx.run("DELETE FROM outbox WHERE id = ?", id));
}

Result<void> OutboxStore::postpone(store::Tx& tx, const OutgoingId& id, Instant due, bool doubtful) {
  return nothing(tx.run("UPDATE outbox SET attempts = attempts + 1, due = ?, reason = ? WHERE id = ?", due,
                        doubtful ? "lost" : "refused", id));
}

Result<void> OutboxStore::give_up(store::Tx& tx, const OutgoingId& id, std::string_view reason) {
  return nothing(
      tx.run("UPDATE outbox SET status = 'dead', reason = ?, call = NULL, due = ? WHERE id = ?", reason, tx.now(), id));
}

Result<std::vector<OutboxRow>> OutboxStore::due(store::Read& read, int most) const {
  auto rows = read.all(
      "SELECT id, conversation, channel, created, due, attempts, call, reason FROM outbox "
      "WHERE status = 'waiting' AND due <= ? ORDER BY seq LIMIT ?",
      read.now(), most);
  if (!rows) return failed(std::move(rows.error()));
  std::vector<OutboxRow> found;
  for (const auto& row : *rows) {
    OutboxRow made{row.id<OutgoingId>(0), row.text(1),    row.text(2), row.instant(3),
                   row.instant(4),        static_cast<int>(row.integer(5)), {}, row.text(7) == "lost", true};
    auto call = vault_.open({"outbox", "call", made.id.view()}, row.text(6)).and_then([](const Secret& bytes) {
      return channel::call_from_bytes(reveal(bytes));
    });
    made.readable = call.has_value();
    if (call) made.call = std::move(*call);
    found.push_back(std::move(made));
  }
  return found;
}

Result<std::optional<Instant>> OutboxStore::next_due(store::Read& read) {
  auto row = read.one("SELECT min(due) FROM outbox WHERE status = 'waiting' AND due > ?", read.now());
  if (!row) return failed(std::move(row.error()));
  if (!*row || (*row)->null(0)) return std::optional<Instant>{};
  return std::optional<Instant>((*row)->instant(0));
}

Result<void> OutboxStore::forget(store::Tx& tx) {
  return nothing(tx.run("DELETE FROM outbox WHERE status = 'dead' AND due < ?", tx.now() - std::chrono::hours{24 * 30}));
}

Result<OutboxStore::Depth> OutboxStore::depth(store::Read& read) {
  auto row = read.one(
      "SELECT count(CASE WHEN status = 'waiting' THEN 1 END), count(CASE WHEN status = 'dead' THEN 1 END), "
      "min(CASE WHEN status = 'waiting' THEN created END) FROM outbox");
  if (!row) return failed(std::move(row.error()));
  Depth depth;
  if (!*row) return depth;
  depth.waiting = (*row)->integer(0);
  depth.dead = (*row)->integer(1);
  if (!(*row)->null(2)) depth.oldest = (*row)->instant(2);
  return depth;
}

Result<std::vector<OutboxStore::GivenUp>> OutboxStore::given_up(store::Read& read) {
  auto rows = read.all("SELECT channel, reason, count(*) FROM outbox WHERE status = 'dead' GROUP BY channel, reason");
  if (!rows) return failed(std::move(rows.error()));
  std::vector<GivenUp> found;
  for (const auto& row : *rows) found.push_back({row.text(0), row.text(1), row.integer(2)});
  return found;
}

}  // namespace wegwijzer::engine
