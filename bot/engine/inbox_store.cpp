#include "engine/inbox_store.hpp"

#include "base/pack.hpp"
#include "base/reveal.hpp"
#include "crypto/random.hpp"

namespace wegwijzer::engine {
namespace {

using std::chrono::hours;

std::string packed(const channel::RawEvent& event) {
  Packer packer;
  packer.reserve(event.body ? event.body->size() + 512 : 512);
  packer.text(event.kind).text(event.conversation).text(event.request.view());
  packer.number(static_cast<std::int64_t>(event.identities.size()));
  for (const auto& identity : event.identities) packer.text(identity);
  packer.text(reveal(event.body));
  return std::move(packer.bytes());
}

InboxRow row_from(const store::Row& row) {
  return {row.id<RowId>(0), row.text(1), row.text(2), row.instant(3), static_cast<int>(row.integer(4)), row.text(5)};
}

Result<void> nothing(Result<std::int64_t> done) {
  if (!done) return failed(std::move(done.error()));
  return {};
}

}  // namespace

InboxRow InboxStore::sealed(const channel::RawEvent& event) const {
  InboxRow row;
  row.id = crypto::time_ordered_row_id(event.received);
  row.conversation = conversation_hash(event);
  row.channel = event.channel;
  row.received = event.received;
  std::string plain = packed(event);
  row.event = vault_.seal({"inbox", "event", row.id.view()}, plain);
  wipe(plain.data(), plain.size());
  return row;
}

Result<channel::RawEvent> InboxStore::opened(const InboxRow& row) const {
  auto secret = vault_.open({"inbox", "event", row.id.view()}, row.event);
  if (!secret) return failed(std::move(secret.error()));
  Unpacker unpacker(reveal(*secret));
  channel::RawEvent event;
  event.channel = row.channel;
  event.received = row.received;
  event.kind = unpacker.text();
  event.conversation = unpacker.text();
  if (auto request = id_from_bytes<RequestTag>(unpacker.text())) event.request = *request;
  const auto count = unpacker.number();
  for (std::int64_t i = 0; i < count && unpacker.fine(); ++i) event.identities.emplace_back(unpacker.text());
  event.body = share(unpacker.text());
  if (!unpacker.fine()) return failed(Kind::broken, "inbox", "an event's row does not read back");
  return event;
}

std::vector<std::string> InboxStore::hashed(const std::vector<std::string>& identities) const {
  std::vector<std::string> hashes;
  hashes.reserve(identities.size());
  for (const auto& identity : identities) hashes.push_back(vault_.keyed_hash("seen", {identity}).substr(0, 16));
  return hashes;
}

std::string InboxStore::conversation_hash(const channel::RawEvent& event) const {
  return conversation_hash(event.channel, event.conversation);
}

std::string InboxStore::conversation_hash(std::string_view channel, std::string_view conversation) const {
  return vault_.keyed_hash("conversation", {channel, conversation}).substr(0, 16);
}

Result<InboxStore::Kept> InboxStore::see(store::Tx& tx, const std::vector<std::string>& hashed_identities) {
  for (const auto& hash : hashed_identities) {
    auto found = tx.one("SELECT 1 FROM seen WHERE key = ?", store::Bytes{hash});
    if (!found) return failed(std::move(found.error()));
    if (*found) return Kept::before;
  }
  for (const auto& hash : hashed_identities) {
    auto added =
        tx.run("INSERT INTO seen (key, at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", store::Bytes{hash}, tx.now());
    if (!added) return failed(std::move(added.error()));
  }
  return Kept::now;
}

Result<InboxStore::Kept> InboxStore::keep(store::Tx& tx, const InboxRow& row,
                                          const std::vector<std::string>& hashed_identities) {
  auto kept = see(tx, hashed_identities);
  if (!kept || *kept == Kept::before) return kept;
  auto added = tx.run(
      "INSERT INTO inbox (id, conversation, channel, received, attempts, status, next_try, event) "
      "VALUES (?, ?, ?, ?, 0, 'waiting', ?, ?)",
      row.id, store::Bytes{row.conversation}, row.channel, row.received, row.received, store::Bytes{row.event});
  if (!added) return failed(std::move(added.error()));
  return Kept::now;
}

Result<void> InboxStore::destroy(store::Tx& tx, const RowId& id) {
  return nothing(tx.run("DELETE FROM inbox WHERE id = ?", id));
}

Result<void> InboxStore::postpone(store::Tx& tx, const RowId& id, Instant next_try) {
  return nothing(tx.run("UPDATE inbox SET attempts = attempts + 1, next_try = ? WHERE id = ?", next_try, id));
}

Result<void> InboxStore::lay_aside(store::Tx& tx, const RowId& id) {
  return nothing(tx.run("UPDATE inbox SET status = 'dead', next_try = ? WHERE id = ?", tx.now(), id));
}

Result<std::vector<InboxRow>> InboxStore::waiting(store::Read& read, const RowId& after, int most) {
  auto rows = read.all(
      "SELECT id, conversation, channel, received, attempts FROM inbox "
      "WHERE status = 'waiting' AND id > ? AND next_try <= ? ORDER BY id LIMIT ?",
      after, read.now(), most);
  if (!rows) return failed(std::move(rows.error()));
  std::vector<InboxRow> found;
  for (const auto& row : *rows) found.push_back(row_from(row));
  return found;
}

Result<std::optional<InboxRow>> InboxStore::find(store::Read& read, const RowId& id) {
  auto row = read.one(
      "SELECT id, conversation, channel, received, attempts, event FROM inbox WHERE id = ? AND status = 'waiting'", id);
  if (!row) return failed(std::move(row.error()));
  if (!*row) return std::optional<InboxRow>{};
  return row_from(**row);
}

Result<void> InboxStore::forget_seen(store::Tx& tx, std::uint8_t slice) {
  const std::string from(1, static_cast<char>(slice));
  const std::string to = slice == 0xFF ? std::string(17, '\xFF') : std::string(1, static_cast<char>(slice + 1));
  return nothing(tx.run("DELETE FROM seen WHERE key >= ? AND key < ? AND at < ?", store::Bytes{from}, store::Bytes{to},
                        tx.now() - hours{72}));
}

Result<void> InboxStore::forget(store::Tx& tx) {
  return nothing(tx.run("DELETE FROM inbox WHERE status = 'dead' AND next_try < ?", tx.now() - hours{24}));
}

Result<InboxStore::Depth> InboxStore::depth(store::Read& read) {
  auto row = read.one(
      "SELECT count(CASE WHEN status = 'waiting' THEN 1 END), count(CASE WHEN status = 'dead' THEN 1 END), "
      "min(CASE WHEN status = 'waiting' THEN received END) FROM inbox");
  if (!row) return failed(std::move(row.error()));
  Depth depth;
  if (!*row) return depth;
  depth.waiting = (*row)->integer(0);
  depth.dead = (*row)->integer(1);
  if (!(*row)->null(2)) depth.oldest = (*row)->instant(2);
  return depth;
}

}  // namespace wegwijzer::engine
