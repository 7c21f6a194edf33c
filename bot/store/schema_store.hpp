#pragma once
#include "base/result.hpp"
#include "store/db.hpp"

namespace wegwijzer::store {

/// Table `schema`: one row, how many migrations this database has had.
class SchemaStore {
 public:
  /// 0 when there is no such table yet.
  static Result<int> version(Read& read);
  static Result<void> note(Tx& tx, int version);
  /// Writes what stands there: to see whether the database can be written.
  static Result<void> touch(Tx& tx);
};

}  // namespace wegwijzer::store
