#pragma once
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

namespace wegwijzer::store {

/// What is bound to a `?` or read from a column. Bytes are BLOBs; texts are UTF-8.
struct Bytes {
  std::string_view view;
};
using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view, Bytes>;

inline Value value(std::nullptr_t) {
  return nullptr;
}
template <std::integral T>
Value value(T number) {
  return static_cast<std::int64_t>(number);
}
inline Value value(std::string_view text) {
  return text;
}
inline Value value(Bytes bytes) {
  return bytes;
}
inline Value value(Instant at) {
  return to_micros(at);
}
template <class Tag>
Value value(const Id<Tag>& id) {
  return Bytes{id.view()};
}
template <class T>
Value value(const std::optional<T>& maybe) {
  return maybe ? value(*maybe) : Value{nullptr};
}

/// One row of an answer; owns its values.
class Row {
 public:
  [[nodiscard]] bool null(std::size_t column) const;
  [[nodiscard]] std::int64_t integer(std::size_t column) const;     ///< 0 when null
  [[nodiscard]] const std::string& text(std::size_t column) const;  ///< texts and bytes alike; empty when null
  [[nodiscard]] Instant instant(std::size_t column) const { return from_micros(integer(column)); }
  template <class IdType>
  [[nodiscard]] IdType id(std::size_t column) const {
    IdType made;
    const auto& bytes = text(column);
    for (std::size_t i = 0; i < made.bytes.size() && i < bytes.size(); ++i)
      made.bytes[i] = static_cast<std::uint8_t>(bytes[i]);
    return made;
  }

 private:
  friend class Connection;
  std::vector<std::variant<std::monostate, std::int64_t, std::string>> columns_;
};

class Connection;

/// Questions to the database inside one transaction. Statements are prepared once per connection and kept.
/// `sql` must be a literal: values are bound to `?`, never pasted. Threads: one at a time.
class Read {
 public:
  explicit Read(Connection& connection, Instant now) : connection_(&connection), now_(now) {}
  /// The time of this transaction.
  [[nodiscard]] Instant now() const { return now_; }

  template <class... Args>
  [[nodiscard]] Result<std::vector<Row>> all(std::string_view sql, const Args&... args) {
    const Value values[] = {value(args)..., nullptr};
    return rows(sql, std::span<const Value>(values, sizeof...(args)));
  }
  template <class... Args>
  [[nodiscard]] Result<std::optional<Row>> one(std::string_view sql, const Args&... args) {
    auto found = all(sql, args...);
    if (!found) return failed(std::move(found.error()));
    if (found->empty()) return std::optional<Row>{};
    return std::optional<Row>(std::move(found->front()));
  }

 protected:
  [[nodiscard]] Result<std::vector<Row>> rows(std::string_view sql, std::span<const Value> values);
  Connection* connection_;
  Instant now_;
};

/// A transaction that may change things.
class Tx : public Read {
 public:
  using Read::Read;
  /// How many rows it changed.
  template <class... Args>
  [[nodiscard]] Result<std::int64_t> run(std::string_view sql, const Args&... args) {
    const Value values[] = {value(args)..., nullptr};
    return changed(sql, std::span<const Value>(values, sizeof...(args)));
  }

 private:
  [[nodiscard]] Result<std::int64_t> changed(std::string_view sql, std::span<const Value> values);
};

enum class Access { read_only, read_write };

/// One connection to one database, over SQLite. Threads: one at a time. Faults: `unavailable` for a locked database, a
/// full disk, a read-only or missing file; `conflict` for a constraint that does not hold; `broken` for a damaged file
/// or a statement that does not fit the schema. Every write and checkpoint holds the lock file PATH.lock, so other
/// processes may write beside this one.
class Connection {
 public:
  /// `url`: `sqlite:PATH`. A new file is made for `read_write` (mode 0600). WAL, synchronous FULL, foreign keys,
  /// no checkpoints except by `checkpoint()`.
  static Result<Connection> open(std::string_view url, Access access);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// Runs `work` in a read transaction.
  [[nodiscard]] Result<void> read(Instant now, const std::function<Result<void>(Read&)>& work);
  /// Runs `work` in BEGIN IMMEDIATE … COMMIT; rolled back when it returns a fault.
  [[nodiscard]] Result<void> write(Instant now, const std::function<Result<void>(Tx&)>& work);

  /// For the writer's batches: begin, each piece of work in a savepoint, commit once; after a failed commit, rollback.
  /// A full disk ends the transaction: then every later piece and the commit are faults.
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> savepoint(Instant now, const std::function<Result<void>(Tx&)>& work);
  [[nodiscard]] Result<void> commit();
  void rollback();

  /// Runs a script of several statements (migrations).
  [[nodiscard]] Result<void> script(const std::string& sql);
  /// Moves the WAL into the file; `truncate` also empties the WAL file, so that deleted rows are gone from it.
  enum class Checkpoint { passive, truncate };
  [[nodiscard]] Result<void> checkpoint(Checkpoint how);
  /// Bytes in the WAL after this connection's last commit; starts anew once a checkpoint has moved all of it.
  [[nodiscard]] std::int64_t wal_size() const;
  /// A consistent copy while others write, without what was erased; `integrity_check`ed. Faults: `conflict` when the
  /// file is there already.
  [[nodiscard]] Result<void> backup_to(const std::string& file);

 private:
  friend class Read;
  friend class Tx;
  struct Inside;
  class Undo;
  explicit Connection(std::unique_ptr<Inside> inside);
  static Row row_of(void* statement);
  [[nodiscard]] Result<void> copy_into(const std::string& file);
  std::unique_ptr<Inside> inside_;
};

}  // namespace wegwijzer::store
