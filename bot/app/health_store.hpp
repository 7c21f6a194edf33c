#pragma once
#include <string>

#include "base/result.hpp"
#include "store/db.hpp"

namespace wegwijzer::app {

/// Questions about the database itself.
class HealthStore {
 public:
  /// Changes nothing, but has to be written: fails when nothing can be.
  static Result<void> write_something(store::Tx& tx);
  /// Faults: `broken` for a damaged file.
  static Result<void> check_integrity(store::Read& read);
};

}  // namespace wegwijzer::app
