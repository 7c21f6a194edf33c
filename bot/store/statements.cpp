#include "store/statements.hpp"

namespace wegwijzer::store {
namespace {

/// Binds one value without copying it: it outlives the use. Without a pointer SQLite would bind NULL for an empty one.
struct Bind {
  sqlite3_stmt* statement;
  int at;
  int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, at); }
  int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, at, number); }
  int operator()(std::string_view text) const {
    return sqlite3_bind_text64(statement, at, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(Bytes bytes) const {
    return sqlite3_bind_blob64(statement, at, bytes.view.empty() ? "" : bytes.view.data(), bytes.view.size(),
                               SQLITE_STATIC);
  }
};

}  // namespace

sqlite3_stmt* Statements::find(sqlite3* database, std::string_view sql) {
  if (const auto found = prepared_.find(sql); found != prepared_.end()) return found->second.get();
  sqlite3_stmt* made = nullptr;
  sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr);
  if (made != nullptr) prepared_.emplace(std::string(sql), Statement(made));
  return made;
}

Use::Use(sqlite3_stmt* statement, std::span<const Value> values) : statement_(statement) {
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values.size())) bound_ = SQLITE_RANGE;
  for (std::size_t i = 0; i < values.size() && bound_ == SQLITE_OK; ++i)
    bound_ = std::visit(Bind{statement, static_cast<int>(i) + 1}, values[i]);
}

Use::~Use() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

}  // namespace wegwijzer::store
