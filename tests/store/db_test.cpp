#include "store/db.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <thread>

#include "store/folder.hpp"

namespace wegwijzer::store {
namespace {

using namespace std::chrono_literals;

const Instant kNow = from_micros(1'764'000'000'000'000);

Result<void> nothing(Result<std::int64_t> done) {
  if (!done) return failed(std::move(done.error()));
  return {};
}

Connection opened(const std::string& url, Access access = Access::read_write) {
  auto connection = Connection::open(url, access);
  EXPECT_TRUE(connection) << to_text(connection.error());
  return std::move(*connection);
}

Connection with_table(const Folder& folder) {
  auto connection = opened(folder.url("db"));
  EXPECT_TRUE(connection.script("CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT, bytes BLOB) STRICT"));
  return connection;
}

Result<void> put(Tx& tx, int id, std::string_view word) {
  return nothing(tx.run("INSERT INTO t (id, word) VALUES (?, ?)", id, word));
}

std::int64_t count(Connection& connection) {
  std::int64_t number = -1;
  auto done = connection.read(kNow, [&](Read& read) -> Result<void> {
    auto row = read.one("SELECT count(*) FROM t");
    if (!row) return failed(std::move(row.error()));
    number = (*row)->integer(0);
    return {};
  });
  EXPECT_TRUE(done);
  return number;
}

std::string answer(Connection& connection, std::string_view question) {
  std::string text;
  auto done = connection.read(kNow, [&](Read& read) -> Result<void> {
    auto row = read.one(question);
    if (!row) return failed(std::move(row.error()));
    text = (*row)->text(0).empty() ? std::to_string((*row)->integer(0)) : (*row)->text(0);
    return {};
  });
  EXPECT_TRUE(done);
  return text;
}

TEST(Connection, brings_back_every_kind_of_value_as_it_was_bound) {
  const Folder folder;
  auto connection = with_table(folder);
  const std::string bytes("a\0b", 3);
  OutgoingId id;
  for (std::size_t i = 0; i < 16; ++i) id.bytes[i] = static_cast<std::uint8_t>(i);
  ASSERT_TRUE(connection.write(kNow, [&](Tx& tx) -> Result<void> {
    EXPECT_TRUE(tx.run("INSERT INTO t VALUES (?, ?, ?)", std::int64_t{1} << 62, "h\xC3\xA9", Bytes{bytes}));
    EXPECT_TRUE(tx.run("INSERT INTO t VALUES (?, ?, ?)", kNow, "", Bytes{""}));
    return nothing(tx.run("INSERT INTO t VALUES (?, ?, ?)", 3, std::optional<std::string_view>{}, id));
  }));
  ASSERT_TRUE(connection.read(kNow, [&](Read& read) -> Result<void> {
    auto rows = read.all("SELECT id, word, bytes FROM t ORDER BY rowid DESC");
    EXPECT_TRUE(rows);
    EXPECT_EQ(rows->at(0).integer(0), std::int64_t{1} << 62);
    EXPECT_EQ(rows->at(0).text(1), "h\xC3\xA9");
    EXPECT_EQ(rows->at(0).text(2), bytes);
    EXPECT_EQ(rows->at(1).instant(0), kNow);
    EXPECT_FALSE(rows->at(1).null(1));
    EXPECT_FALSE(rows->at(1).null(2));
    EXPECT_TRUE(rows->at(2).null(1));
    EXPECT_EQ(rows->at(2).id<OutgoingId>(2), id);
    return {};
  }));
}

TEST(Connection, binds_values_and_never_reads_them_as_sql) {
  const Folder folder;
  auto connection = with_table(folder);
  const std::string hostile = "x'); DROP TABLE t; --";
  ASSERT_TRUE(connection.write(kNow, [&](Tx& tx) { return put(tx, 1, hostile); }));
  EXPECT_EQ(answer(connection, "SELECT word FROM t"), hostile);
}

TEST(Connection, says_how_many_rows_a_change_touched) {
  const Folder folder;
  auto connection = with_table(folder);
  ASSERT_TRUE(connection.write(kNow, [](Tx& tx) -> Result<void> {
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(put(tx, i, "x"));
    EXPECT_EQ(tx.run("UPDATE t SET word = 'y' WHERE id < ?", 3).value(), 3);
    EXPECT_EQ(tx.run("DELETE FROM t WHERE id > ?", 100).value(), 0);
    return {};
  }));
}

TEST(Connection, keeps_nothing_of_a_write_that_failed_or_said_no) {
  const Folder folder;
  auto connection = with_table(folder);
  const auto refused = connection.write(kNow, [](Tx& tx) -> Result<void> {
    EXPECT_TRUE(put(tx, 1, "x"));
    return failed(Kind::not_allowed, "", "no");
  });
  EXPECT_EQ(refused.error().kind, Kind::not_allowed);
  const auto twice = connection.write(kNow, [](Tx& tx) -> Result<void> {
    EXPECT_TRUE(put(tx, 1, "x"));
    return put(tx, 1, "again");
  });
  EXPECT_EQ(twice.error().kind, Kind::conflict);
  EXPECT_EQ(count(connection), 0);
  EXPECT_TRUE(connection.write(kNow, [](Tx& tx) { return put(tx, 1, "x"); }));
}

TEST(Connection, keeps_nothing_of_work_that_threw_and_goes_on) {
  const Folder folder;
  auto connection = with_table(folder);
  const auto thrower = [](Tx& tx) -> Result<void> {
    EXPECT_TRUE(put(tx, 1, "x"));
    throw std::runtime_error("mistake");
  };
  EXPECT_THROW((void)connection.write(kNow, thrower), std::runtime_error);
  EXPECT_THROW((void)connection.read(kNow, [](Read&) -> Result<void> { throw std::runtime_error("mistake"); }),
               std::runtime_error);
  EXPECT_EQ(count(connection), 0);
  EXPECT_TRUE(connection.write(kNow, [](Tx& tx) { return put(tx, 1, "x"); }));
}

TEST(Connection, gives_each_transaction_its_time) {
  const Folder folder;
  auto connection = with_table(folder);
  ASSERT_TRUE(connection.write(kNow, [](Tx& tx) -> Result<void> {
    EXPECT_EQ(tx.now(), kNow);
    return {};
  }));
}

TEST(Connection, of_a_batch_keeps_the_pieces_that_went_well_and_undoes_the_others) {
  const Folder folder;
  auto connection = with_table(folder);
  ASSERT_TRUE(connection.begin());
  EXPECT_TRUE(connection.savepoint(kNow, [](Tx& tx) { return put(tx, 1, "one"); }));
  EXPECT_FALSE(connection.savepoint(kNow, [](Tx& tx) -> Result<void> {
    EXPECT_TRUE(put(tx, 2, "two"));
    return put(tx, 1, "taken");
  }));
  EXPECT_TRUE(connection.savepoint(kNow, [](Tx& tx) { return put(tx, 3, "three"); }));
  ASSERT_TRUE(connection.commit());
  EXPECT_EQ(answer(connection, "SELECT group_concat(id) FROM t"), "1,3");
}

TEST(Connection, has_the_settings_that_durability_and_safety_rest_on) {
  const Folder folder;
  auto writer = with_table(folder);
  auto reader = opened(folder.url("db"), Access::read_only);
  EXPECT_EQ(answer(writer, "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(answer(writer, "PRAGMA synchronous"), "2");
  EXPECT_EQ(answer(writer, "PRAGMA secure_delete"), "1");
  for (auto* connection : {&writer, &reader}) {
    EXPECT_EQ(answer(*connection, "PRAGMA foreign_keys"), "1");
    EXPECT_EQ(answer(*connection, "PRAGMA trusted_schema"), "0");
    EXPECT_EQ(answer(*connection, "PRAGMA wal_autocheckpoint"), "0");
    EXPECT_EQ(answer(*connection, "PRAGMA busy_timeout"), "1000");
    EXPECT_EQ(answer(*connection, "PRAGMA temp_store"), "2");
  }
}

TEST(Connection, makes_files_that_only_their_owner_reads) {
  const Folder folder;
  const auto before = umask(0);
  auto connection = with_table(folder);
  ASSERT_TRUE(connection.write(kNow, [](Tx& tx) { return put(tx, 1, "x"); }));
  umask(before);
  for (const auto* name : {"db", "db-wal", "db-shm", "db.lock"}) {
    struct stat status {};
    ASSERT_EQ(stat(folder.file(name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
  }
}

TEST(Connection, reads_beside_a_writer_and_sees_what_was_committed_when_it_began) {
  const Folder folder;
  auto writer = with_table(folder);
  auto reader = opened(folder.url("db"), Access::read_only);
  ASSERT_TRUE(writer.write(kNow, [](Tx& tx) { return put(tx, 1, "x"); }));
  ASSERT_TRUE(reader.read(kNow, [&](Read& read) -> Result<void> {
    EXPECT_EQ(read.one("SELECT count(*) FROM t").value()->integer(0), 1);
    EXPECT_TRUE(writer.write(kNow, [](Tx& tx) { return put(tx, 2, "y"); }));
    EXPECT_EQ(read.one("SELECT count(*) FROM t").value()->integer(0), 1);
    return {};
  }));
  EXPECT_EQ(count(reader), 2);
}

TEST(Connection, that_only_reads_changes_nothing) {
  const Folder folder;
  auto writer = with_table(folder);
  auto reader = opened(folder.url("db"), Access::read_only);
  EXPECT_FALSE(reader.script("INSERT INTO t (id) VALUES (1)"));
  EXPECT_EQ(count(writer), 0);
}

TEST(Connection, to_another_version_of_the_schema_is_broken_and_names_the_table) {
  const Folder folder;
  auto connection = with_table(folder);
  const auto done = connection.write(kNow, [](Tx& tx) { return nothing(tx.run("DELETE FROM nowhere")); });
  EXPECT_EQ(done.error().kind, Kind::broken);
  EXPECT_NE(done.error().what.find("nowhere"), std::string::npos);
}

TEST(Connection, to_something_that_is_no_database_is_a_fault_with_its_file) {
  const Folder folder;
  write_file(folder.file("db"), std::string(5000, 'x'));
  const auto connection = Connection::open(folder.url("db"), Access::read_write);
  ASSERT_FALSE(connection);
  EXPECT_EQ(connection.error().kind, Kind::broken);
  EXPECT_EQ(connection.error().place, folder.file("db"));
  EXPECT_EQ(Connection::open("postgres://x", Access::read_write).error().kind, Kind::bad_input);
  EXPECT_EQ(Connection::open("sqlite:/no/such/folder/db", Access::read_write).error().kind, Kind::unavailable);
  EXPECT_EQ(Connection::open(folder.url("missing"), Access::read_only).error().kind, Kind::unavailable);
}

TEST(Connection, that_another_process_locks_is_unavailable_after_a_second_and_fine_afterwards) {
  const Folder folder;
  auto connection = with_table(folder);
  const int other = open(folder.file("db.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(flock(other, LOCK_EX), 0);
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(connection.write(kNow, [](Tx& tx) { return put(tx, 1, "x"); }).error().kind, Kind::unavailable);
  EXPECT_GE(std::chrono::steady_clock::now() - before, 900ms);
  close(other);
  EXPECT_TRUE(connection.write(kNow, [](Tx& tx) { return put(tx, 1, "x"); }));
}

TEST(Connection, whose_file_another_program_locks_is_unavailable) {
  const Folder folder;
  auto connection = with_table(folder);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(folder.file("db").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(connection.begin().error().kind, Kind::unavailable);
  EXPECT_EQ(count(connection), 0);
  sqlite3_close(other);
  EXPECT_TRUE(connection.write(kNow, [](Tx& tx) { return put(tx, 1, "x"); }));
}

TEST(Connection, two_writers_take_turns_and_lose_nothing) {
  const Folder folder;
  auto first = with_table(folder);
  auto second = opened(folder.url("db"));
  const auto fill = [](Connection& connection, int from) {
    for (int i = from; i < from + 100; ++i) {
      EXPECT_TRUE(connection.write(kNow, [i](Tx& tx) { return put(tx, i, "x"); }));
      if (i % 10 == 0) {
        EXPECT_TRUE(connection.checkpoint(Connection::Checkpoint::passive));
      }
    }
  };
  std::thread beside([&] { fill(second, 1000); });
  fill(first, 0);
  beside.join();
  EXPECT_EQ(count(first), 200);
}

TEST(Connection, on_a_full_disk_loses_the_batch_whole_and_recovers_when_there_is_room) {
  const Folder folder;
  auto connection = with_table(folder);
  ASSERT_TRUE(connection.script("PRAGMA max_page_count=20"));
  const std::string large(20'000, 'x');
  ASSERT_TRUE(connection.begin());
  EXPECT_TRUE(connection.savepoint(kNow, [](Tx& tx) { return put(tx, 1, "small"); }));
  Result<void> full;
  for (int i = 2; i < 20 && full; ++i) full = connection.savepoint(kNow, [&](Tx& tx) { return put(tx, i, large); });
  EXPECT_EQ(full.error().kind, Kind::unavailable);
  if (!connection.savepoint(kNow, [](Tx& tx) { return put(tx, 50, "after"); })) {
    EXPECT_EQ(connection.commit().error().kind, Kind::unavailable);
  }
  connection.rollback();
  EXPECT_EQ(count(connection), 0);
  ASSERT_TRUE(connection.script("PRAGMA max_page_count=1000000"));
  EXPECT_TRUE(connection.write(kNow, [&](Tx& tx) { return put(tx, 1, large); }));
}

/// No file of this process may grow beyond `bytes` while it lives, as on a disk over its quota.
class FileLimit {
 public:
  explicit FileLimit(rlim_t bytes) {
    before_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, before_handler_);
  }
  FileLimit(const FileLimit&) = delete;
  FileLimit& operator=(const FileLimit&) = delete;

 private:
  rlimit before_{};
  void (*before_handler_)(int) = nullptr;
};

TEST(Connection, whose_log_cannot_grow_is_unavailable_and_keeps_what_it_had) {
  const Folder folder;
  auto connection = with_table(folder);
  ASSERT_TRUE(connection.write(kNow, [](Tx& tx) { return put(tx, 1, "kept"); }));
  {
    const FileLimit limit(std::filesystem::file_size(folder.file("db-wal")));
    EXPECT_EQ(connection.write(kNow, [](Tx& tx) { return put(tx, 2, "lost"); }).error().kind, Kind::unavailable);
    EXPECT_EQ(count(connection), 1);
  }
  EXPECT_TRUE(connection.write(kNow, [](Tx& tx) { return put(tx, 3, "after"); }));
  EXPECT_EQ(answer(connection, "SELECT group_concat(id) FROM t"), "1,3");
}

TEST(Connection, grows_its_log_until_a_checkpoint_empties_it) {
  const Folder folder;
  auto connection = with_table(folder);
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(connection.write(kNow, [i](Tx& tx) { return put(tx, i, "canary-word"); }));
  EXPECT_GT(connection.wal_size(), 50 * 4096);
  ASSERT_TRUE(connection.checkpoint(Connection::Checkpoint::truncate));
  EXPECT_EQ(connection.wal_size(), 0);
  EXPECT_EQ(std::filesystem::file_size(folder.file("db-wal")), 0U);
  EXPECT_EQ(count(connection), 50);
}

TEST(Connection, counts_its_log_anew_once_a_checkpoint_moved_all_of_it) {
  const Folder folder;
  auto connection = with_table(folder);
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(connection.write(kNow, [i](Tx& tx) { return put(tx, i, "x"); }));
  ASSERT_TRUE(connection.checkpoint(Connection::Checkpoint::passive));
  ASSERT_TRUE(connection.write(kNow, [](Tx& tx) { return put(tx, 50, "x"); }));
  EXPECT_LT(connection.wal_size(), 5 * 4120);
}

TEST(Connection, leaves_no_trace_of_what_was_deleted_after_a_truncating_checkpoint) {
  const Folder folder;
  auto connection = with_table(folder);
  ASSERT_TRUE(connection.write(kNow, [](Tx& tx) { return put(tx, 1, "canary-word"); }));
  EXPECT_NE(content_of(folder.file("db-wal")).find("canary-word"), std::string::npos);
  ASSERT_TRUE(connection.write(kNow, [](Tx& tx) { return nothing(tx.run("DELETE FROM t")); }));
  ASSERT_TRUE(connection.checkpoint(Connection::Checkpoint::truncate));
  EXPECT_EQ(content_of(folder.file("db")).find("canary-word"), std::string::npos);
  EXPECT_EQ(content_of(folder.file("db-wal")).find("canary-word"), std::string::npos);
}

TEST(Connection, does_not_checkpoint_by_itself_not_even_when_it_closes) {
  const Folder folder;
  std::int64_t size = 0;
  {
    auto connection = with_table(folder);
    for (int i = 0; i < 1500; ++i) ASSERT_TRUE(connection.write(kNow, [i](Tx& tx) { return put(tx, i, "x"); }));
    size = connection.wal_size();
  }
  EXPECT_GT(size, 1500 * 4096);
  EXPECT_GE(std::filesystem::file_size(folder.file("db-wal")), static_cast<std::uintmax_t>(size));
}

TEST(Backup, is_a_consistent_copy_made_while_others_write) {
  const Folder folder;
  auto connection = with_table(folder);
  auto reader = opened(folder.url("db"), Access::read_only);
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(connection.write(kNow, [i](Tx& tx) { return put(tx, i, "x"); }));
  std::thread beside([&] {
    for (int i = 100; i < 150; ++i) EXPECT_TRUE(connection.write(kNow, [i](Tx& tx) { return put(tx, i, "x"); }));
  });
  const auto made = reader.backup_to(folder.file("copy"));
  beside.join();
  ASSERT_TRUE(made) << to_text(made.error());
  auto copy = opened(folder.url("copy"), Access::read_only);
  EXPECT_GE(count(copy), 100);
  struct stat status {};
  ASSERT_EQ(stat(folder.file("copy").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(Backup, never_overwrites_a_file) {
  const Folder folder;
  auto connection = with_table(folder);
  write_file(folder.file("copy"), "precious");
  EXPECT_EQ(connection.backup_to(folder.file("copy")).error().kind, Kind::conflict);
  EXPECT_EQ(content_of(folder.file("copy")), "precious");
}

TEST(Backup, that_fails_leaves_no_half_copy) {
  const Folder folder;
  auto connection = with_table(folder);
  // SQLite makes no copy from within a transaction.
  EXPECT_TRUE(connection.read(kNow, [&](Read&) -> Result<void> {
    EXPECT_FALSE(connection.backup_to(folder.file("copy")));
    return {};
  }));
  EXPECT_FALSE(std::filesystem::exists(folder.file("copy")));
  EXPECT_TRUE(connection.backup_to(folder.file("copy")));
}

}  // namespace
}  // namespace wegwijzer::store
