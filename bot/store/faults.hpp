#pragma once
#include <string>

#include "base/result.hpp"

struct sqlite3;

namespace wegwijzer::store {

/// What SQLite's answer means for the caller: try later, give up, or a rule of the schema that does not hold. Never
/// quotes a value: SQLite names tables, columns and literals of our own only.
[[nodiscard]] Fault fault_of(sqlite3* database, int code, const std::string& file);

}  // namespace wegwijzer::store
