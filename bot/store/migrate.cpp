#include "store/migrate.hpp"

#include <string>
#include <string_view>

#include "store/schema_store.hpp"
#include "store_embedded/migrations.hpp"

namespace wegwijzer::store {
namespace {

/// The migration as this database wants it: its tables STRICT. In our migrations a ';' ends a statement.
std::string for_sqlite(std::string_view migration) {
  std::string sql;
  while (!migration.empty()) {
    const auto end = migration.find(';');
    const auto statement = migration.substr(0, end);
    sql.append(statement);
    if (statement.find("CREATE TABLE") != std::string_view::npos)
      sql.append(statement.find("WITHOUT ROWID") != std::string_view::npos ? ", STRICT" : " STRICT");
    if (end == std::string_view::npos) break;
    sql.append(";");
    migration.remove_prefix(end + 1);
  }
  return sql;
}

/// One step in a transaction of its own; nothing when another process made it in the meantime.
Result<void> step(Connection& connection, int from) {
  return connection.write(Instant{}, [&](Tx& tx) -> Result<void> {
    auto present = SchemaStore::version(tx);
    if (!present) return failed(std::move(present.error()));
    if (*present != from) return {};
    const auto& migration = store_embedded::migrations[static_cast<std::size_t>(from)];
    if (auto done = connection.script(for_sqlite(migration.content)); !done) {
      done.error().place = std::string(migration.name);
      return done;
    }
    return SchemaStore::note(tx, from + 1);
  });
}

}  // namespace

int wanted_schema() {
  return static_cast<int>(store_embedded::migrations.size());
}

Result<int> present_schema(Connection& connection) {
  int version = 0;
  auto done = connection.read(Instant{}, [&version](Read& read) -> Result<void> {
    auto found = SchemaStore::version(read);
    if (!found) return failed(std::move(found.error()));
    version = *found;
    return {};
  });
  if (!done) return failed(std::move(done.error()));
  return version;
}

Result<void> migrate(Connection& connection) {
  return migrate_to(connection, wanted_schema());
}

Result<void> migrate_to(Connection& connection, int version) {
  auto present = present_schema(connection);
  if (!present) return failed(std::move(present.error()));
  if (*present > wanted_schema())
    return failed(Kind::conflict, "database",
                  "has schema " + std::to_string(*present) + ", this program knows up to " +
                      std::to_string(wanted_schema()) + ": install the newer version that made it");
  for (int from = *present; from < version; ++from)
    if (auto done = step(connection, from); !done) return done;
  return {};
}

}  // namespace wegwijzer::store
