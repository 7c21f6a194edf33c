#include "store/db.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <utility>

#include "store/faults.hpp"
#include "store/statements.hpp"
#include "store/write_lock.hpp"

namespace wegwijzer::store {
namespace {

constexpr std::string_view kScheme = "sqlite:";
constexpr int kBusyMillis = 1000;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};

// trusted_schema: a tampered file must not run functions. wal_autocheckpoint: only `checkpoint()` does it, under the
// lock. temp_store: nothing of ours in temporary files.
constexpr const char* kSettings =
    "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY;";
constexpr const char* kWriterSettings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;";

const std::string kNoText;

// A frame of the log: a page and 24 bytes before it. The file itself never shrinks, so its size tells nothing.
int count_log(void* bytes, sqlite3* database, const char* schema, int frames) {
  (void)database;
  (void)schema;
  *static_cast<std::int64_t*>(bytes) = std::int64_t{frames} * (4096 + 24);
  return SQLITE_OK;
}

}  // namespace

struct Connection::Inside {
  explicit Inside(std::string path) : file(std::move(path)), lock(file) {}
  std::string file;
  std::unique_ptr<sqlite3, CloseDatabase> database;
  Statements statements;  // after the database: gone before it
  WriteLock lock;
  std::int64_t log_bytes = 0;

  [[nodiscard]] Fault fault(int code) const { return fault_of(database.get(), code, file); }
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(database.get()) == 0; }

  /// A statement without values or rows.
  Result<void> plain(std::string_view sql) {
    auto* statement = statements.find(database.get(), sql);
    if (statement == nullptr) return failed(fault(sqlite3_errcode(database.get())));
    const Use use(statement, {});
    int code = use.step();
    while (code == SQLITE_ROW) code = use.step();
    if (code != SQLITE_DONE) return failed(fault(code));
    return {};
  }
  Result<void> execute(const char* sql) {
    const int code = sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failed(fault(code));
    return {};
  }
};

bool Row::null(std::size_t column) const {
  return column >= columns_.size() || std::holds_alternative<std::monostate>(columns_[column]);
}

std::int64_t Row::integer(std::size_t column) const {
  const auto* number = column < columns_.size() ? std::get_if<std::int64_t>(&columns_[column]) : nullptr;
  return number != nullptr ? *number : 0;
}

const std::string& Row::text(std::size_t column) const {
  const auto* text = column < columns_.size() ? std::get_if<std::string>(&columns_[column]) : nullptr;
  return text != nullptr ? *text : kNoText;
}

Row Connection::row_of(void* statement) {
  auto* from = static_cast<sqlite3_stmt*>(statement);
  Row row;
  const int count = sqlite3_column_count(from);
  row.columns_.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    switch (sqlite3_column_type(from, i)) {
      case SQLITE_NULL:
        row.columns_.emplace_back(std::monostate{});
        break;
      case SQLITE_INTEGER:
        row.columns_.emplace_back(std::int64_t{sqlite3_column_int64(from, i)});
        break;
      default: {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(from, i));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(from, i));
        row.columns_.emplace_back(bytes != nullptr ? std::string(bytes, size) : std::string());
      }
    }
  }
  return row;
}

Result<std::vector<Row>> Read::rows(std::string_view sql, std::span<const Value> values) {
  auto& inside = *connection_->inside_;
  auto* statement = inside.statements.find(inside.database.get(), sql);
  if (statement == nullptr) return failed(inside.fault(sqlite3_errcode(inside.database.get())));
  const Use use(statement, values);
  std::vector<Row> found;
  int code = use.step();
  for (; code == SQLITE_ROW; code = use.step()) found.push_back(Connection::row_of(statement));
  if (code != SQLITE_DONE) return failed(inside.fault(code));
  return found;
}

Result<std::int64_t> Tx::changed(std::string_view sql, std::span<const Value> values) {
  auto done = rows(sql, values);
  if (!done) return failed(std::move(done.error()));
  return std::int64_t{sqlite3_changes64(connection_->inside_->database.get())};
}

Connection::Connection(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

/// Rolls back what was not committed, also when what ran in between threw.
class Connection::Undo {
 public:
  explicit Undo(Connection& connection) : connection_(connection) {}
  ~Undo() { connection_.rollback(); }
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;

 private:
  Connection& connection_;
};

Result<Connection> Connection::open(std::string_view url, Access access) {
  if (!url.starts_with(kScheme) || url.size() == kScheme.size())
    return failed(Kind::bad_input, std::string(url), "must be sqlite: and a path");
  auto inside = std::make_unique<Inside>(std::string(url.substr(kScheme.size())));
  const bool writing = access == Access::read_write;
  if (writing) {
    // SQLite would make it readable by others; its -wal and -shm take the mode of this one.
    const int made = ::open(inside->file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made >= 0) ::close(made);
  }
  const int flags = (writing ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX;
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(inside->file.c_str(), &raw, flags, nullptr);
  inside->database.reset(raw);
  if (code != SQLITE_OK) return failed(inside->fault(code));
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, kBusyMillis);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  if (auto set = inside->execute(kSettings); !set) return failed(std::move(set.error()));
  if (writing)
    if (auto set = inside->execute(kWriterSettings); !set) return failed(std::move(set.error()));
  sqlite3_wal_hook(raw, count_log, &inside->log_bytes);
  return Connection(std::move(inside));
}

Result<void> Connection::read(Instant now, const std::function<Result<void>(Read&)>& work) {
  if (auto begun = inside_->plain("BEGIN"); !begun) return begun;
  const Undo undo(*this);
  Read read(*this, now);
  auto result = work(read);
  auto ended = inside_->plain("COMMIT");
  return result ? ended : result;
}

Result<void> Connection::write(Instant now, const std::function<Result<void>(Tx&)>& work) {
  if (auto begun = begin(); !begun) return begun;
  const Undo undo(*this);
  Tx tx(*this, now);
  auto result = work(tx);
  return result ? commit() : result;
}

Result<void> Connection::begin() {
  if (auto taken = inside_->lock.take(); !taken) return taken;
  auto begun = inside_->plain("BEGIN IMMEDIATE");
  if (!begun) inside_->lock.give_back();
  return begun;
}

Result<void> Connection::savepoint(Instant now, const std::function<Result<void>(Tx&)>& work) {
  // A full disk ends the whole transaction; a savepoint would silently begin another one.
  if (!inside_->in_transaction()) return failed(Kind::unavailable, inside_->file, "the transaction was lost");
  if (auto begun = inside_->plain("SAVEPOINT piece"); !begun) return begun;
  Tx tx(*this, now);
  auto result = work(tx);
  if (!inside_->in_transaction())
    return result ? failed(Kind::unavailable, inside_->file, "the transaction was lost") : result;
  if (!result)
    if (auto back = inside_->plain("ROLLBACK TO piece"); !back) return back;
  auto ended = inside_->plain("RELEASE piece");
  return result ? ended : result;
}

Result<void> Connection::commit() {
  if (!inside_->in_transaction()) {
    inside_->lock.give_back();
    return failed(Kind::unavailable, inside_->file, "the transaction was lost");
  }
  auto done = inside_->plain("COMMIT");
  if (done) inside_->lock.give_back();
  return done;
}

void Connection::rollback() {
  if (inside_->in_transaction()) (void)inside_->plain("ROLLBACK");  // what fails here has ended it already
  inside_->lock.give_back();
}

Result<void> Connection::script(const std::string& sql) {
  return inside_->execute(sql.c_str());
}

Result<void> Connection::checkpoint(Checkpoint how) {
  if (auto taken = inside_->lock.take(); !taken) return taken;
  const int mode = how == Checkpoint::truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  const int code = sqlite3_wal_checkpoint_v2(inside_->database.get(), nullptr, mode, nullptr, nullptr);
  inside_->lock.give_back();
  if (code != SQLITE_OK) return failed(inside_->fault(code));
  if (how == Checkpoint::truncate) inside_->log_bytes = 0;
  return {};
}

std::int64_t Connection::wal_size() const {
  return inside_->log_bytes;
}

Result<void> Connection::backup_to(const std::string& file) {
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) return failed(Kind::conflict, file, "the copy needs a new file in a folder that can be written");
  ::close(made);
  auto copied = copy_into(file);
  if (!copied) ::unlink(file.c_str());  // half a copy is none, and would be in the way of the next
  return copied;
}

Result<void> Connection::copy_into(const std::string& file) {
  {
    auto* statement = inside_->statements.find(inside_->database.get(), "VACUUM INTO ?");
    if (statement == nullptr) return failed(inside_->fault(sqlite3_errcode(inside_->database.get())));
    const Value values[] = {std::string_view(file)};
    const Use use(statement, values);
    if (const int code = use.step(); code != SQLITE_DONE) return failed(inside_->fault(code));
  }
  auto copy = open(std::string(kScheme) + file, Access::read_only);
  if (!copy) return failed(std::move(copy.error()));
  return copy->read(Instant{}, [&file](Read& read) -> Result<void> {
    auto verdict = read.one("PRAGMA integrity_check");
    if (!verdict) return failed(std::move(verdict.error()));
    if (!*verdict || (*verdict)->text(0) != "ok") return failed(Kind::broken, file, "the copy does not check out");
    return {};
  });
}

}  // namespace wegwijzer::store
