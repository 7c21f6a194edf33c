#include "store/migrate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "store/folder.hpp"

namespace wegwijzer::store {
namespace {

Connection empty_database(const Folder& folder) {
  auto connection = Connection::open(folder.url("db"), Access::read_write);
  EXPECT_TRUE(connection);
  return std::move(*connection);
}

std::vector<std::string> texts(Connection& connection, std::string_view question) {
  std::vector<std::string> found;
  auto done = connection.read(Instant{}, [&](Read& read) -> Result<void> {
    auto rows = read.all(question);
    if (!rows) return failed(std::move(rows.error()));
    for (const auto& row : *rows) found.push_back(row.text(0));
    return {};
  });
  EXPECT_TRUE(done);
  return found;
}

constexpr std::string_view kSchemaText = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";

TEST(Migrations, bring_an_empty_database_to_the_wanted_schema) {
  const Folder folder;
  auto connection = empty_database(folder);
  EXPECT_EQ(present_schema(connection), 0);
  ASSERT_TRUE(migrate(connection));
  EXPECT_EQ(present_schema(connection), wanted_schema());
  EXPECT_GT(wanted_schema(), 0);
}

TEST(Migrations, bring_every_earlier_schema_to_the_same_end_with_what_it_held) {
  const Folder fresh;
  auto whole = empty_database(fresh);
  ASSERT_TRUE(migrate(whole));
  for (int version = 1; version < wanted_schema(); ++version) {
    const Folder folder;
    auto connection = empty_database(folder);
    ASSERT_TRUE(migrate_to(connection, version));
    EXPECT_EQ(present_schema(connection), version);
    ASSERT_TRUE(connection.script("INSERT INTO seen (key, at) VALUES (x'01', 7)"));
    ASSERT_TRUE(migrate(connection)) << version;
    EXPECT_EQ(present_schema(connection), wanted_schema());
    EXPECT_EQ(texts(connection, kSchemaText), texts(whole, kSchemaText)) << version;
    EXPECT_EQ(texts(connection, "SELECT hex(key) FROM seen"), std::vector<std::string>{"01"});
  }
}

TEST(Migrations, make_only_strict_tables) {
  const Folder folder;
  auto connection = empty_database(folder);
  ASSERT_TRUE(migrate(connection));
  EXPECT_TRUE(texts(connection,
                    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 "
                    "AND name NOT LIKE 'sqlite_%'")
                  .empty());
  EXPECT_GT(texts(connection, "SELECT name FROM pragma_table_list WHERE strict = 1").size(), 5U);
}

TEST(Migrations, are_done_once) {
  const Folder folder;
  auto connection = empty_database(folder);
  ASSERT_TRUE(migrate(connection));
  const auto before = texts(connection, kSchemaText);
  ASSERT_TRUE(migrate(connection));
  EXPECT_EQ(texts(connection, kSchemaText), before);
}

TEST(Migrations, of_two_processes_at_once_do_not_get_in_each_others_way) {
  const Folder folder;
  { auto connection = empty_database(folder); }
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&folder] {
      auto connection = empty_database(folder);
      EXPECT_TRUE(migrate(connection));
    });
  for (auto& thread : threads) thread.join();
  auto connection = empty_database(folder);
  EXPECT_EQ(present_schema(connection), wanted_schema());
}

TEST(Migrations, refuse_a_newer_database_untouched_and_say_so) {
  const Folder folder;
  auto connection = empty_database(folder);
  ASSERT_TRUE(migrate(connection));
  ASSERT_TRUE(connection.script("UPDATE schema SET version = 999"));
  const auto refused = migrate(connection);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_NE(refused.error().what.find("999"), std::string::npos);
  EXPECT_NE(refused.error().what.find(std::to_string(wanted_schema())), std::string::npos);
  EXPECT_EQ(present_schema(connection), 999);
}

TEST(Migrations, that_fail_leave_the_schema_where_it_was) {
  const Folder folder;
  auto connection = empty_database(folder);
  ASSERT_TRUE(migrate_to(connection, 1));
  ASSERT_TRUE(connection.script("CREATE TABLE outbox (in_the_way INTEGER)"));
  const auto stuck = migrate(connection);
  ASSERT_FALSE(stuck);
  EXPECT_EQ(stuck.error().place, "0002-outbox.sql");
  EXPECT_EQ(present_schema(connection), 1);
  EXPECT_TRUE(texts(connection, "SELECT name FROM sqlite_schema WHERE name = 'given_up'").empty());
}

}  // namespace
}  // namespace wegwijzer::store
