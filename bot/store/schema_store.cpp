#include "store/schema_store.hpp"

namespace wegwijzer::store {

Result<int> SchemaStore::version(Read& read) {
  auto table = read.one("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema'");
  if (!table) return failed(std::move(table.error()));
  if (!*table) return 0;
  auto row = read.one("SELECT version FROM schema");
  if (!row) return failed(std::move(row.error()));
  return *row ? static_cast<int>((*row)->integer(0)) : 0;
}

Result<void> SchemaStore::note(Tx& tx, int version) {
  auto updated = tx.run("UPDATE schema SET version = ?", version);
  if (updated && *updated == 0) updated = tx.run("INSERT INTO schema (version) VALUES (?)", version);
  if (!updated) return failed(std::move(updated.error()));
  return {};
}

Result<void> SchemaStore::touch(Tx& tx) {
  auto done = tx.run("UPDATE schema SET version = version");
  if (!done) return failed(std::move(done.error()));
  return {};
}

}  // namespace wegwijzer::store
