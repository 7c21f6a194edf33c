#include "slack/admit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "slack/house.hpp"

namespace wegwijzer::slack {
namespace {

using testing::HasSubstr;

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kForm = "application/x-www-form-urlencoded";

TEST(Admission, answers_the_challenge_of_a_signed_address_check_only) {
  House house;
  const auto answer = house.post("url_verification.json");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
  const auto refused = house.serve(house.request(kJson, example("url_verification.json")));
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.body, "");
}

TEST(Admission, takes_every_kind_at_every_address_with_any_charset) {
  House house;
  for (const auto* path : {"/slack/events", "/slack/commands", "/slack/interactions"})
    for (const std::string charset : {"", "; charset=utf-8", ";charset=UTF-8"}) {
      const auto before = house.door->taken.size();
      house.serve(house.signed_request(std::string(kJson) + charset, example("event-message-im.json"), path));
      house.serve(house.signed_request(std::string(kForm) + charset, example("command.form"), path));
      house.serve(house.signed_request(std::string(kForm) + charset, example("view_submission.form"), path));
      EXPECT_EQ(house.door->taken.size(), before + 3) << path << charset;
    }
}

TEST(Admission, refuses_what_is_not_signed_and_keeps_nothing_of_it) {
  House house;
  for (const std::string file : {"event-message-im.json", "command.form", "block_actions-message.form"}) {
    auto request = house.request(file.ends_with("form") ? kForm : kJson, example(file));
    EXPECT_EQ(house.serve(std::move(request)).status, 401);
    auto wrong = house.signed_request(file.ends_with("form") ? kForm : kJson, example(file));
    wrong.body = share(example(file) + " ");
    EXPECT_EQ(house.serve(std::move(wrong)).status, 401);
  }
  EXPECT_TRUE(house.door->taken.empty());
  EXPECT_EQ(house.client.count("https://slack.test/api/users.info"), 0U);
}

TEST(Admission, counts_what_is_not_signed_and_logs_it_once_a_minute) {
  House house;
  testing::internal::CaptureStdout();
  for (int i = 0; i < 50; ++i) house.serve(house.request(kJson, example("event-message-im.json")));
  house.clock.at += std::chrono::seconds{61};
  house.serve(house.request(kJson, example("event-message-im.json")));
  const auto log = testing::internal::GetCapturedStdout();
  EXPECT_THAT(house.metrics->text(), HasSubstr("wegwijzer_signature_failures_total{channel=\"slack\"} 51"));
  std::size_t lines = 0;
  for (auto at = log.find("signature_refused"); at != std::string::npos; at = log.find("signature_refused", at + 1))
    ++lines;
  EXPECT_EQ(lines, 2U) << log;
  EXPECT_THAT(log, HasSubstr("\"count\":50"));
}

TEST(Admission, of_a_certificate_check_does_nothing_else) {
  House house;
  for (const std::string body :
       {"ssl_check=1&token=x", "ssl_check=1&command=%2Fwegwijzer&text=veilig&user_id=U1&team_id=T1",
        "payload=%7B%22type%22%3A%22block_actions%22%7D&ssl_check=1"}) {
    const auto answer = house.serve(house.request(kForm, body));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "");
  }
  for (const std::string body : {"ssl_check=0", "ssl_check=true", "ssl_check=", "ssl_check=2", "ssl_check=11"})
    EXPECT_EQ(house.serve(house.request(kForm, body)).status, 401) << body;
  EXPECT_EQ(house.serve(house.request(kJson, R"({"ssl_check":1})")).status, 401);
  EXPECT_TRUE(house.door->taken.empty());
}

TEST(Admission, answers_400_to_what_is_malformed) {
  House house;
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "{\"a\":";
  for (const std::string& body :
       {std::string("{"), std::string("null"), std::string("[]"), std::string("[{}]"), std::string("\"x\""),
        std::string("{}{}"), std::string(""), std::string("{\"type\":}"), deep,
        std::string("{\"type\":\"url_verification\"}"), std::string(10'000, '[')})
    EXPECT_EQ(house.serve(house.signed_request(kJson, body)).status, 400) << body.substr(0, 40);
  for (const std::string body :
       {"payload=%7B", "payload=null", "payload=", "payload=%5B%5D", "x=1", "", "command=%2Fwegwijzer"})
    EXPECT_EQ(house.serve(house.signed_request(kForm, body)).status, 400) << body;
  EXPECT_TRUE(house.door->taken.empty());
}

TEST(Admission, answers_200_to_what_it_does_not_know) {
  House house;
  for (const std::string body :
       {R"({"type":"something_else"})", R"({})", R"({"type":"event_callback"})",
        R"({"type":"event_callback","event":null})", R"({"type":"event_callback","event":{"type":["message"]}})",
        R"({"type":null,"event":[[[1]]]})"})
    EXPECT_EQ(house.serve(house.signed_request(kJson, body)).status, 200) << body;
  for (const std::string type : {"interactive_message", "dialog_submission", "workflow_step_edit"})
    EXPECT_EQ(house
                  .serve(house.signed_request(
                      kForm, "payload=%7B%22type%22%3A%22" + type + "%22%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%7D"))
                  .status,
              200);
  EXPECT_EQ(house.post("app_rate_limited.json").status, 200);
  EXPECT_EQ(house.post("event-unknown.json").status, 200);
  EXPECT_TRUE(house.door->taken.empty());
}

TEST(Admission, refuses_other_methods_and_types) {
  House house;
  auto get = house.signed_request(kJson, "");
  get.method = http::Method::get;
  EXPECT_EQ(house.serve(std::move(get)).status, 405);
  EXPECT_EQ(house.serve(house.signed_request("application/xml", "<a/>")).status, 415);
}

TEST(Admission, knows_one_utterance_under_two_event_ids) {
  House house;
  const std::string mention = example("event-app_mention.json");
  house.serve(house.signed_request(kJson, mention));
  std::string again = mention;
  again.replace(again.find("Ev0EXAMPLE011"), 13, "Ev0EXAMPLE999");
  house.serve(house.signed_request(kJson, again));
  ASSERT_EQ(house.door->taken.size(), 2U);
  const auto& first = house.door->taken[0].identities;
  const auto& second = house.door->taken[1].identities;
  ASSERT_EQ(first.size(), 2U);
  EXPECT_NE(first[0], second[0]);
  EXPECT_EQ(first[1], second[1]);
}

TEST(Admission, reads_identities_only_where_slack_puts_them) {
  House house;
  std::string body = example("event-message-im.json");
  // A message's own metadata may carry any key, at any depth.
  const std::string other =
      R"("metadata":{"event_type":"x","event_payload":{"event_id":"EvFALSE","channel":"CFALSE","ts":"1"}},)";
  body.insert(body.find("\"user\""), other);
  house.serve(house.signed_request(kJson, body));
  ASSERT_EQ(house.door->taken.size(), 1U);
  EXPECT_EQ(house.door->taken[0].identities[0], "event:Ev0EXAMPLE001");
  EXPECT_EQ(house.door->taken[0].conversation, "T0WEGWIJZER/D0GESPREK");
}

TEST(Admission, counts_one_press_and_one_dialog_once) {
  House house;
  house.post("block_actions-message.form");
  house.post("block_actions-message.form");
  EXPECT_EQ(house.door->taken[0].identities, house.door->taken[1].identities);
  EXPECT_FALSE(house.door->taken[0].identities.empty());

  const auto submitted = [&](const std::string& trigger, const std::string& value) {
    std::string body = example("view_submission.payload.json");
    body.replace(body.find("13345224609"), 11, trigger);
    body.replace(body.rfind("\"none\""), 6, "\"" + value + "\"");
    house.serve(house.signed_request(kForm, "payload=" + http::url_encoded(body)));
    return house.door->taken.back().identities.back();
  };
  const auto once = submitted("1", "none");
  EXPECT_EQ(submitted("2", "none"), once) << "the dialog stays open after a time-out, and is sent again";
  EXPECT_NE(submitted("3", "culture"), once) << "corrected after an error, it is another one";
}

TEST(Admission, keeps_the_order_of_a_conversation_over_messages_and_presses) {
  House house;
  house.post("event-message-im.json");
  house.post("block_actions-message.form");
  EXPECT_EQ(house.door->taken[0].conversation, house.door->taken[1].conversation);
}

TEST(Admission, lets_who_waits_wait_and_keeps_the_rest) {
  House house;
  const std::map<std::string, channel::Way> ways = {{"event-message-im.json", channel::Way::event},
                                                    {"command.form", channel::Way::waiting},
                                                    {"block_actions-message.form", channel::Way::waiting},
                                                    {"view_submission.form", channel::Way::waiting},
                                                    {"block_suggestion.form", channel::Way::waiting},
                                                    {"shortcut.form", channel::Way::waiting},
                                                    {"view_closed.form", channel::Way::event}};
  for (const auto& [file, way] : ways) {
    house.post(file);
    EXPECT_EQ(house.door->taken.back().way, way) << file;
  }
}

TEST(Admission, does_not_even_keep_what_bots_say_and_what_was_edited) {
  House house;
  for (const auto* file : {"event-bot_message.json", "event-message-of-a-bot.json", "event-message-own.json",
                           "event-message-slackbot.json", "event-message_changed.json", "event-team_join.json",
                           "event-assistant_thread_started.json", "event-team_access_revoked.json"})
    EXPECT_EQ(house.post(file).status, 200) << file;
  EXPECT_TRUE(house.door->taken.empty());
}

TEST(Admission, ignores_what_is_said_in_a_channel_without_naming_us) {
  House house;
  std::string body = example("event-message-im.json");
  body.replace(body.find("\"channel_type\":\"im\""), 19, "\"channel_type\":\"channel\"");
  EXPECT_EQ(house.serve(house.signed_request(kJson, body)).status, 200);
  EXPECT_TRUE(house.door->taken.empty());
}

TEST(Farewell, ends_the_use_of_the_token_at_once_and_over_a_restart) {
  for (const auto* file : {"event-app_uninstalled.json", "event-tokens_revoked.json"}) {
    House house;
    ASSERT_TRUE(house.channel->token("T0WEGWIJZER"));
    EXPECT_EQ(house.post(file).status, 200);
    EXPECT_FALSE(house.channel->token("T0WEGWIJZER")) << file;
    house.build(House::standard());
    EXPECT_FALSE(house.channel->token("T0WEGWIJZER")) << file;
    const auto calls = house.client.sent.size();
    house.post("event-message-im.json");
    EXPECT_EQ(house.client.sent.size(), calls) << "nobody is looked up with a dead token";
  }
}

TEST(Farewell, of_an_earlier_installation_does_not_end_a_newer_one) {
  House house;
  house.post("event-app_uninstalled.json");
  auto renewed = House::standard();
  renewed.bot_token = share("xoxb-new");
  house.build(renewed);
  ASSERT_TRUE(house.channel->token("T0WEGWIJZER"));
  house.post("event-app_uninstalled.json");
  EXPECT_TRUE(house.channel->token("T0WEGWIJZER")) << "Slack brings events again";
}

TEST(Farewell, is_told_to_the_handlers) {
  House house;
  const auto message = house.message("event-app_uninstalled.json");
  ASSERT_TRUE(message);
  EXPECT_TRUE(std::holds_alternative<model::Left>(message->what));
  EXPECT_EQ(message->source.installation, "T0WEGWIJZER");
}

TEST(Farewell, that_cannot_be_stored_is_not_acknowledged) {
  House house;
  house.door->broken = true;
  EXPECT_EQ(house.post("event-app_uninstalled.json").status, 503);
}

TEST(Farewell, of_another_bot_changes_nothing) {
  House house;
  house.client.answers["https://slack.test/api/auth.test"] = example("answer-auth.test.json");
  house.build(House::standard());
  std::string body = example("event-tokens_revoked.json");
  body.replace(body.find("U0WEGWIJBOT"), 11, "U0EERDEREBOT");
  EXPECT_EQ(house.serve(house.signed_request(kJson, body)).status, 200);
  EXPECT_TRUE(house.channel->token("T0WEGWIJZER"));
}

TEST(Answer, to_an_event_that_was_not_kept_asks_slack_to_come_again) {
  House house;
  house.post("event-message-im.json");
  Result<model::Said> kept = model::Said{};
  EXPECT_EQ(house.channel->answer(house.door->taken[0], kept).status, 200);
  Result<model::Said> lost = failed(Kind::unavailable, "store", "full");
  const auto answer = house.channel->answer(house.door->taken[0], lost);
  EXPECT_EQ(answer.status, 503);
  EXPECT_TRUE(answer.headers.empty()) << "X-Slack-No-Retry would lose it";
}

}  // namespace
}  // namespace wegwijzer::slack
