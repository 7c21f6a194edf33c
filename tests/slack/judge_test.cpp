#include "slack/judge.hpp"

#include <gtest/gtest.h>

#include "slack/house.hpp"

namespace wegwijzer::slack {
namespace {

using namespace std::chrono_literals;
using namespace channel;

Call call_of(const std::string& method = "chat.postMessage") {
  Call call;
  call.method = method;
  call.id = *id_from_bytes<OutgoingTag>("0123456789abcdef");
  call.with_token = method != "response_url";
  call.body = share(R"({"channel":"D0GESPREK","text":"x"})");
  return call;
}

std::string named(const Verdict& verdict) {
  if (const auto* done = std::get_if<Done>(&verdict)) return "done " + done->platform_id;
  if (const auto* again = std::get_if<Again>(&verdict))
    return "again " + std::to_string(again->after.count() / 1000) + (again->whole_method ? " method" : "") +
           (again->most > 0 ? " most " + std::to_string(again->most) : "");
  if (std::holds_alternative<FreshToken>(verdict)) return "fresh";
  if (std::holds_alternative<AsPlain>(verdict)) return "plain";
  const auto& never = std::get<Never>(verdict);
  return "never " + std::string(never.reason.text()) + (never.installation_ended ? " ended" : "");
}

std::string on(int status, std::string body, http::Headers headers = {},
               const std::string& method = "chat.postMessage") {
  return named(judged(call_of(method), {status, "application/json", std::move(body), std::move(headers)}));
}
std::string on_error(const std::string& error) {
  return on(200, R"({"ok":false,"error":")" + error + "\"}");
}

TEST(Judgement, knows_delivered) {
  EXPECT_EQ(on(200, example("answer-chat.postMessage.json")), "done 1764000000.000600");
  EXPECT_EQ(on(200, example("answer-chat.postEphemeral.json")), "done 1764000000.000610");
  EXPECT_EQ(on(200, example("answer-views.open.json")), "done V0DIALOOG");
}

TEST(Judgement, waits_as_long_as_slack_says) {
  EXPECT_EQ(on(429, "", {{"Retry-After", "7"}}), "again 7 method");
  EXPECT_EQ(on(429, R"({"ok":false,"error":"ratelimited"})", {{"retry-after", "7"}}), "again 7 method");
  EXPECT_EQ(on(429, "", {{"Retry-After", "soon"}}), "again 30 method");
  EXPECT_EQ(on(429, ""), "again 30 method");
  EXPECT_EQ(on(200, R"({"ok":false,"error":"ratelimited"})", {{"Retry-After", "2"}}), "again 2 method");
  EXPECT_EQ(on(429, "", {{"Retry-After", "9"}}, "response_url"), "again 9 method");
}

TEST(Judgement, tries_again_what_may_pass) {
  for (const int status : {500, 502, 503, 504}) EXPECT_EQ(on(status, "<html>"), "again 0");
  for (const std::string body : {"<html>", "", "null", "[]", "{}", "{\"ok\":", R"({"ok":null})"})
    EXPECT_EQ(on(200, body), "again 0") << body;
  for (const auto* error : {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "update_failed",
                            "team_added_to_org", "org_login_required", "external_channel_migrating"})
    EXPECT_EQ(on_error(error), "again 0") << error;
}

TEST(Judgement, gives_up_what_cannot_be_delivered_there) {
  EXPECT_EQ(on(200, example("answer-error.json")), "never channel_not_found");
  EXPECT_EQ(on(200, example("answer-error-scope.json")), "never missing_scope");
  for (const auto* error : {"is_archived", "not_in_channel", "no_permission", "user_not_found", "user_disabled",
                            "message_not_found", "cant_update_message", "edit_window_closed", "access_denied",
                            "ekm_access_denied", "messages_tab_disabled", "hash_conflict", "method_deprecated"})
    EXPECT_EQ(on_error(error), std::string("never ") + error) << error;
  EXPECT_EQ(on_error("restricted_action_thread_only_channel"), "never restricted_action");
  EXPECT_EQ(on_error("not_enabled"), "never home_tab_off");
  for (const auto* late :
       {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired", "trigger_exchanged"})
    EXPECT_EQ(on_error(late), "never too_late") << late;
}

TEST(Judgement, stops_the_installation_whose_token_is_dead) {
  for (const auto* error : {"invalid_auth", "account_inactive", "token_revoked", "not_authed"})
    EXPECT_EQ(on_error(error), std::string("never ") + error + " ended") << error;
  EXPECT_EQ(on_error("token_expired"), "fresh");
  House house;
  const auto without_rotation =
      house.channel->judge(call_of(), http::Response::json(200, R"({"ok":false,"error":"token_expired"})"));
  EXPECT_EQ(named(without_rotation), "never token_expired ended");
}

TEST(Judgement, says_it_in_plain_words_when_blocks_are_refused) {
  EXPECT_EQ(on(200, example("answer-error-blocks.json")), "plain");
  for (const auto* error : {"invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text",
                            "invalid_arguments", "invalid_metadata_format"})
    EXPECT_EQ(on_error(error), "plain") << error;
}

TEST(Judgement, tries_an_unknown_error_three_times) {
  EXPECT_EQ(on_error("error_from_2031"), "again 200 most 3");
}

TEST(Judgement, understands_reply_addresses) {
  EXPECT_EQ(on(200, "ok", {}, "response_url"), "done ");
  EXPECT_EQ(on(200, R"({"ok":true})", {}, "response_url"), "done ");
  EXPECT_EQ(on(404, "used_url", {}, "response_url"), "never reply_address_spent");
  EXPECT_EQ(on(404, R"({"ok":false,"error":"expired_url"})", {}, "response_url"), "never reply_address_spent");
  EXPECT_EQ(on(500, "", {}, "response_url"), "again 0");
  EXPECT_EQ(on(400, "invalid_blocks", {}, "response_url"), "plain");
}

TEST(LookBack, finds_an_earlier_try_by_its_mark) {
  House house;
  const auto look = house.channel->look_back(call_of());
  ASSERT_TRUE(look);
  EXPECT_EQ(look->url, "https://slack.test/api/conversations.history");
  EXPECT_EQ(look->content_type, "application/x-www-form-urlencoded");
  EXPECT_EQ(reveal(look->body), "channel=D0GESPREK&include_all_metadata=true&limit=20");
  const auto seen = [&](const std::string& mark) {
    return house.channel->arrived(
        call_of(),
        http::Response::json(
            200,
            R"({"ok":true,"messages":[{"text":"a"},{"metadata":{"event_type":"wegwijzer_reply","event_payload":{"id":")" +
                mark + R"("}}}]})"));
  };
  EXPECT_TRUE(seen("30313233343536373839616263646566"));
  EXPECT_FALSE(seen("ffffffffffffffffffffffffffffffff"));
  EXPECT_FALSE(house.channel->arrived(
      call_of(), http::Response::json(200, R"({"ok":true,"messages":[{"text":"30313233343536373839616263646566"}]})")));
}

TEST(LookBack, looks_into_direct_messages_only) {
  House house;
  auto threaded = call_of();
  threaded.body = share(R"({"channel":"D0GESPREK","thread_ts":"17.5","text":"x"})");
  EXPECT_EQ(reveal(house.channel->look_back(threaded)->body),
            "channel=D0GESPREK&include_all_metadata=true&limit=200&ts=17.5");
  auto other = call_of();
  other.body = share(R"({"channel":"C0ALGEMEEN","text":"x"})");
  EXPECT_FALSE(house.channel->look_back(other));
  EXPECT_FALSE(house.channel->look_back(call_of("chat.update")));
}

}  // namespace
}  // namespace wegwijzer::slack
