#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/world.hpp"
#include "handler/timer_store.hpp"
#include "store/key_store.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

RowId subject(std::uint8_t number) {
  RowId id;
  id.bytes[0] = number;
  return id;
}

void set(World& world, const std::string& kind, Duration in, std::uint8_t number = 1, std::int64_t version = 1) {
  world.change([&](store::Tx& tx) {
    return handler::set_timer(tx, {"fake", kind, subject(number), version, tx.now() + in});
  });
}

std::int64_t timers(World& world) {
  return world.number("SELECT count(*) FROM timer");
}

TEST(Timer, brings_what_is_due_to_its_handler_once_and_says_what_it_decides) {
  World world;
  set(world, "draft", 10min, 1, 7);
  set(world, "later", 50min, 2);
  world.clock.forward(11min);
  ASSERT_TRUE(world.until([&] { return timers(world) == 1; }));
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.handler->heard(), ElementsAre("draft 7"));
  EXPECT_THAT(world.platform.words_in("somebody"), ElementsAre("draft is due"));
  world.restart();
  EXPECT_EQ(timers(world), 1);
  EXPECT_EQ(world.handler->heard().size(), 1U);
}

TEST(Timer, that_became_due_while_the_program_stood_still_comes_at_the_start_in_the_order_of_time) {
  World world;
  set(world, "second", 2min, 1);
  set(world, "first", 1min, 1);
  world.end();
  world.clock.forward(30min);
  world.start();
  ASSERT_TRUE(world.until([&] { return timers(world) == 0; }));
  EXPECT_THAT(world.handler->heard(), ElementsAre("first 1", "second 1"));
}

TEST(Timer, that_was_cancelled_or_set_anew_does_nothing_at_its_old_time) {
  World world;
  set(world, "draft", 10min, 1);
  set(world, "draft", 50min, 1, 2);
  set(world, "draft", 10min, 2);
  set(world, "other", 10min, 2);
  world.change([](store::Tx& tx) { return handler::cancel_timers(tx, "fake", subject(2)); });
  set(world, "draft", 10min, 3);
  world.change([](store::Tx& tx) { return handler::cancel_timer(tx, "fake", "draft", subject(3)); });
  world.clock.forward(15min);
  set(world, "sign", 0s, 4);
  ASSERT_TRUE(world.until([&] { return timers(world) == 1; }));
  EXPECT_THAT(world.handler->heard(), ElementsAre("sign 1"));
}

TEST(Timer, cancelled_while_it_is_being_handled_changes_and_says_nothing) {
  World world;
  world.handler->close_gate();
  set(world, "again", -1s);
  set(world, "sign", -1s, 2);
  std::this_thread::sleep_for(1500ms);  // until the clockwork has looked: nothing to see from outside
  world.change([](store::Tx& tx) { return handler::cancel_timer(tx, "fake", "again", subject(1)); });
  world.handler->open_gate();
  ASSERT_TRUE(world.until([&] { return timers(world) == 0 && world.waiting_rows() == 0; }));
  EXPECT_TRUE(
      world.until([&] { return world.platform.words_in("somebody") == std::vector<std::string>{"sign is due"}; }));
}

TEST(Timer, whose_handler_fails_is_tried_again_and_never_given_up) {
  World world;
  world.handler->fail_due = 8;
  set(world, "draft", -1s);
  ASSERT_TRUE(world.until(
      [&] {
        world.clock.forward(5s);
        return timers(world) == 0;
      },
      30s));
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words_in("somebody"), ElementsAre("draft is due"));
}

TEST(Timer, may_be_set_by_the_change_that_a_timer_causes) {
  World world;
  set(world, "again", -1s, 1, 3);
  ASSERT_TRUE(world.until([&] { return world.handler->heard().size() == 2 && timers(world) == 0; }));
  EXPECT_THAT(world.handler->heard(), ElementsAre("again 3", "last 4"));
}

TEST(Keys, are_not_destroyed_when_the_clock_jumps_ahead_by_months) {
  World world;
  const auto first_key = [&] {
    auto connection = store::Connection::open(world.folder.url("keystore"), store::Access::read_only);
    return connection ? store::KeyStore::all(*connection).value().front().id : std::string();
  };
  const auto before = first_key();
  set(world, "sign", -1s);
  ASSERT_TRUE(world.until([&] { return world.handler->heard().size() == 1; }));  // the clockwork has seen the time
  world.clock.forward(24h * 90);
  EXPECT_FALSE(world.until([&] { return first_key() != before; }, 2500ms));
}

TEST(Timer, waits_a_while_when_the_clock_jumps_ahead_by_hours) {
  World world;
  set(world, "draft", 5h);
  set(world, "sign", -1s, 2);
  ASSERT_TRUE(world.until([&] { return world.handler->heard().size() == 1; }));
  world.clock.forward(6h);
  EXPECT_FALSE(world.until([&] { return world.handler->heard().size() == 2; }, 2500ms));
  EXPECT_EQ(timers(world), 1);
}

}  // namespace
}  // namespace wegwijzer::engine
