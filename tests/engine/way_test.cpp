#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "engine/world.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::ElementsAre;

TEST(Event, is_acknowledged_and_its_reply_arrives) {
  World world;
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.until([&] { return world.platform.words() == std::vector<std::string>{"hello"}; }));
  EXPECT_EQ(world.platform.accepted().front().token, "Bearer I1");
  EXPECT_TRUE(world.all_done());
}

TEST(Event, stands_on_disk_when_it_is_acknowledged_and_is_gone_when_its_reply_arrived) {
  World world;
  world.handler->close_gate();
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  EXPECT_EQ(world.number("SELECT count(*) FROM inbox"), 1);
  world.handler->open_gate();
  EXPECT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words(), ElementsAre("hello"));
}

TEST(Event, is_never_readable_on_disk) {
  World world;
  world.handler->close_gate();
  EXPECT_EQ(world.sent("D1-conversation-name", "say canary-word", "Ev-canary"), 200);
  for (const auto* name : {"db", "db-wal"}) {
    const auto content = store::content_of(world.folder.file(name));
    for (const auto* secret : {"canary-word", "D1-conversation-name", "Ev-canary"})
      EXPECT_EQ(content.find(secret), std::string::npos) << name << " " << secret;
  }
  world.handler->open_gate();
}

TEST(Event, that_comes_again_is_acknowledged_and_answered_once) {
  World world;
  EXPECT_EQ(world.sent("D1", "say hello", "Ev1"), 200);
  EXPECT_EQ(world.sent("D1", "say hello", "Ev1"), 200);
  ASSERT_TRUE(world.all_done());
  world.restart();
  EXPECT_EQ(world.sent("D1", "say hello", "Ev1"), 200);
  EXPECT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.tries().size(), 1U);
}

TEST(Event, that_nothing_is_to_be_said_about_leaves_nothing_behind) {
  World world;
  EXPECT_EQ(world.sent("D1", "ignored"), 200);
  EXPECT_EQ(world.sent("D1", "unreadable"), 200);
  EXPECT_EQ(world.sent("D1", "silent"), 200);
  EXPECT_TRUE(world.all_done());
  EXPECT_TRUE(world.platform.tries().empty());
}

TEST(Event, with_a_change_is_changed_once_and_said_once) {
  World world;
  EXPECT_EQ(world.sent("D1", "change joined", "Ev1"), 200);
  EXPECT_EQ(world.sent("D1", "change joined", "Ev1"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.changes("joined"), 1);
  EXPECT_THAT(world.platform.words(), ElementsAre("joined"));
}

TEST(Event, may_be_answered_to_two_places) {
  World world;
  EXPECT_EQ(world.sent("D1", "aside hello"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words_in("D1"), ElementsAre("hello"));
  EXPECT_THAT(world.platform.words_in("second"), ElementsAre("to another: hello"));
}

TEST(Event, without_a_change_rides_on_its_inbox_row_while_its_reply_is_under_way) {
  World world;
  std::atomic<bool> wait{true};
  world.platform.behave([&](const Arrived&, int) {
    while (wait) std::this_thread::sleep_for(1ms);
    return Treatment{};
  });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  // Handled, and still nothing but the inbox row.
  ASSERT_TRUE(world.until([&] { return world.engine->calls_in_memory() == 1; }));
  EXPECT_EQ(world.number("SELECT count(*) FROM inbox"), 1);
  EXPECT_EQ(world.number("SELECT count(*) FROM outbox"), 0);
  wait = false;
  EXPECT_TRUE(world.all_done());
}

TEST(Events, of_one_conversation_are_answered_in_their_order) {
  World world;
  std::vector<std::future<int>> statuses;
  std::vector<std::string> expected;
  for (int i = 0; i < 3; ++i) {
    expected.push_back(std::to_string(i));
    statuses.push_back(world.event("D1", "say " + expected.back()));
    statuses.push_back(world.event("D2", "change " + expected.back()));
  }
  for (auto& status : statuses) EXPECT_EQ(status.get(), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.words_in("D1"), expected);
  EXPECT_EQ(world.platform.words_in("D2"), expected);
}

TEST(Events, of_one_conversation_keep_their_order_whether_they_change_something_or_not) {
  World world;
  std::vector<std::future<int>> statuses;
  std::vector<std::string> expected;
  for (int i = 0; i < 3; ++i) {
    expected.push_back(std::to_string(i));
    statuses.push_back(world.event("D1", (i % 2 == 0 ? "change " : "say ") + expected.back()));
  }
  for (auto& status : statuses) EXPECT_EQ(status.get(), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.words_in("D1"), expected);
}

TEST(Events, many_at_once_are_all_answered_once) {
  World world;
  std::vector<std::future<int>> statuses;
  for (int i = 0; i < 2000; ++i)
    statuses.push_back(
        world.event("D" + std::to_string(i % 900), (i % 3 == 0 ? "change " : "say ") + std::to_string(i)));
  for (auto& status : statuses) EXPECT_EQ(status.get(), 200);
  ASSERT_TRUE(world.until([&] { return world.waiting_rows() == 0; }, 60s));
  const auto words = world.platform.words();
  EXPECT_EQ(words.size(), 2000U);
  EXPECT_EQ(std::set<std::string>(words.begin(), words.end()).size(), 2000U);
}

TEST(Events, that_waited_on_disk_do_not_let_later_ones_of_their_conversation_pass) {
  World world;
  world.handler->close_gate();
  std::vector<std::string> expected;
  // More than the workers hold in memory: the later ones wait on disk only.
  for (int i = 0; i < 700; ++i) (void)world.event("D" + std::to_string(i), "silent");
  for (int i = 0; i < 3; ++i) {
    expected.push_back(std::to_string(i));
    EXPECT_EQ(world.sent("DX", "say " + expected.back()), 200);
  }
  world.handler->open_gate();
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.words_in("DX"), expected);
}

TEST(Event, of_which_handling_throws_or_fails_is_laid_aside_after_some_tries_and_the_person_is_told) {
  World world;
  for (const auto* words : {"throw", "fail", "throw_in_change", "throw_in_read", "say unwritable"})
    EXPECT_EQ(world.sent(words, words), 200);
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.until([&] {
    world.clock.forward(1s);
    return world.number("SELECT count(*) FROM inbox WHERE status = 'dead'") == 5;
  }));
  ASSERT_TRUE(world.until([&] { return world.platform.words().size() == 5; }));
  EXPECT_THAT(world.platform.words_in("throw"), ElementsAre(testing::HasSubstr("Er ging iets mis")));
  EXPECT_THAT(world.platform.words_in("D1"), ElementsAre("hello"));
}

TEST(Event, that_cannot_be_handled_just_now_is_tried_until_it_can) {
  World world;
  EXPECT_EQ(world.sent("D1", "later"), 200);
  ASSERT_TRUE(world.until([&] {
    world.clock.forward(10s);
    return world.number("SELECT max(attempts) FROM inbox") > 5;
  }));
  EXPECT_EQ(world.number("SELECT count(*) FROM inbox WHERE status = 'waiting'"), 1);
}

TEST(Event, sealed_with_a_key_that_is_gone_is_laid_aside) {
  World world;
  world.handler->close_gate();
  EXPECT_EQ(world.sent("D1", "silent"), 200);
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  world.handler->open_gate();
  ASSERT_TRUE(world.all_done());
  world.end();
  {
    auto connection = store::Connection::open(world.folder.url("db"), store::Access::read_write);
    ASSERT_TRUE(connection->script(
        "INSERT INTO inbox VALUES (randomblob(16), x'02', 'fake', 0, 0, 'waiting', 0, x'0101aaaaaaaaaaaaaaaa')"));
  }
  world.start();
  EXPECT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM inbox WHERE status = 'dead'") == 1; }));
}

TEST(Event, laid_aside_is_forgotten_after_a_day) {
  World world;
  auto connection = store::Connection::open(world.folder.url("db"), store::Access::read_write);
  ASSERT_TRUE(connection->script("INSERT INTO inbox VALUES (x'01', x'02', 'fake', 0, 0, 'dead', 0, x'03')"));
  ASSERT_TRUE(connection->write(world.clock.now(), [](store::Tx& tx) { return InboxStore::forget(tx); }));
  EXPECT_EQ(world.number("SELECT count(*) FROM inbox"), 0);
}

TEST(Loop, of_two_machines_falls_silent_after_ten_answers) {
  World world;
  for (int i = 0; i < 15; ++i) {
    EXPECT_EQ(world.sent("D1", "say I did not understand"), 200);
    ASSERT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM inbox") <= 12; }));
  }
  EXPECT_TRUE(world.until([&] { return world.waiting_rows() == 0; }, 20s));
  EXPECT_EQ(world.platform.words().size(), 10U);
}

TEST(Request, is_answered_on_itself_without_touching_the_store) {
  World world;
  const Intruder intruder(world.folder.file("db"));
  const auto answer = world.request("D1", "say hello").get();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hello");
}

TEST(Request, with_a_change_is_answered_when_the_change_is_on_disk) {
  World world;
  EXPECT_EQ(world.request("D1", "change joined").get().body, "joined");
  EXPECT_EQ(world.changes("joined"), 1);
}

TEST(Request, pressed_twice_changes_once) {
  World world;
  EXPECT_EQ(world.request("D1", "change joined", "R1").get().body, "joined");
  EXPECT_EQ(world.request("D1", "change joined", "R1").get().status, 200);
  EXPECT_EQ(world.changes("joined"), 1);
}

TEST(Request, says_what_does_not_fit_on_it_by_the_outbox) {
  World world;
  EXPECT_EQ(world.request("D1", "aside hello").get().body, "hello");
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words(), ElementsAre("to another: hello"));
}

TEST(Request, whose_change_could_not_begin_in_time_is_withdrawn_and_the_person_hears_the_truth) {
  World world;
  std::atomic<bool> hold{true};
  world.engine->write(
      [&](store::Tx&) -> Result<void> {
        hold.wait(true);
        return {};
      },
      [](const Result<void>&) {});
  const auto asked = std::chrono::steady_clock::now();
  auto change = world.request("D1", "change joined");
  auto aside = world.request("D2", "aside hello");
  EXPECT_THAT(change.get().body, testing::HasSubstr("niet bewaard"));
  EXPECT_GE(std::chrono::steady_clock::now() - asked, 2400ms);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, 2900ms);
  (void)aside.get();
  hold = false;
  hold.notify_all();
  EXPECT_EQ(world.sent("D3", "change after"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.changes("joined"), 0);
  EXPECT_THAT(world.platform.words(), ElementsAre("after"));
}

TEST(Request, whose_change_fails_says_so_and_keeps_nothing) {
  World world;
  EXPECT_THAT(world.request("D1", "throw_in_change").get().body, testing::HasSubstr("Er ging iets mis"));
  EXPECT_THAT(world.request("D1", "fail").get().body, testing::HasSubstr("Er ging iets mis"));
  EXPECT_THAT(world.request("D1", "later").get().body, testing::HasSubstr("Probeer het zo weer"));
  EXPECT_EQ(world.request("D1", "throw_in_read").get().status, 200);
}

TEST(Request, that_carries_no_words_says_by_its_status_that_nothing_was_done) {
  World world;
  EXPECT_EQ(world.request("D1", "fail mute").get().status, 500);
  EXPECT_EQ(world.request("D1", "later mute").get().status, 503);
  EXPECT_EQ(world.request("D1", "say mute").get().status, 200);
}

TEST(Request, that_carries_no_words_is_followed_by_the_apology) {
  World world;
  EXPECT_EQ(world.request("D1", "fail mute").get().status, 500);
  ASSERT_TRUE(world.until([&] { return world.platform.words().size() == 1; }));
  EXPECT_THAT(world.platform.words().front(), testing::HasSubstr("Er ging iets mis"));
  EXPECT_EQ(world.waiting_rows(), 0);
}

TEST(Request, pressed_twice_opens_its_dialog_once) {
  World world;
  EXPECT_EQ(world.request("D1", "say dialog one", "R1").get().status, 200);
  EXPECT_EQ(world.request("D1", "say dialog one", "R1").get().status, 200);
  EXPECT_EQ(world.request("D1", "say dialog two", "R2").get().status, 200);
  ASSERT_TRUE(world.until([&] { return world.platform.words_in("D1").size() == 2; }));
  EXPECT_THAT(world.platform.words(), ElementsAre("dialog one", "dialog two"));
}

TEST(Request, after_the_end_is_refused) {
  World world;
  world.engine->stop(1s);
  EXPECT_EQ(world.request("D1", "say hello").get().status, 503);
  EXPECT_EQ(world.sent("D1", "say hello"), 503);
}

TEST(End, within_its_grace_finishes_what_is_in_flight_and_loses_nothing) {
  World world;
  world.platform.behave([](const Arrived&, int) { return Treatment{200, {}, false, 50ms}; });
  std::vector<std::future<int>> statuses;
  for (int i = 0; i < 200; ++i)
    statuses.push_back(world.event("D" + std::to_string(i), (i % 2 == 0 ? "say " : "change ") + std::to_string(i)));
  for (auto& status : statuses) EXPECT_EQ(status.get(), 200);
  world.end(10s);
  world.platform.behave_well();
  world.start();
  ASSERT_TRUE(world.all_done());
  const auto words = world.platform.words();
  EXPECT_EQ(words.size(), 200U);
  EXPECT_EQ(std::set<std::string>(words.begin(), words.end()).size(), 200U);
}

}  // namespace
}  // namespace wegwijzer::engine
