#include "engine/courier.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "engine/world.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

std::vector<Arrived> tries_of(const World& world, const std::string& words) {
  auto tries = world.platform.tries();
  std::erase_if(tries, [&](const Arrived& call) { return call.words != words; });
  return tries;
}

TEST(Delivery, goes_on_until_it_arrives_and_keeps_its_id) {
  World world;
  world.platform.behave([](const Arrived&, int tries) { return Treatment{tries < 4 ? 500 : 200}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  EXPECT_EQ(world.sent("D2", "change hello"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.accepted().size(), 2U);
  std::set<std::string> ids;
  for (const auto& call : world.platform.tries()) ids.insert(call.id);
  EXPECT_EQ(world.platform.tries().size(), 8U);
  EXPECT_EQ(ids.size(), 2U);
}

TEST(Delivery, pauses_longer_after_each_try) {
  World world;
  world.platform.behave([](const Arrived&, int tries) { return Treatment{tries < 4 ? 503 : 200}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.all_done());
  const auto tries = world.platform.tries();
  ASSERT_EQ(tries.size(), 4U);
  for (std::size_t i = 1; i < tries.size(); ++i) {
    const auto longest = 500ms * (1 << (i - 1));
    EXPECT_GE(tries[i].at - tries[i - 1].at, longest / 2) << i;
    EXPECT_LE(tries[i].at - tries[i - 1].at, longest + 500ms) << i;
  }
}

TEST(Delivery, that_does_not_get_through_for_long_waits_on_disk_and_goes_on_after_a_restart) {
  World world;
  world.platform.behave([](const Arrived&, int) { return Treatment{503}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM outbox") == 1; }, 30s));
  EXPECT_EQ(world.number("SELECT count(*) FROM inbox"), 0);
  world.platform.behave_well();
  world.restart();
  world.clock.forward(1h);
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words(), ElementsAre("hello"));
}

TEST(Delivery, is_given_up_after_three_days_and_counted_without_its_content) {
  World world;
  world.platform.behave([](const Arrived&, int) { return Treatment{503}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.until([&] { return world.platform.tries().size() == 2; }));
  world.clock.forward(73h);
  ASSERT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM given_up WHERE reason = 'too_old'") == 1; }));
  EXPECT_EQ(world.waiting_rows(), 0);
}

TEST(Delivery, that_is_refused_for_good_is_tried_once_and_counted_and_others_go_on) {
  World world;
  world.platform.behave([](const Arrived& call, int) { return Treatment{call.words == "bad" ? 400 : 200}; });
  EXPECT_EQ(world.sent("D1", "say bad"), 200);
  EXPECT_EQ(world.sent("D2", "change bad"), 200);
  EXPECT_EQ(world.sent("D1", "say good"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(tries_of(world, "bad").size(), 2U);
  EXPECT_THAT(world.platform.words(), ElementsAre("good"));
  EXPECT_EQ(world.number("SELECT count(*) FROM given_up WHERE reason = 'refused'"), 2);
}

TEST(Delivery, that_may_be_tried_a_few_times_only_is_given_up_then) {
  World world;
  world.platform.behave([](const Arrived&, int) { return Treatment{502}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.tries().size(), 2U);
  EXPECT_EQ(world.number("SELECT count(*) FROM given_up"), 1);
}

TEST(Delivery, whose_blocks_are_refused_goes_once_more_as_plain_text) {
  World world;
  world.platform.behave(
      [](const Arrived& call, int) { return Treatment{call.words.starts_with("plain") ? 200 : 422}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words(), ElementsAre("plain hello"));
  EXPECT_EQ(world.platform.tries().size(), 2U);
}

TEST(Delivery, that_is_refused_as_plain_text_too_is_given_up) {
  World world;
  world.platform.behave([](const Arrived&, int) { return Treatment{422}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.tries().size(), 2U);
  EXPECT_EQ(world.number("SELECT count(*) FROM given_up WHERE reason = 'content_refused'"), 1);
}

TEST(Delivery, with_a_token_that_ran_out_goes_again_with_a_fresh_one) {
  World world;
  world.platform.behave([](const Arrived&, int tries) { return Treatment{tries == 1 ? 409 : 200}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words(), ElementsAre("hello"));
}

TEST(Delivery, of_an_installation_whose_token_is_dead_stops_and_is_kept_while_others_go_on) {
  World world;
  world.platform.behave([](const Arrived& call, int) { return Treatment{call.token == "Bearer dead" ? 401 : 200}; });
  EXPECT_EQ(world.sent("D1", "say hello", {}, "dead"), 200);
  ASSERT_TRUE(world.until([&] { return world.platform.tries().size() == 1; }));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(world.sent("D1" + std::to_string(i), "say hello", {}, "dead"), 200);
  EXPECT_EQ(world.sent("D2", "say other"), 200);
  ASSERT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM outbox") == 6; }));
  EXPECT_TRUE(world.until([&] { return world.platform.words() == std::vector<std::string>{"other"}; }));
  EXPECT_EQ(world.platform.tries().size(), 2U);
}

TEST(Delivery, for_an_installation_that_is_gone_is_given_up) {
  World world;
  EXPECT_EQ(world.sent("D1", "say hello", {}, "gone"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_TRUE(world.platform.tries().empty());
  EXPECT_EQ(world.number("SELECT count(*) FROM given_up WHERE reason = 'no_installation'"), 1);
}

TEST(RateLimit, holds_that_installation_as_long_as_asked_keeps_order_and_holds_up_nobody_else) {
  World world;
  world.platform.behave([](const Arrived& call, int tries) {
    return call.token == "Bearer I1" && call.words == "first" && tries == 1 ? Treatment{429, "2"} : Treatment{};
  });
  EXPECT_EQ(world.sent("D1", "say first"), 200);
  ASSERT_TRUE(world.until([&] { return world.platform.tries().size() == 1; }));
  const auto refused = world.platform.tries().front().at;
  EXPECT_EQ(world.sent("D1", "say second"), 200);
  EXPECT_EQ(world.sent("D2", "say same installation"), 200);
  EXPECT_EQ(world.sent("D3", "say other installation", {}, "I2"), 200);
  ASSERT_TRUE(world.until([&] { return world.platform.words_in("D3").size() == 1; }, 1s));
  EXPECT_LT(std::chrono::steady_clock::now() - refused, 1900ms);
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words_in("D1"), ElementsAre("first", "second"));
  for (const auto& call : world.platform.accepted()) {
    if (call.token == "Bearer I1") {
      EXPECT_GE(call.at - refused, 2s) << call.words;
    }
  }
}

TEST(RateLimit, that_is_long_does_not_fill_the_memory_others_need) {
  World world;
  world.platform.behave([](const Arrived& call, int) {
    return call.token == "Bearer I1" ? Treatment{429, "300"} : Treatment{};
  });
  for (int i = 0; i < 400; ++i) (void)world.event("D" + std::to_string(i), "change held");
  ASSERT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM outbox") == 400; }));
  EXPECT_EQ(world.sent("E1", "say free", {}, "I2"), 200);
  EXPECT_TRUE(world.until([&] { return world.platform.words() == std::vector<std::string>{"free"}; }));
  ASSERT_TRUE(world.until([&] { return world.engine->calls_in_memory() == 0; }));
}

TEST(LostAnswer, is_looked_for_before_the_message_is_sent_again) {
  World world;
  world.channel->looks_back = true;
  world.platform.behave([](const Arrived&, int) { return Treatment{200, {}, true}; });  // taken, and no word of it
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.tries().size(), 1U);
  EXPECT_EQ(world.platform.looks(), 1);
}

TEST(LostAnswer, of_a_message_that_did_not_arrive_is_sent_again_with_the_same_id) {
  World world;
  world.channel->looks_back = true;
  world.platform.behave([](const Arrived&, int tries) { return tries == 1 ? Treatment{500, {}, true} : Treatment{}; });
  EXPECT_EQ(world.sent("D1", "change hello"), 200);
  ASSERT_TRUE(world.all_done());
  const auto tries = world.platform.tries();
  ASSERT_EQ(tries.size(), 2U);
  EXPECT_EQ(tries[0].id, tries[1].id);
  EXPECT_EQ(world.platform.looks(), 1);
}

TEST(LostAnswer, where_nobody_can_look_is_sent_again_with_the_same_id) {
  World world;
  world.platform.behave([](const Arrived&, int tries) { return Treatment{200, {}, tries == 1}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  ASSERT_TRUE(world.all_done());
  const auto tries = world.platform.tries();
  ASSERT_EQ(tries.size(), 2U);
  EXPECT_EQ(tries[0].id, tries[1].id);
}

TEST(MessageUnderWayWhenTheProgramEnded, is_looked_for_at_the_next_start) {
  World world;
  world.channel->looks_back = true;
  world.platform.behave([](const Arrived&, int) { return Treatment{200, {}, false, 300ms}; });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  EXPECT_EQ(world.sent("D2", "change hello"), 200);
  ASSERT_TRUE(world.until([&] { return world.platform.most_at_once() == 2; }));
  world.end();
  EXPECT_EQ(world.waiting_rows(), 2);
  ASSERT_TRUE(world.until([&] { return world.platform.accepted().size() == 2; }));
  world.start();
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.tries().size(), 2U);
  EXPECT_EQ(world.platform.looks(), 2);
}

TEST(Conversation, that_hangs_holds_up_nobody_else_and_has_one_call_in_flight) {
  World world;
  std::atomic<bool> hang{true};
  world.platform.behave([&](const Arrived& call, int) {
    while (hang && call.conversation == "D1") std::this_thread::sleep_for(1ms);
    return Treatment{};
  });
  EXPECT_EQ(world.sent("D1", "say 1"), 200);
  EXPECT_EQ(world.sent("D1", "say 2"), 200);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(world.sent("E" + std::to_string(i), "say hello"), 200);
  ASSERT_TRUE(world.until([&] { return world.platform.words().size() == 20; }));
  EXPECT_EQ(world.platform.most_at_once_in_a_conversation(), 1);
  hang = false;
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words_in("D1"), ElementsAre("1", "2"));
}

TEST(Conversation, keeps_its_order_through_a_short_failure) {
  World world;
  world.platform.behave(
      [](const Arrived& call, int tries) { return Treatment{call.words == "1" && tries < 3 ? 500 : 200}; });
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(world.sent("D1", "say " + std::to_string(i)), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words_in("D1"), ElementsAre("1", "2", "3"));
}

TEST(Conversation, gets_three_messages_at_once_and_then_one_a_second) {
  World world;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(world.sent("D1", "say " + std::to_string(i)), 200);
  ASSERT_TRUE(world.all_done());
  const auto calls = world.platform.accepted();
  ASSERT_EQ(calls.size(), 5U);
  EXPECT_LT(calls[2].at - calls[0].at, 700ms);
  EXPECT_GE(calls[3].at - calls[0].at, 950ms);
  EXPECT_GE(calls[4].at - calls[3].at, 950ms);
}

TEST(Conversation, with_hundreds_of_messages_waiting_holds_up_nobody_else_and_costs_nothing) {
  World world;
  // Each is answered in its own conversation and in that of one and the same second person.
  for (int i = 0; i < 300; ++i) EXPECT_EQ(world.sent("D" + std::to_string(i), "aside " + std::to_string(i)), 200);
  const auto others = [&] { return world.platform.words().size() - world.platform.words_in("second").size(); };
  ASSERT_TRUE(world.until([&] { return others() == 300; }, 5s));
  EXPECT_EQ(world.sent("E1", "say hello"), 200);
  EXPECT_EQ(world.sent("E2", "change hello"), 200);
  ASSERT_TRUE(world.until([&] { return others() == 302; }, 1s));
  const auto before = world.platform.words_in("second").size();
  ASSERT_LT(before, 290U);
  const auto used = std::clock();
  ASSERT_TRUE(world.until([&] { return world.platform.words_in("second").size() == before + 2; }, 5s));
  EXPECT_LT(std::clock() - used, CLOCKS_PER_SEC);
  EXPECT_LE(world.engine->calls_in_memory(), 8U);
}

TEST(Conversation, of_which_some_wait_on_disk_keeps_its_order) {
  World world;
  world.platform.behave([](const Arrived&, int) { return Treatment{200, {}, false, 20ms}; });
  std::vector<std::string> words;
  for (int i = 0; i < 9; ++i) {
    words.push_back(std::to_string(i));
    EXPECT_EQ(world.sent("D1", (i % 3 == 0 ? "change " : "say ") + words.back()), 200);
  }
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.words_in("D1"), words);
}

TEST(Courier, never_has_more_than_64_calls_in_flight) {
  World world;
  world.platform.behave([](const Arrived&, int) { return Treatment{200, {}, false, 20ms}; });
  for (int i = 0; i < 300; ++i) (void)world.event("D" + std::to_string(i), "say hello");
  ASSERT_TRUE(world.until([&] { return world.platform.words().size() == 300; }));
  EXPECT_LE(world.platform.most_at_once(), 64);
  EXPECT_GT(world.platform.most_at_once(), 10);
}

TEST(Courier, holds_some_hundred_calls_in_memory_however_many_wait) {
  World world;
  std::atomic<bool> hang{true};
  world.platform.behave([&](const Arrived&, int) {
    while (hang) std::this_thread::sleep_for(1ms);
    return Treatment{};
  });
  std::vector<std::future<int>> statuses;
  for (int i = 0; i < 2000; ++i)
    statuses.push_back(world.event("D" + std::to_string(i), (i % 2 == 0 ? "say " : "change ") + std::to_string(i)));
  for (auto& status : statuses) EXPECT_EQ(status.get(), 200);
  ASSERT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM outbox") > 1000; }));
  EXPECT_LE(world.engine->calls_in_memory(), 512U);
  hang = false;
  ASSERT_TRUE(world.until([&] { return world.waiting_rows() == 0; }, 60s));
  EXPECT_EQ(world.platform.tries().size(), 2000U);
}

TEST(CrisisCard, goes_before_everything_else_that_waits) {
  World world;
  std::atomic<bool> hang{true};
  world.platform.behave([&](const Arrived& call, int) {
    while (hang && call.words != "bel 113") std::this_thread::sleep_for(1ms);
    return Treatment{200, {}, false, 20ms};
  });
  for (int i = 0; i < 500; ++i) (void)world.event("D" + std::to_string(i), "change " + std::to_string(i));
  ASSERT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM outbox") == 500; }));
  EXPECT_EQ(world.sent("DX", "crisis bel 113"), 200);
  ASSERT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM inbox") == 1; }));
  hang = false;
  ASSERT_TRUE(world.until([&] { return world.platform.words().size() > 400; }, 30s));
  const auto words = world.platform.words();
  const auto at = std::find(words.begin(), words.end(), "bel 113") - words.begin();
  EXPECT_LT(at, 140);  // 64 were in flight; 500 waited
}

TEST(CrisisCard, in_two_parts_begins_with_the_first) {
  World world;
  EXPECT_EQ(world.sent("D1", "crisis bel 113 / of 112"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words_in("D1"), ElementsAre("bel 113", "of 112"));
}

}  // namespace
}  // namespace wegwijzer::engine
