#include "app/settings.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "app/setting_values.hpp"
#include "base/reveal.hpp"
#include "folder.hpp"

namespace wegwijzer::app {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SettingsOf : public ::testing::Test {
 protected:
  Sources sources() const {
    Sources made;
    made.system_file = folder.path("no-such-file.toml");
    return made;
  }
  Sources with_file(const std::string& toml) const {
    auto made = sources();
    made.file = folder.write("wegwijzer.toml", toml);
    return made;
  }
  static std::vector<std::string> faults_of(const Sources& from) {
    const auto loaded = Settings::load(from);
    std::vector<std::string> texts;
    if (!loaded)
      for (const auto& fault : loaded.error()) texts.push_back(to_text(fault));
    return texts;
  }
  std::string secret_file(const std::string& name, const std::string& content, mode_t mode = 0600) const {
    auto path = folder.write(name, content);
    chmod(path.c_str(), mode);
    return path;
  }
  Folder folder;
};

TEST_F(SettingsOf, nothing_are_the_defaults) {
  const auto settings = Settings::load(sources());
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->text("server.listen"), "127.0.0.1:8080");
  EXPECT_EQ(settings->duration("server.grace"), std::chrono::seconds{10});
  EXPECT_EQ(settings->number("server.threads"), 1);
  EXPECT_FALSE(settings->boolean("web.playground"));
  EXPECT_THAT(settings->list("bot.guests"), ElementsAre("knowledge", "safe_space"));
  EXPECT_EQ(settings->secret("slack.bot_token"), nullptr);
  EXPECT_FALSE(settings->given("server.listen"));
}

TEST_F(SettingsOf, every_default_fits_its_own_type) {
  for (const auto& setting : all_settings()) EXPECT_TRUE(fits(setting.type, setting.standard)) << setting.key;
}

TEST_F(SettingsOf, the_command_line_wins_over_a_variable_over_the_file_over_the_default) {
  auto from = with_file("[log]\nlevel = \"warn\"\n[bot]\nlanguage = \"en\"\n[server]\nlisten = \"127.0.0.1:1\"\n");
  from.environment["WEGWIJZER_LOG_LEVEL"] = "error";
  from.environment["WEGWIJZER_SERVER_LISTEN"] = "127.0.0.1:2";
  from.command_line["server.listen"] = "127.0.0.1:3";
  const auto settings = Settings::load(from);
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->text("server.listen"), "127.0.0.1:3");
  EXPECT_EQ(settings->text("log.level"), "error");
  EXPECT_EQ(settings->text("bot.language"), "en");
  EXPECT_EQ(settings->text("bot.address"), "je");
  EXPECT_EQ(settings->origin("server.listen").kind, Origin::Kind::command_line);
  EXPECT_EQ(settings->origin("log.level").place, "WEGWIJZER_LOG_LEVEL");
  EXPECT_EQ(settings->origin("bot.language").place, folder.path("wegwijzer.toml") + ":4");
}

TEST_F(SettingsOf, a_named_file_takes_the_place_of_the_systems_own) {
  auto from = with_file("[bot]\nlanguage = \"en\"\n");
  from.system_file = folder.write("system.toml", "[log]\nlevel = \"error\"\n");
  const auto settings = Settings::load(from);
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->text("log.level"), "info");
  from.file.reset();
  EXPECT_EQ(Settings::load(from)->text("log.level"), "error");
}

TEST_F(SettingsOf, all_problems_are_said_at_once_each_with_its_line) {
  auto from = with_file(
      "[server]\nthreads = \"two\"\nlisen = \"x\"\n[web]\nplayground = \"yes\"\n[safe_space]\nretention = \"soon\"\n");
  from.environment["WEGWIJZER_LOG_LEVL"] = "info";
  const auto file = folder.path("wegwijzer.toml");
  EXPECT_THAT(faults_of(from), ::testing::UnorderedElementsAre(
                                   file + ":2: 'server.threads' must be a whole number",
                                   file + ":3: unknown setting 'server.lisen'; did you mean 'server.listen'?",
                                   file + ":5: 'web.playground' must be true or false",
                                   file + ":7: 'safe_space.retention' must be a duration such as 30s, 4h or 10d",
                                   "WEGWIJZER_LOG_LEVL: there is no such setting"));
}

TEST_F(SettingsOf, problems_are_said_in_dutch_where_dutch_is_spoken) {
  auto from = with_file("[log]\nlevel = 3\n");
  from.language = Language::nl;
  EXPECT_THAT(faults_of(from), ElementsAre(folder.path("wegwijzer.toml") + ":2: 'log.level' moet een tekst zijn"));
}

TEST_F(SettingsOf, a_file_that_is_no_toml_is_named_with_line_and_column_but_never_quoted) {
  const auto faults = faults_of(with_file("[slack]\nbot_token = \"xoxb-in-the-clear\n"));
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults[0], HasSubstr("wegwijzer.toml:2:"));
  EXPECT_THAT(faults[0], ::testing::Not(HasSubstr("xoxb")));
}

TEST_F(SettingsOf, a_named_file_that_is_not_there_is_a_fault) {
  auto from = sources();
  from.file = folder.path("missing.toml");
  EXPECT_THAT(faults_of(from), ElementsAre(folder.path("missing.toml") + ": this settings file cannot be read"));
}

TEST_F(SettingsOf, a_secret_is_read_from_the_file_that_a_variable_names) {
  auto from = sources();
  from.environment["WEGWIJZER_SLACK_SIGNING_SECRET_FILE"] = secret_file("signing", "shh\n");
  from.environment["WEGWIJZER_SLACK_BOT_TOKEN_FILE"] = secret_file("token", "xoxb-1\n");
  const auto settings = Settings::load(from);
  ASSERT_TRUE(settings);
  EXPECT_EQ(reveal(settings->secret("slack.signing_secret")), "shh");
  EXPECT_THAT(settings->warnings(), IsEmpty());
}

TEST_F(SettingsOf, a_secret_is_read_from_the_file_that_the_settings_file_names) {
  const auto signing = secret_file("signing", "shh");
  const auto token = secret_file("token", "xoxb-1");
  const auto settings = Settings::load(
      with_file("[slack]\nsigning_secret_file = \"" + signing + "\"\nbot_token_file = \"" + token + "\"\n"));
  ASSERT_TRUE(settings);
  EXPECT_EQ(reveal(settings->secret("slack.bot_token")), "xoxb-1");
}

TEST_F(SettingsOf, a_systemd_credential_is_found_by_its_name) {
  folder.write("slack.signing_secret", "shh");
  folder.write("slack.bot_token", "xoxb-1");
  auto from = sources();
  from.environment["CREDENTIALS_DIRECTORY"] = folder.path("");
  const auto settings = Settings::load(from);
  ASSERT_TRUE(settings);
  EXPECT_EQ(reveal(settings->secret("slack.bot_token")), "xoxb-1");
  EXPECT_EQ(settings->origin("slack.bot_token").kind, Origin::Kind::credential);
}

TEST_F(SettingsOf, a_variable_wins_over_a_secret_of_the_settings_file) {
  auto from = with_file("[slack]\nsigning_secret = \"old\"\nbot_token = \"xoxb-1\"\n");
  from.environment["WEGWIJZER_SLACK_SIGNING_SECRET"] = "new";
  const auto settings = Settings::load(from);
  ASSERT_TRUE(settings);
  EXPECT_EQ(reveal(settings->secret("slack.signing_secret")), "new");
}

TEST_F(SettingsOf, a_secret_given_twice_in_one_place_is_a_fault) {
  auto from = sources();
  from.environment["WEGWIJZER_SLACK_SIGNING_SECRET"] = "one";
  from.environment["WEGWIJZER_SLACK_SIGNING_SECRET_FILE"] = secret_file("signing", "two");
  from.environment["WEGWIJZER_SLACK_BOT_TOKEN"] = "xoxb-1";
  EXPECT_THAT(faults_of(from),
              ElementsAre("WEGWIJZER_SLACK_SIGNING_SECRET_FILE: 'slack.signing_secret' is given twice; "
                          "first at WEGWIJZER_SLACK_SIGNING_SECRET"));
}

TEST_F(SettingsOf, a_secret_file_that_others_can_read_is_refused_with_the_cure) {
  auto from = sources();
  const auto open_file = secret_file("signing", "shh", 0644);
  from.environment["WEGWIJZER_SLACK_SIGNING_SECRET_FILE"] = open_file;
  from.environment["WEGWIJZER_SLACK_BOT_TOKEN_FILE"] = secret_file("token", "xoxb-1");
  EXPECT_THAT(faults_of(from), ElementsAre(AllOf(HasSubstr("WEGWIJZER_SLACK_SIGNING_SECRET_FILE"),
                                                 HasSubstr("chmod 600 " + open_file))));
}

TEST_F(SettingsOf, a_secret_file_that_is_not_there_is_said_once) {
  auto from = sources();
  from.environment["WEGWIJZER_SLACK_SIGNING_SECRET_FILE"] = folder.path("missing");
  from.environment["WEGWIJZER_SLACK_BOT_TOKEN_FILE"] = secret_file("token", "xoxb-1");
  EXPECT_THAT(faults_of(from), ElementsAre(HasSubstr("cannot be read")));
}

TEST_F(SettingsOf, a_secret_in_a_plain_variable_works_with_a_warning) {
  auto from = sources();
  from.environment["WEGWIJZER_SERVER_METRICS_TOKEN"] = "shh";
  const auto settings = Settings::load(from);
  ASSERT_TRUE(settings);
  EXPECT_THAT(settings->warnings(), ElementsAre("WEGWIJZER_SERVER_METRICS_TOKEN: a secret in a plain variable; a file "
                                                "is safer (WEGWIJZER_SERVER_METRICS_TOKEN_FILE)"));
}

TEST_F(SettingsOf, a_missing_companion_is_named) {
  auto from = with_file("[slack]\nbot_token = \"xoxb-1\"\n");
  EXPECT_THAT(faults_of(from), ElementsAre(AllOf(HasSubstr(":2: "), HasSubstr("also needs 'slack.signing_secret'"))));
  from = with_file("[slack]\nsigning_secret = \"shh\"\n");
  EXPECT_THAT(faults_of(from), ElementsAre(HasSubstr("also needs 'slack.bot_token'")));
  from = with_file("[slack]\nsigning_secret = \"shh\"\nclient_id = \"1\"\nclient_secret = \"2\"\n");
  EXPECT_THAT(faults_of(from), IsEmpty()) << "with OAuth no token is needed";
}

TEST_F(SettingsOf, an_empty_signing_secret_means_off) {
  const auto settings = Settings::load(with_file("[slack]\nsigning_secret = \"\"\nbot_token = \"xoxb-1\"\n"));
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->secret("slack.signing_secret"), nullptr);
}

TEST_F(SettingsOf, values_that_break_a_promise_are_refused_with_the_reason) {
  EXPECT_THAT(faults_of(with_file("[safe_space]\nfigures_k = 4\n")),
              ElementsAre(HasSubstr("small numbers point at people")));
  EXPECT_THAT(faults_of(with_file("[safe_space]\nretention = \"366d\"\n")), ElementsAre(HasSubstr("365d")));
  EXPECT_THAT(faults_of(with_file("[safe_space]\naccept_within = \"6d\"\n")), ElementsAre(HasSubstr("5d")));
  EXPECT_THAT(faults_of(with_file("[safe_space]\nmodes = []\n")), ElementsAre(HasSubstr("anonymous, named")));
  EXPECT_THAT(faults_of(with_file("[storage]\nurl = \"sqlite:a\"\nkeys_url = \"sqlite:a\"\n")),
              ElementsAre(HasSubstr("never go into one backup")));
}

TEST_F(SettingsOf, tokens_go_nowhere_in_the_clear_but_to_this_machine) {
  for (const std::string open : {"http://slack.com/api/", "http://127.0.0.1.example.com/", "http://localhost.example/",
                                 "http://127.0.0.1@example.com/", "http://[2001:db8::1]/"})
    EXPECT_THAT(faults_of(with_file("[slack]\napi_url = \"" + open + "\"\n")),
                ElementsAre(AllOf(HasSubstr(":2: "), HasSubstr("must begin with https://"))))
        << open;
  for (const std::string fine :
       {"https://slack.com/api/", "http://127.0.0.1:9090/api/", "http://localhost/", "http://[::1]:9090/"})
    EXPECT_THAT(faults_of(with_file("[slack]\napi_url = \"" + fine + "\"\n")), IsEmpty()) << fine;
}

TEST_F(SettingsOf, what_is_shown_of_a_secret_is_where_it_came_from) {
  auto from = sources();
  const auto file = secret_file("token", "very-secret");
  from.environment["WEGWIJZER_SERVER_METRICS_TOKEN_FILE"] = file;
  const auto settings = Settings::load(from);
  ASSERT_TRUE(settings);
  for (const auto& setting : all_settings())
    EXPECT_THAT(settings->shown(setting), ::testing::Not(HasSubstr("very-secret")));
  EXPECT_EQ(settings->shown(*setting_named("server.metrics_token")), "•••• (from WEGWIJZER_SERVER_METRICS_TOKEN_FILE)");
}

TEST(Durations, are_a_number_and_a_unit) {
  EXPECT_EQ(duration_from("30s"), std::chrono::seconds{30});
  EXPECT_EQ(duration_from("4h"), std::chrono::hours{4});
  EXPECT_EQ(duration_from("10d"), std::chrono::hours{240});
  EXPECT_EQ(duration_from("2w"), std::chrono::hours{336});
  for (const auto* wrong : {"", "s", "10", "10 s", "-1s", "1.5h", "1y", "99999999999999999999s"})
    EXPECT_EQ(duration_from(wrong), std::nullopt) << wrong;
}

TEST(Addresses, have_a_host_and_a_port) {
  EXPECT_EQ(host_port_from("127.0.0.1:8080")->port, 8080);
  EXPECT_EQ(host_port_from("[::1]:80")->host, "::1");
  EXPECT_EQ(host_port_from(":80")->host, "0.0.0.0");
  for (const auto* wrong : {"", "localhost", "localhost:", "localhost:65536", "localhost:-1", "::1:80", "a:b"})
    EXPECT_FALSE(host_port_from(wrong)) << wrong;
}

}  // namespace
}  // namespace wegwijzer::app
