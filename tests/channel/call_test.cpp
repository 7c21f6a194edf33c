#include <gtest/gtest.h>

#include "base/reveal.hpp"
#include "channel/channel.hpp"

namespace wegwijzer::channel {
namespace {

using namespace std::string_view_literals;

Call whole_call() {
  Call call;
  call.method = "chat.postMessage";
  call.installation = "T0WEGWIJZER";
  call.url = "https://slack.com/api/chat.postMessage";
  call.conversation = "D0GESPREK";
  call.body = share("{\"text\":\"h\0llo ☃\xFF\"}"sv);
  call.plain_body = share("plain");
  call.with_token = false;
  call.at_once = true;
  call.until = from_micros(1'764'000'000'000'001);
  call.not_before = from_micros(-5);
  for (std::size_t i = 0; i < 16; ++i) call.id.bytes[i] = static_cast<std::uint8_t>(255 - i);
  for (std::size_t i = 0; i < 16; ++i) call.request.bytes[i] = static_cast<std::uint8_t>(i + 1);
  return call;
}

void expect_same(const Call& some, const Call& other) {
  EXPECT_EQ(some.method, other.method);
  EXPECT_EQ(some.installation, other.installation);
  EXPECT_EQ(some.url, other.url);
  EXPECT_EQ(some.conversation, other.conversation);
  EXPECT_EQ(some.content_type, other.content_type);
  EXPECT_EQ(reveal(some.body), reveal(other.body));
  EXPECT_EQ(reveal(some.plain_body), reveal(other.plain_body));
  EXPECT_EQ(some.with_token, other.with_token);
  EXPECT_EQ(some.at_once, other.at_once);
  EXPECT_EQ(some.until, other.until);
  EXPECT_EQ(some.not_before, other.not_before);
  EXPECT_EQ(some.id, other.id);
  EXPECT_EQ(some.request, other.request);
}

TEST(CallBytes, bring_back_every_field) {
  const auto back = call_from_bytes(to_bytes(whole_call()));
  ASSERT_TRUE(back);
  expect_same(*back, whole_call());
}

TEST(CallBytes, bring_back_a_call_with_nothing_in_it) {
  const auto back = call_from_bytes(to_bytes(Call{}));
  ASSERT_TRUE(back);
  expect_same(*back, Call{});
}

TEST(CallBytes, that_were_cut_or_lengthened_are_a_fault) {
  const std::string bytes = to_bytes(whole_call());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(call_from_bytes(bytes.substr(0, size))) << size;
  EXPECT_FALSE(call_from_bytes(bytes + "x"));
}

TEST(CallBytes, of_the_version_before_are_read_without_a_request) {
  std::string bytes = to_bytes(whole_call());
  bytes[0] = 1;
  bytes.resize(bytes.size() - 8 - 16);  // the length and the bytes of the request id stand last
  const auto back = call_from_bytes(bytes);
  ASSERT_TRUE(back);
  Call before = whole_call();
  before.request = {};
  expect_same(*back, before);
}

TEST(CallBytes, of_another_version_are_a_fault) {
  std::string bytes = to_bytes(whole_call());
  bytes[0] = 99;
  const auto back = call_from_bytes(bytes);
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().kind, Kind::broken);
}

}  // namespace
}  // namespace wegwijzer::channel
