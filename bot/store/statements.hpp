#pragma once
#include <sqlite3.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/db.hpp"

namespace wegwijzer::store {

struct FreeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FreeStatement>;

/// The statements of one connection, prepared once each. There are as many as there are literals in our sources.
class Statements {
 public:
  /// Nothing when SQLite cannot prepare it; then the connection knows why.
  [[nodiscard]] sqlite3_stmt* find(sqlite3* database, std::string_view sql);

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, Statement, Hash, std::equal_to<>> prepared_;
};

/// One use of a statement: binds, and lets go of the values at the end.
class Use {
 public:
  Use(sqlite3_stmt* statement, std::span<const Value> values);
  ~Use();
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  [[nodiscard]] int step() const { return bound_ == SQLITE_OK ? sqlite3_step(statement_) : bound_; }

 private:
  sqlite3_stmt* statement_;
  int bound_ = SQLITE_OK;
};

}  // namespace wegwijzer::store
