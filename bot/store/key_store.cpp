#include "store/key_store.hpp"

#include "store/schema_store.hpp"

namespace wegwijzer::store {
namespace {

constexpr int kSchema = 1;
constexpr const char* kTables = R"(
CREATE TABLE schema (version INTEGER NOT NULL) STRICT;
CREATE TABLE epoch_key (
  number INTEGER PRIMARY KEY NOT NULL,
  id BLOB NOT NULL UNIQUE,
  began INTEGER NOT NULL,
  sealed INTEGER NOT NULL,
  wrapped BLOB NOT NULL
) STRICT;
)";

Result<void> nothing(Result<std::int64_t> done) {
  if (!done) return failed(std::move(done.error()));
  return {};
}

}  // namespace

Result<void> KeyStore::prepare(Connection& connection) {
  return connection.write(Instant{}, [&connection](Tx& tx) -> Result<void> {
    auto version = SchemaStore::version(tx);
    if (!version) return failed(std::move(version.error()));
    if (*version > kSchema)
      return failed(Kind::conflict, "key store", "was made by a newer version: install that version");
    if (*version == kSchema) return {};
    if (auto made = connection.script(kTables); !made) return made;
    return SchemaStore::note(tx, kSchema);
  });
}

Result<std::vector<KeptKey>> KeyStore::all(Connection& connection) {
  std::vector<KeptKey> keys;
  auto done = connection.read(Instant{}, [&keys](Read& read) -> Result<void> {
    auto rows = read.all("SELECT id, began, sealed, wrapped FROM epoch_key ORDER BY began, number");
    if (!rows) return failed(std::move(rows.error()));
    for (const auto& row : *rows) keys.push_back({row.text(0), row.instant(1), row.integer(2), row.text(3)});
    return {};
  });
  if (!done) return failed(std::move(done.error()));
  return keys;
}

Result<void> KeyStore::add(Connection& connection, const KeptKey& key) {
  return connection.write(Instant{}, [&key](Tx& tx) {
    return nothing(
        tx.run("INSERT INTO epoch_key (number, id, began, sealed, wrapped) "
               "VALUES ((SELECT coalesce(max(number), 0) + 1 FROM epoch_key), ?, ?, ?, ?)",
               Bytes{key.id}, key.began, key.sealed, Bytes{key.wrapped}));
  });
}

Result<void> KeyStore::reserve(Connection& connection, const std::string& id, std::int64_t count) {
  return connection.write(Instant{}, [&](Tx& tx) {
    return nothing(tx.run("UPDATE epoch_key SET sealed = sealed + ? WHERE id = ?", count, Bytes{id}));
  });
}

Result<std::int64_t> KeyStore::destroy(Connection& connection, Instant before) {
  std::int64_t gone = 0;
  auto done = connection.write(Instant{}, [&](Tx& tx) -> Result<void> {
    auto deleted = tx.run("DELETE FROM epoch_key WHERE began < ?", before);
    if (!deleted) return failed(std::move(deleted.error()));
    gone = *deleted;
    return {};
  });
  // Deleted pages are overwritten, but the log holds the old ones until it is emptied.
  if (done && gone > 0) done = connection.checkpoint(Connection::Checkpoint::truncate);
  if (!done) return failed(std::move(done.error()));
  return gone;
}

}  // namespace wegwijzer::store
