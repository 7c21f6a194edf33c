#pragma once
#include "base/result.hpp"
#include "store/db.hpp"

namespace wegwijzer::store {

/// The schema this binary needs: the number of migrations in store/migrations/.
[[nodiscard]] int wanted_schema();
/// The schema the database has; 0 for an empty one.
[[nodiscard]] Result<int> present_schema(Connection& connection);
/// Brings the database forward, one transaction per migration. Appends STRICT to every CREATE TABLE.
/// Faults: `conflict` when the database is newer than this binary (says which version is needed).
[[nodiscard]] Result<void> migrate(Connection& connection);
/// As `migrate`, but stops at `version` (tests of every earlier schema).
[[nodiscard]] Result<void> migrate_to(Connection& connection, int version);

}  // namespace wegwijzer::store
