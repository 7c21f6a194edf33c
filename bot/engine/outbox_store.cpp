#include "engine/outbox_store.hpp"

#include <unordered_map>

#include "base/reveal.hpp"

namespace wegwijzer::engine {
namespace {

constexpr std::size_t kUrgent = 64;

Result<void> nothing(Result<std::int64_t> done) {
  if (!done) return failed(std::move(done.error()));
  return {};
}

std::int64_t number(std::size_t count) {
  return static_cast<std::int64_t>(count);
}

}  // namespace

Result<void> OutboxStore::add(store::Tx& tx, const OutboxRow& row) const {
  std::string plain = to_bytes(row.call);
  const std::string sealed = vault_.seal({"outbox", "call", row.id.view()}, plain);
  wipe(plain.data(), plain.size());
  return nothing(
      tx.run("INSERT INTO outbox (seq, id, conversation, channel, created, due, attempts, doubtful, urgent, call) "
             "VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM outbox), ?, ?, ?, ?, ?, ?, ?, ?, ?) "
             "ON CONFLICT (id) DO NOTHING",
             row.id, store::Bytes{row.conversation}, row.channel, row.created, row.due, row.attempts, row.doubtful,
             row.urgent, store::Bytes{sealed}));
}

Result<void> OutboxStore::delivered(store::Tx& tx, const OutgoingId& id) {
  return nothing(tx.run("DELETE FROM outbox WHERE id = ?", id));
}

Result<void> OutboxStore::postpone(store::Tx& tx, const OutboxRow& row) {
  return nothing(tx.run("UPDATE outbox SET attempts = ?, due = ?, doubtful = ? WHERE id = ?", row.attempts, row.due,
                        row.doubtful, row.id));
}

Result<void> OutboxStore::give_up(store::Tx& tx, const OutboxRow& row, std::string_view reason) {
  auto done =
      nothing(tx.run("INSERT INTO given_up (id, channel, created, at, attempts, reason) VALUES (?, ?, ?, ?, ?, ?) "
                     "ON CONFLICT (id) DO NOTHING",
                     row.id, row.channel, row.created, tx.now(), row.attempts + 1, reason));
  return done ? delivered(tx, row.id) : done;
}

OutboxRow OutboxStore::opened(const store::Row& row) const {
  OutboxRow made;
  made.id = row.id<OutgoingId>(0);
  made.conversation = row.text(1);
  made.channel = row.text(2);
  made.created = row.instant(3);
  made.due = row.instant(4);
  made.attempts = static_cast<int>(row.integer(5));
  made.doubtful = row.integer(6) != 0;
  made.urgent = row.integer(7) != 0;
  auto call = vault_.open({"outbox", "call", made.id.view()}, row.text(8)).and_then([](const Secret& bytes) {
    return channel::call_from_bytes(reveal(bytes));
  });
  made.readable = call.has_value();
  if (call) made.call = std::move(*call);
  return made;
}

Result<OutboxStore::Due> OutboxStore::due(store::Read& read, const std::set<OutgoingId>& held, std::size_t most) const {
  Due due;
  const std::int64_t limit = number(held.size() + most);
  const std::int64_t most_urgent = number(held.size() + kUrgent);
  auto urgent = read.all(
      "SELECT id, conversation, channel, created, due, attempts, doubtful, urgent, call FROM outbox "
      "WHERE urgent = 1 AND due <= ? ORDER BY seq LIMIT ?",
      read.now(), most_urgent);
  if (!urgent) return failed(std::move(urgent.error()));
  // Along seq, not along the index of times: a long queue that is due as a whole is then read without sorting it. One
  // more of each conversation than may go now, to know which have more.
  auto others = read.all(
      "SELECT id, conversation, channel, created, due, attempts, doubtful, urgent, call FROM outbox AS one "
      "WHERE urgent = 0 AND +due <= ?1 AND NOT EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.urgent = 0 AND "
      "earlier.conversation = one.conversation AND earlier.seq < one.seq AND earlier.due <= ?1 LIMIT 1 OFFSET ?2) "
      "ORDER BY seq LIMIT ?3",
      read.now(), kOfOne, limit);
  if (!others) return failed(std::move(others.error()));
  const auto take = [&](const store::Row& row) {
    if (held.contains(row.id<OutgoingId>(0))) return;
    if (due.rows.size() < most)
      due.rows.push_back(opened(row));
    else
      due.more = true;
  };
  for (const auto& row : *urgent) take(row);
  std::unordered_map<std::string, std::int64_t> of;
  for (const auto& row : *others)
    if (++of[row.text(1)] > kOfOne)
      due.behind.insert(row.text(1));
    else
      take(row);
  due.more = due.more || number(others->size()) == limit || number(urgent->size()) == most_urgent;
  return due;
}

Result<std::optional<Instant>> OutboxStore::next_due(store::Read& read) {
  auto row = read.one("SELECT min(due) FROM outbox WHERE due > ?", read.now());
  if (!row) return failed(std::move(row.error()));
  if (!*row || (*row)->null(0)) return std::optional<Instant>{};
  return std::optional<Instant>((*row)->instant(0));
}

Result<void> OutboxStore::forget(store::Tx& tx) {
  return nothing(tx.run("DELETE FROM given_up WHERE at < ?", tx.now() - std::chrono::hours{24 * 30}));
}

Result<OutboxStore::Depth> OutboxStore::depth(store::Read& read) {
  auto row =
      read.one("SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM given_up), min(created) FROM outbox");
  if (!row) return failed(std::move(row.error()));
  Depth depth;
  if (!*row) return depth;
  depth.waiting = (*row)->integer(0);
  depth.dead = (*row)->integer(1);
  if (!(*row)->null(2)) depth.oldest = (*row)->instant(2);
  return depth;
}

Result<std::vector<OutboxStore::GivenUp>> OutboxStore::given_up(store::Read& read) {
  auto rows = read.all("SELECT channel, reason, count(*) FROM given_up GROUP BY channel, reason");
  if (!rows) return failed(std::move(rows.error()));
  std::vector<GivenUp> found;
  for (const auto& row : *rows) found.push_back({row.text(0), row.text(1), row.integer(2)});
  return found;
}

}  // namespace wegwijzer::engine
