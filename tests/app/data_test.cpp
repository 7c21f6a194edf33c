#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "command_line.hpp"

namespace wegwijzer::app {
namespace {

using fakes::Ran;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Data : public CommandLine {
 protected:
  Ran with_data(std::vector<std::string> arguments) const {
    return wegwijzer(std::move(arguments), "",
                     {{"WEGWIJZER_STORAGE_URL", "sqlite:" + folder.path("data/wegwijzer.db")},
                      {"WEGWIJZER_STORAGE_KEYS_URL", "sqlite:" + folder.path("keys/keys.db")},
                      {"WEGWIJZER_STORAGE_KEY_FILE", folder.path("keys/master.key")}});
  }
  void change(const std::string& sql) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(folder.path("data/wegwijzer.db").c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }
};

TEST_F(Data, migrate_says_first_and_does_then) {
  const auto would = with_data({"migrate", "--dry-run"});
  EXPECT_EQ(would.code, 0);
  EXPECT_THAT(would.out, HasSubstr("schema 0 would become"));
  EXPECT_THAT(with_data({"migrate"}).out, HasSubstr("schema 0 became"));
  EXPECT_THAT(with_data({"migrate"}).out, HasSubstr("nothing to do"));
}

TEST_F(Data, a_newer_database_is_refused_in_words) {
  ASSERT_EQ(with_data({"migrate"}).code, 0);
  change("UPDATE schema SET version = 9999");
  for (const auto* command : {"migrate", "serve"}) {
    const auto result = with_data({command});
    EXPECT_EQ(result.code, 1) << command;
    EXPECT_THAT(result.err, AllOf(HasSubstr("9999"), HasSubstr("newer version"))) << command;
  }
}

TEST_F(Data, a_backup_is_restored_whole) {
  ASSERT_EQ(with_data({"migrate"}).code, 0);
  change("INSERT INTO person (key, language) VALUES (x'01', 'en')");
  const auto copy = folder.path("copy.db");
  EXPECT_EQ(with_data({"backup", copy}).code, 0);
  EXPECT_EQ(with_data({"backup", copy}).code, 1) << "a backup never overwrites";
  change("DELETE FROM person");
  EXPECT_EQ(with_data({"restore", copy}).code, 1) << "without a terminal it needs --yes";
  EXPECT_EQ(with_data({"restore", copy, "--dry-run"}).code, 0);
  EXPECT_EQ(with_data({"restore", copy, "--yes"}).code, 0);
  sqlite3* database = nullptr;
  sqlite3_open(folder.path("data/wegwijzer.db").c_str(), &database);
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, "SELECT language FROM person", -1, &statement, nullptr);
  EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
  sqlite3_finalize(statement);
  sqlite3_close(database);
}

TEST_F(Data, what_is_no_backup_is_not_restored) {
  EXPECT_EQ(
      with_data({"restore", "--yes", folder.write("text.db", "no database at all, but long enough to look at")}).code,
      1);
  EXPECT_EQ(with_data({"restore", "--yes", folder.path("missing.db")}).code, 1);
}

TEST_F(Data, doctor_says_each_fault_and_its_cure) {
  ASSERT_EQ(with_data({"migrate"}).code, 0);
  chmod(folder.path("data/wegwijzer.db").c_str(), 0644);
  const auto result = with_data({"doctor", "--json"});
  EXPECT_EQ(result.code, 1);
  const auto report = json::parse(result.out);
  EXPECT_FALSE(report["healthy"]);
  bool found = false;
  for (const auto& check : report["checks"])
    if (check["name"] == "permissions") {
      found = true;
      EXPECT_EQ(check["state"], "fault");
      EXPECT_THAT(check["what"].get<std::string>(), HasSubstr("chmod 600"));
    }
  EXPECT_TRUE(found);
}

TEST_F(Data, doctor_only_mentions_the_help_lines_of_a_demo) {
  std::string state;
  const auto result = with_data({"doctor", "--json", "--demo"});
  const auto report = json::parse(result.out);
  for (const auto& check : report["checks"])
    if (check["name"] == "help_lines") state += check["state"].get<std::string>();
  EXPECT_EQ(state, "warning");
}

TEST_F(Data, doctor_shouts_until_the_vital_help_lines_are_confirmed) {
  const auto state = [&](const std::string& file) {
    auto arguments = std::vector<std::string>{"doctor", "--json"};
    if (!file.empty()) arguments.insert(arguments.end(), {"--config", file});
    const auto report = json::parse(with_data(arguments).out);
    for (const auto& check : report["checks"])
      if (check["name"] == "help_lines") return check["state"].get<std::string>();
    return std::string("not looked at");
  };
  EXPECT_EQ(state(""), "fault");
  folder.write("lines.yaml",
               "lines:\n  - {id: emergency, verified_by: redactie, verified_on: 2026-11-20}\n"
               "  - {id: suicide, verified_by: redactie, verified_on: 2026-11-20}\n");
  const auto config =
      folder.write("wegwijzer.toml", "[safe_space]\nresources = \"" + folder.path("lines.yaml") + "\"\n");
  EXPECT_EQ(state(config), "warning");
}

TEST_F(Data, doctor_puts_one_check_on_a_line_in_words) {
  const auto result = with_data({"doctor"});
  for (const auto& line : lines(result.out))
    EXPECT_THAT(line, testing::AnyOf(StartsWith("ok  "), StartsWith("look  "), StartsWith("fault  ")));
}

TEST_F(Data, doctor_changes_nothing) {
  (void)with_data({"doctor"});
  EXPECT_TRUE(std::filesystem::is_empty(folder.path("")));
}

TEST_F(Data, doctor_reports_broken_settings_as_faults) {
  const auto file = folder.write("wegwijzer.toml", "[log]\nlevel = \"loud\"\n");
  const auto result = with_data({"doctor", "--config", file});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr(file + ":2"));
}

}  // namespace
}  // namespace wegwijzer::app
