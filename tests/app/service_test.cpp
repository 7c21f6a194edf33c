#include "serve.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace wegwijzer {
namespace {

using namespace std::chrono_literals;
using fakes::until;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(Serve, a_signed_slash_command_is_answered_on_the_request) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  fakes::SlackSender sender(service.address());
  const auto sent = sender.command("Wat is instemmingsrecht?");
  EXPECT_EQ(sent.status, 200);
  const auto answer = json::parse(sent.body);
  EXPECT_EQ(answer["response_type"], "ephemeral");
  EXPECT_THAT(answer["blocks"].dump(), HasSubstr("instemming"));
  EXPECT_FALSE(answer["text"].get<std::string>().empty());
}

TEST_F(Serve, a_direct_message_is_acknowledged_and_its_reply_arrives_at_the_api) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  fakes::SlackSender sender(service.address());
  const auto event = fakes::direct_message("Ev1", "U0MEDEWERKER", "1764000000.000200", "Wat is instemmingsrecht?");
  EXPECT_EQ(sender.event(event).status, 200);
  ASSERT_TRUE(slack.heard(1));
  const auto call = slack.calls_of("chat.postMessage").front();
  EXPECT_EQ(call.authorization, std::string("Bearer ") + fakes::kBotToken);
  EXPECT_EQ(json::parse(call.body)["channel"], "D0MEDEWERKER");
  EXPECT_THAT(call.body, HasSubstr("instemming"));
}

TEST_F(Serve, the_same_event_sent_again_is_acknowledged_and_answered_once) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  fakes::SlackSender sender(service.address());
  const auto first = fakes::direct_message("Ev1", "U0MEDEWERKER", "1764000000.000200", "Wat is een or?");
  EXPECT_EQ(sender.event(first).status, 200);
  EXPECT_EQ(sender.event(first).status, 200);
  EXPECT_EQ(sender.event(fakes::direct_message("Ev2", "U0ANDER", "1764000000.000300", "Wat is een cao?")).status, 200);
  ASSERT_TRUE(slack.heard(2));
  EXPECT_EQ(stop(service), 0);
  EXPECT_EQ(slack.calls_of("chat.postMessage").size(), 2U);
}

TEST_F(Serve, what_is_not_signed_is_refused) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  fakes::SlackSender stranger(service.address(), "another-secret");
  EXPECT_EQ(stranger.command("hallo").status, 401);
  EXPECT_EQ(fakes::post(service.address() + "/slack/events", "{}", "application/json").status, 401);
}

TEST_F(Serve, every_answer_carries_the_security_headers_and_no_server_name) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  for (const auto* path : {"/", "/healthz", "/readyz", "/nowhere"}) {
    const auto got = fakes::get(service.address() + path);
    const auto header = [&](const std::string& name) {
      const auto found = got.headers.find(name);
      return found == got.headers.end() ? "" : found->second;
    };
    EXPECT_THAT(header("Content-Security-Policy"),
                AllOf(HasSubstr("default-src 'none'"), HasSubstr("frame-ancestors 'none'")))
        << path;
    EXPECT_EQ(header("X-Content-Type-Options"), "nosniff") << path;
    EXPECT_EQ(header("Referrer-Policy"), "no-referrer") << path;
    EXPECT_EQ(header("Cross-Origin-Opener-Policy"), "same-origin") << path;
    EXPECT_EQ(header("Server"), "") << path;
  }
}

TEST_F(Serve, the_playground_is_there_in_the_demo_alone) {
  auto without = options();
  without.arguments.clear();
  fakes::Service service(without);
  ASSERT_TRUE(service.started()) << service.log();
  EXPECT_EQ(fakes::get(service.address() + "/").status, 404);
  EXPECT_EQ(fakes::post(service.address() + "/api/chat", "{\"q\":\"x\"}", "application/json").status, 404);
}

TEST_F(Serve, starts_without_any_settings) {
  fakes::Service::Options bare;
  bare.program = WEGWIJZER;
  bare.folder = folder.path("");
  bare.arguments = {"--demo"};
  fakes::Service service(bare);
  ASSERT_TRUE(service.started()) << service.log();
  EXPECT_THAT(ask(service, "Wat is instemmingsrecht?"), HasSubstr("instemming"));
  EXPECT_THAT(service.log(), HasSubstr("Open http://127.0.0.1:"));
}

TEST_F(Serve, ask_and_health_reach_it_from_the_command_line) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  fakes::Process::Start start;
  start.program = WEGWIJZER;
  start.arguments = {"ask", "--server", service.address() + "/", "Wat is instemmingsrecht?"};
  const auto there = fakes::ran(start);
  EXPECT_EQ(there.code, 0) << there.err;
  start.arguments = {"ask", "Wat is instemmingsrecht?"};
  EXPECT_EQ(fakes::ran(start).out, there.out) << "the same words, wherever it is asked";
  start.arguments = {"health", "--url", service.address()};
  EXPECT_EQ(fakes::ran(start).code, 0);
}

TEST_F(Serve, a_second_service_on_the_same_database_is_refused) {
  fakes::Service first(options());
  ASSERT_TRUE(first.started()) << first.log();
  auto again = options();
  fakes::Process::Start start;
  start.program = WEGWIJZER;
  start.arguments = {"serve", "--listen", "127.0.0.1:0"};
  start.variables = fakes::storage_in(folder.path(""));
  const auto second = fakes::ran(start);
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.err, HasSubstr("another wegwijzer works on this database"));
}

TEST_F(Serve, a_taken_port_is_said_clearly) {
  fakes::Service first(options());
  ASSERT_TRUE(first.started()) << first.log();
  fakes::Process::Start start;
  start.program = WEGWIJZER;
  start.arguments = {"serve", "--listen", "127.0.0.1:" + std::to_string(first.port())};
  start.variables = fakes::storage_in(folder.path("other"));
  const auto second = fakes::ran(start);
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.err, HasSubstr(std::to_string(first.port())));
}

TEST_F(Serve, a_changed_entry_is_used_within_seconds_and_no_request_is_dropped) {
  write_own("De kaasfontein staat in de hal.");
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  EXPECT_THAT(ask(service, "waar staat de kaasfontein"), HasSubstr("in de hal"));
  write_own("De kaasfontein staat op het dak.");
  std::string said;
  EXPECT_TRUE(until([&] {
    said = ask(service, "waar staat de kaasfontein");
    EXPECT_THAT(said, HasSubstr("kaasfontein"));
    return said.find("op het dak") != std::string::npos;
  })) << said;
}

TEST_F(Serve, sighup_reloads_at_once) {
  write_own("De kaasfontein staat in de hal.");
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  write_own("De kaasfontein staat op het dak.");
  service.process().signal(SIGHUP);
  EXPECT_TRUE(
      until([&] { return ask(service, "waar staat de kaasfontein").find("op het dak") != std::string::npos; }, 5s));
  EXPECT_TRUE(until([&] { return service.log().find("reload.done") != std::string::npos; }));
}

TEST_F(Serve, a_broken_entry_is_refused_and_the_old_one_stays) {
  write_own("De kaasfontein staat in de hal.");
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  folder.write("own/nl/own.entry.md", "---\nid: [\n---\nKapot.\n");
  ASSERT_TRUE(until([&] { return service.log().find("reload.refused") != std::string::npos; }));
  EXPECT_THAT(ask(service, "waar staat de kaasfontein"), HasSubstr("in de hal"));
  int status = 0;
  const auto said = readiness(service, status);
  EXPECT_EQ(status, 200) << "what is in use can serve";
  EXPECT_THAT(said["refused"].dump(), HasSubstr("own.entry.md"));
  const auto stranger = fakes::get(service.address() + "/readyz", {{"X-Forwarded-For", "203.0.113.7"}});
  EXPECT_EQ(json::parse(stranger.body), (json{{"ready", true}, {"failing", json::array()}})) << "no files, no faults";
  EXPECT_THAT(fakes::get(service.address() + "/metrics").body, HasSubstr("wegwijzer_reload_failed 1"));
  write_own("De kaasfontein staat op het dak.");
  EXPECT_TRUE(until([&] {
    return fakes::get(service.address() + "/metrics").body.find("wegwijzer_reload_failed 0") != std::string::npos;
  }));
}

TEST_F(Serve, metrics_are_for_this_machine_or_the_token) {
  auto with_token = options();
  with_token.variables["WEGWIJZER_SERVER_METRICS_TOKEN"] = "let-me-see";
  fakes::Service service(with_token);
  ASSERT_TRUE(service.started()) << service.log();
  const auto address = service.address() + "/metrics";
  EXPECT_EQ(fakes::get(address).status, 200);
  EXPECT_THAT(fakes::get(address).body, HasSubstr("wegwijzer_build_info{version=\""));
  EXPECT_EQ(fakes::get(address, {{"X-Forwarded-For", "203.0.113.7"}}).status, 401) << "came through a proxy";
  EXPECT_EQ(fakes::get(address, {{"X-Forwarded-For", "203.0.113.7"}, {"Authorization", "Bearer let-me-see"}}).status,
            200);
  EXPECT_EQ(fakes::get(address, {{"X-Forwarded-For", "203.0.113.7"}, {"Authorization", "Bearer let-me-se"}}).status,
            401);
}

TEST_F(Serve, sigterm_finishes_what_was_acknowledged) {
  slack.answers_after(300ms);
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  fakes::SlackSender sender(service.address());
  for (int i = 0; i < 5; ++i)
    ASSERT_EQ(sender
                  .event(fakes::direct_message("Ev" + std::to_string(i), "U0PERSOON" + std::to_string(i),
                                               "1764000000.00020" + std::to_string(i), "Wat is een or?"))
                  .status,
              200);
  EXPECT_EQ(stop(service), 0);
  EXPECT_THAT(service.log(), HasSubstr("service.stopped"));
  if (slack.calls_of("chat.postMessage").size() < 5) {
    fakes::Service again(options());
    EXPECT_TRUE(slack.heard(5)) << "what was not sent stayed on disk";
  }
}

TEST_F(Serve, an_idle_service_stops_within_a_second) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(stop(service), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
}

TEST_F(Serve, a_locked_database_makes_it_unready_and_nothing_is_acknowledged) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  ready_as(service, 200);
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(folder.path("data/wegwijzer.db").c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_THAT(ready_as(service, 503)["failing"].dump(), HasSubstr("store"));
  fakes::SlackSender sender(service.address());
  const auto event = fakes::direct_message("Ev1", "U0MEDEWERKER", "1764000000.000200", "Wat is een or?");
  EXPECT_EQ(sender.event(event).status, 503);
  EXPECT_EQ(sender.command("Wat is instemmingsrecht?").status, 200) << "a question needs no writing";
  EXPECT_EQ(fakes::get(service.address() + "/healthz").status, 200);
  ASSERT_EQ(sqlite3_exec(database, "ROLLBACK", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  ready_as(service, 200);
  EXPECT_EQ(sender.event(event).status, 200);
  EXPECT_TRUE(slack.heard(1));
}

TEST_F(Serve, a_full_disk_makes_it_unready_until_there_is_room) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  ready_as(service, 200);
  rlimit before{};
  const rlimit full{0, RLIM_INFINITY};
  ASSERT_EQ(prlimit(service.process().id(), RLIMIT_FSIZE, &full, &before), 0);
  EXPECT_THAT(ready_as(service, 503)["failing"].dump(), HasSubstr("store"));
  fakes::SlackSender sender(service.address());
  const auto event = fakes::direct_message("Ev1", "U0MEDEWERKER", "1764000000.000200", "Wat is een or?");
  EXPECT_EQ(sender.event(event).status, 503);
  ASSERT_EQ(prlimit(service.process().id(), RLIMIT_FSIZE, &before, nullptr), 0);
  ready_as(service, 200);
  EXPECT_EQ(sender.event(event).status, 200);
  EXPECT_TRUE(slack.heard(1));
}

TEST_F(Serve, a_key_file_that_goes_away_makes_it_unready) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  ready_as(service, 200);
  std::filesystem::rename(folder.path("keys/master.key"), folder.path("keys/away"));
  EXPECT_THAT(ready_as(service, 503)["failing"].dump(), HasSubstr("key"));
  std::filesystem::rename(folder.path("keys/away"), folder.path("keys/master.key"));
  ready_as(service, 200);
}

TEST_F(Serve, a_missing_key_keeps_it_from_starting_and_says_what_to_do) {
  {
    fakes::Service service(options());
    ASSERT_TRUE(service.started()) << service.log();
    EXPECT_EQ(stop(service), 0);
  }
  std::filesystem::remove(folder.path("keys/master.key"));
  fakes::Service service(options());
  EXPECT_FALSE(service.started());
  EXPECT_EQ(service.process().wait(), 1);
  EXPECT_THAT(service.log(), HasSubstr("keys/master.key"));
  EXPECT_FALSE(std::filesystem::exists(folder.path("keys/master.key"))) << "a new key would lock out what is sealed";
}

TEST_F(Serve, a_folder_that_cannot_be_written_is_said_with_the_cure) {
  if (getuid() != 0) GTEST_SKIP() << "needs root to become somebody else";
  std::filesystem::create_directory(folder.path("data"));
  chmod(folder.path("").c_str(), 0777);
  chmod(folder.path("data").c_str(), 0555);
  auto as_nobody = options();
  as_nobody.user = 65534;
  fakes::Service service(as_nobody);
  EXPECT_FALSE(service.started());
  EXPECT_EQ(service.process().wait(), 1);
  EXPECT_THAT(service.log(), AllOf(HasSubstr(folder.path("data")), HasSubstr("write access")));
}

TEST_F(Serve, what_people_write_is_in_no_log) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  fakes::SlackSender sender(service.address());
  EXPECT_EQ(sender.command("kwikstaartmelodie Wat is een or?").status, 200);
  sender.event(fakes::direct_message("Ev1", "U0MEDEWERKER", "1764000000.000200", "kwikstaartmelodie"));
  ask(service, "kwikstaartmelodie");
  ASSERT_TRUE(slack.heard(1));
  EXPECT_EQ(stop(service), 0);
  EXPECT_THAT(service.log(),
              AllOf(Not(HasSubstr("kwikstaart")), Not(HasSubstr("U0MEDEWERKER")), Not(HasSubstr("xoxb"))));
}

}  // namespace
}  // namespace wegwijzer
