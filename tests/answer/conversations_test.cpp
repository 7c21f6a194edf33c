#include "answer/conversations.hpp"

#include <gtest/gtest.h>

#include "base/reveal.hpp"

namespace wegwijzer::answer {
namespace {

using namespace std::chrono_literals;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 2} + 10h;

model::Message message_in(std::string conversation, std::string account = "U1", std::string thread = "") {
  model::Message message;
  message.source.channel = "slack";
  message.source.conversation = std::move(conversation);
  message.source.thread = std::move(thread);
  message.from = {"slack", "T1", std::move(account)};
  return message;
}

Remembered turn(std::string entry, std::string_view words = "wat is de or") {
  return {{std::move(entry), share(words), Language::nl}, true};
}

TEST(Conversations, give_back_the_last_turn_of_the_same_conversation) {
  Conversations conversations;
  conversations.remember(message_in("D1"), turn("or.what-is"), kNow);
  conversations.remember(message_in("D1"), turn("or.right.consent"), kNow + 1min);
  const auto before = conversations.before(message_in("D1"), kNow + 2min);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->turn.entry, "or.right.consent");
  EXPECT_EQ(reveal(before->turn.words), "wat is de or");
  EXPECT_FALSE(conversations.before(message_in("D2"), kNow));
}

TEST(Conversations, keep_people_and_threads_of_a_channel_apart) {
  Conversations conversations;
  conversations.remember(message_in("C1", "U1", "17.1"), turn("or.what-is"), kNow);
  EXPECT_FALSE(conversations.before(message_in("C1", "U2", "17.1"), kNow));
  EXPECT_FALSE(conversations.before(message_in("C1", "U1", "17.2"), kNow));
  EXPECT_TRUE(conversations.before(message_in("C1", "U1", "17.1"), kNow));
}

TEST(Conversations, forget_after_half_an_hour) {
  Conversations conversations;
  conversations.remember(message_in("D1"), turn("or.what-is"), kNow);
  EXPECT_TRUE(conversations.before(message_in("D1"), kNow + 29min));
  EXPECT_FALSE(conversations.before(message_in("D1"), kNow + 30min));
  EXPECT_EQ(conversations.size(), 0u);
}

TEST(Conversations, hold_no_more_than_their_number) {
  Conversations conversations;
  for (std::size_t i = 0; i < Conversations::kMost + 10; ++i)
    conversations.remember(message_in("D" + std::to_string(i)), turn("or.what-is"), kNow);
  EXPECT_EQ(conversations.size(), Conversations::kMost);
  EXPECT_FALSE(conversations.before(message_in("D0"), kNow));
  EXPECT_TRUE(conversations.before(message_in("D" + std::to_string(Conversations::kMost + 9)), kNow));
}

TEST(Conversations, let_the_old_go_when_something_new_comes) {
  Conversations conversations;
  conversations.remember(message_in("D1"), turn("or.what-is"), kNow);
  conversations.remember(message_in("D2"), turn("or.what-is"), kNow + 31min);
  EXPECT_EQ(conversations.size(), 1u);
}

TEST(Conversations, forget_a_place_where_a_message_was_deleted) {
  Conversations conversations;
  conversations.remember(message_in("C1", "U1", "17.1"), turn("or.what-is"), kNow);
  conversations.remember(message_in("C2"), turn("or.what-is"), kNow);
  conversations.forget(message_in("C1").source);
  EXPECT_FALSE(conversations.before(message_in("C1", "U1", "17.1"), kNow));
  EXPECT_TRUE(conversations.before(message_in("C2"), kNow));
}

TEST(Conversations, do_not_hold_long_words) {
  Conversations conversations;
  conversations.remember(message_in("D1"), turn("or.what-is", std::string(Conversations::kLongest + 1, 'a')), kNow);
  const auto before = conversations.before(message_in("D1"), kNow);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->turn.entry, "or.what-is");
  EXPECT_TRUE(reveal(before->turn.words).empty());
}

}  // namespace
}  // namespace wegwijzer::answer
