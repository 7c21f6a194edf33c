#include <gtest/gtest.h>

#include "safe_space/turns.hpp"

namespace wegwijzer::safe_space {
namespace {

using namespace std::chrono_literals;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25};

TEST(Turns, remembers_the_last_three_for_half_an_hour) {
  Turns turns;
  turns.note("me", "m1", 1, kNow);
  turns.note("me", "m2", 2, kNow + 1min);
  EXPECT_EQ(turns.before("me", "m3", kNow + 2min), 3u);
  turns.note("me", "m3", 4, kNow + 2min);
  turns.note("me", "m4", 8, kNow + 3min);
  EXPECT_EQ(turns.before("me", "m5", kNow + 4min), 14u) << "the first is the fourth ago";
  EXPECT_EQ(turns.before("me", "m5", kNow + 32min), 8u + 4u - 4u) << "only what is younger than half an hour";
  EXPECT_EQ(turns.before("me", "m5", kNow + 2h), 0u);
}

TEST(Turns, belong_to_one_place) {
  Turns turns;
  turns.note("me", "m1", 1, kNow);
  EXPECT_EQ(turns.before("you", "m1", kNow), 0u);
}

TEST(Turns, count_a_message_once_however_often_it_is_read) {
  Turns turns;
  turns.note("me", "m1", 1, kNow);
  turns.note("me", "m1", 1, kNow);
  EXPECT_EQ(turns.before("me", "m1", kNow), 0u) << "a message is not its own context";
  turns.note("me", "m2", 2, kNow);
  turns.note("me", "m3", 4, kNow);
  EXPECT_EQ(turns.before("me", "m4", kNow), 7u);
}

TEST(Turns, know_a_card_for_ten_minutes_and_an_offer_as_long_as_the_conversation) {
  Turns turns;
  turns.show("me", "m1", Cause::suicide, kNow);
  turns.show("me", "m2", Cause::cannot_cope, kNow);
  EXPECT_FALSE(turns.card_shown("me", "m1", Cause::suicide, kNow)) << "the same message again gets the same card";
  EXPECT_TRUE(turns.card_shown("me", "m3", Cause::suicide, kNow + 9min));
  EXPECT_FALSE(turns.card_shown("me", "m3", Cause::danger, kNow + 9min));
  EXPECT_FALSE(turns.card_shown("me", "m3", Cause::suicide, kNow + 11min));
  EXPECT_TRUE(turns.offered("me", "m3", kNow + 29min));
  EXPECT_FALSE(turns.offered("me", "m2", kNow));
  EXPECT_FALSE(turns.offered("me", "m3", kNow + 31min));
}

TEST(Turns, keep_a_bounded_number_of_places) {
  Turns turns;
  for (std::size_t i = 0; i < Turns::kMost + 500; ++i) turns.note("p" + std::to_string(i), "m", 1, kNow);
  EXPECT_EQ(turns.size(), Turns::kMost);
  EXPECT_EQ(turns.before("p0", "n", kNow), 0u);
  EXPECT_EQ(turns.before("p2499", "n", kNow), 1u);
  turns.note("late", "m", 1, kNow + 1h);
  EXPECT_EQ(turns.size(), 1u) << "what is over goes";
}

}  // namespace
}  // namespace wegwijzer::safe_space
