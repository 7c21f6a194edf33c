#include "slack/write.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "slack/generators.hpp"
#include "slack/house.hpp"
#include "slack/limits.hpp"

namespace wegwijzer::slack {
namespace {

using namespace model;
using channel::Call;
using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Outgoing outgoing(const model::Message& message, To to = ToAsker{}) {
  Outgoing out;
  out.id = *id_from_bytes<OutgoingTag>("0123456789abcdef");
  out.to = std::move(to);
  out.source = message.source;
  out.asker = message.from;
  out.reply.blocks = {Paragraph{rich("De or moet instemmen.")}};
  return out;
}

struct Written {
  std::vector<Call> calls;
  [[nodiscard]] const Call& call() const { return calls.at(0); }
  [[nodiscard]] json body(std::size_t at = 0) const { return json::parse(reveal(calls.at(at).body)); }
};

Written written(const House& house, const Outgoing& out) {
  auto calls = house.channel->write(out);
  EXPECT_TRUE(calls) << (calls ? "" : to_text(calls.error()));
  return {std::move(*calls)};
}

Form form() {
  return {"feedback",
          "h4ndle",
          "Klopt dit niet?",
          "Verstuur",
          "Stop",
          {},
          {{"words", "Wat klopt er niet?", "", Field::Kind::text, false, {}, "", 500, ""}}};
}

TEST(Writing, answers_a_direct_message_there) {
  House house;
  const auto w = written(house, outgoing(*house.message("event-message-im.json")));
  ASSERT_EQ(w.calls.size(), 1U);
  EXPECT_EQ(w.call().method, "chat.postMessage");
  EXPECT_EQ(w.call().url, "https://slack.test/api/chat.postMessage");
  EXPECT_EQ(w.call().content_type, "application/json; charset=utf-8");
  EXPECT_EQ(w.call().installation, "T0WEGWIJZER");
  EXPECT_EQ(w.call().conversation, house.door->taken.back().conversation);
  const auto body = w.body();
  EXPECT_EQ(body["channel"], "D0GESPREK");
  EXPECT_FALSE(body.contains("thread_ts"));
  EXPECT_FALSE(body.contains("reply_broadcast"));
  EXPECT_EQ(body["text"], "De or moet instemmen.");
  EXPECT_EQ(body["unfurl_links"], false);
  EXPECT_EQ(body["unfurl_media"], false);
  EXPECT_EQ(body["metadata"]["event_type"], "wegwijzer_reply");
  EXPECT_EQ(body["metadata"]["event_payload"]["id"], "30313233343536373839616263646566");
  EXPECT_EQ(body["client_msg_id"], "30313233-3435-5637-b839-616263646566");
  EXPECT_EQ(json::parse(reveal(w.call().plain_body))["text"], "De or moet instemmen.");
  EXPECT_FALSE(json::parse(reveal(w.call().plain_body)).contains("blocks"));
}

TEST(Writing, stays_in_the_thread_it_was_asked_in) {
  House house;
  EXPECT_EQ(written(house, outgoing(*house.message("event-message-im-thread.json"))).body()["thread_ts"],
            "1764000000.000050");
  EXPECT_EQ(written(house, outgoing(*house.message("event-app_mention.json"))).body()["thread_ts"],
            "1764000000.000300");
  EXPECT_EQ(written(house, outgoing(*house.message("event-app_mention-thread.json"))).body()["thread_ts"],
            "1764000000.000300");
}

TEST(Writing, says_what_is_for_one_person_in_their_direct_message) {
  House house;
  auto out = outgoing(*house.message("event-app_mention.json"));
  out.reply.privacy = Privacy::only_asker;
  auto w = written(house, out);
  EXPECT_EQ(w.body()["channel"], "U0MEDEWERKER");
  EXPECT_FALSE(w.body().contains("thread_ts"));

  w = written(house,
              outgoing(*house.message("event-app_mention.json"), ToPerson{{"slack", "T0WEGWIJZER", "U0CONTACT1"}}));
  EXPECT_EQ(w.body()["channel"], "U0CONTACT1");
}

TEST(Writing, says_aside_what_only_the_asker_sees_in_the_channel) {
  House house;
  auto w = written(house, outgoing(*house.message("event-app_mention.json"), ToAside{}));
  EXPECT_EQ(w.call().method, "chat.postEphemeral");
  EXPECT_EQ(w.body()["channel"], "C0ALGEMEEN");
  EXPECT_EQ(w.body()["user"], "U0MEDEWERKER");
  EXPECT_FALSE(w.body().contains("thread_ts")) << "a thread that is not there yet shows nothing";
  EXPECT_FALSE(w.body().contains("metadata"));
  w = written(house, outgoing(*house.message("event-app_mention-thread.json"), ToAside{}));
  EXPECT_EQ(w.body()["thread_ts"], "1764000000.000300");
}

TEST(Writing, reaches_an_ephemeral_message_only_by_its_reply_address) {
  House house;
  auto out = outgoing(*house.message("block_actions-ephemeral.form"));
  auto w = written(house, out);
  EXPECT_EQ(w.call().method, "response_url");
  EXPECT_EQ(w.call().url, "https://hooks.slack.com/actions/T0WEGWIJZER/2/abc");
  EXPECT_FALSE(w.call().with_token);
  EXPECT_EQ(w.body()["response_type"], "ephemeral");
  EXPECT_EQ(w.body()["replace_original"], false);
  out.replace = true;
  EXPECT_EQ(written(house, out).body()["replace_original"], true);
}

TEST(Writing, falls_back_to_the_direct_message_without_a_reply_address) {
  House house;
  auto message = *house.message("command.form");
  message.source.reply_address = nullptr;
  EXPECT_EQ(written(house, outgoing(message)).body()["channel"], "U0MEDEWERKER");
}

TEST(Writing, replaces_the_message_a_button_stood_on) {
  House house;
  auto out = outgoing(*house.message("block_actions-message.form"));
  out.replace = true;
  const auto w = written(house, out);
  EXPECT_EQ(w.call().method, "chat.update");
  EXPECT_EQ(w.body()["channel"], "D0GESPREK");
  EXPECT_EQ(w.body()["ts"], "1764000000.000600");
  EXPECT_FALSE(w.body()["blocks"].empty()) << "a text without blocks would take the blocks away";
}

TEST(Writing, publishes_the_home_of_the_asker) {
  House house;
  const auto w = written(house, outgoing(*house.message("event-app_home_opened.json"), ToHome{}));
  EXPECT_EQ(w.call().method, "views.publish");
  EXPECT_EQ(w.body()["user_id"], "U0MEDEWERKER");
  EXPECT_EQ(w.body()["view"]["type"], "home");
}

TEST(Writing, opens_a_dialog_at_once_and_only_in_time) {
  House house;
  const auto message = *house.message("block_actions-message.form");
  auto out = outgoing(message, ToDialog{});
  out.reply.blocks = {form()};
  const auto w = written(house, out);
  EXPECT_EQ(w.call().method, "views.open");
  EXPECT_TRUE(w.call().at_once);
  EXPECT_EQ(w.call().until, message.source.trigger_ends);
  EXPECT_EQ(w.body()["trigger_id"], "13345224609.738474920.8088930838d88f008e0");
  EXPECT_EQ(w.body()["view"]["callback_id"], "feedback");

  auto without = outgoing(*house.message("event-message-im.json"), ToDialog{});
  without.reply.blocks = {form()};
  EXPECT_FALSE(house.channel->write(without)) << "nothing was pressed";
}

TEST(Writing, changes_or_stacks_a_dialog_that_is_open) {
  House house;
  auto message = *house.message("block_actions-home.form");
  message.source.surface = Surface::form;
  auto out = outgoing(message, ToDialog{});
  out.reply.blocks = {form()};
  EXPECT_EQ(written(house, out).call().method, "views.push");
  out.replace = true;
  const auto w = written(house, out);
  EXPECT_EQ(w.call().method, "views.update");
  EXPECT_EQ(w.body()["view_id"], "V0HOME");
}

TEST(Writing, answers_a_press_in_the_home_by_direct_message) {
  House house;
  auto out = outgoing(*house.message("block_actions-home.form"));
  EXPECT_EQ(written(house, out).body()["channel"], "U0MEDEWERKER");
  out.replace = true;
  EXPECT_EQ(written(house, out).call().method, "views.publish");
}

TEST(Writing, makes_several_messages_of_a_long_reply_each_with_its_own_mark) {
  House house;
  auto out = outgoing(*house.message("event-app_mention.json"));
  out.reply.blocks = {Paragraph{rich(std::string(9'000, 'x'))}};
  const auto w = written(house, out);
  ASSERT_GE(w.calls.size(), 3U);
  std::set<std::string> marks;
  for (std::size_t i = 0; i < w.calls.size(); ++i) {
    EXPECT_EQ(w.body(i)["thread_ts"], "1764000000.000300");
    EXPECT_TRUE(marks.insert(w.body(i)["metadata"]["event_payload"]["id"]).second);
  }
  EXPECT_EQ(w.calls[0].id, out.id);
}

TEST(Writing, gives_the_same_marks_when_it_is_decided_again) {
  House house;
  auto out = outgoing(*house.message("event-message-im.json"));
  out.reply.blocks = {Paragraph{rich(std::string(9'000, 'x'))}};
  const auto once = written(house, out), again = written(house, out);
  for (std::size_t i = 0; i < once.calls.size(); ++i) EXPECT_EQ(once.body(i), again.body(i));
}

TEST(Writing, brings_nothing_of_the_asker_back_to_slack) {
  House house;
  const auto message = *house.message("view_submission.form");
  for (const To& to : {To{ToAsker{}}, To{ToDialog{}}, To{ToHome{}}}) {
    const auto w = written(house, outgoing(message, to));
    EXPECT_THAT(std::string(reveal(w.call().body)), Not(HasSubstr("none")));
  }
}

RC_GTEST_PROP(Writing, sends_nothing_that_slack_refuses, ()) {
  static House house;
  static const auto message = *house.message("event-message-im.json");
  auto out = outgoing(message);
  out.reply = *any_reply();
  Limits limits;
  for (const auto& call : written(house, out).calls)
    for (const auto& body : {call.body, call.plain_body}) {
      const auto faults = limits.message(json::parse(reveal(body)));
      if (!faults.empty()) RC_FAIL(faults.front());
    }
}

// Answers on the request.

struct Answered {
  http::Response response;
  Said rest;
  [[nodiscard]] json body() const { return json::parse(response.body); }
};

Answered answered(House& house, const std::string& file, const std::function<void(Said&, const model::Message&)>& say) {
  const auto message = *house.message(file);
  Result<Said> said = Said{};
  say(*said, message);
  auto response = house.channel->answer(house.door->taken.back(), said);
  return {std::move(response), std::move(*said)};
}

TEST(Answering, tells_a_command_all_that_is_for_the_asker_alone) {
  House house;
  const auto a = answered(house, "command.form", [](Said& said, const model::Message& m) {
    said = {outgoing(m), outgoing(m, ToPerson{{"slack", "T0WEGWIJZER", "U0CONTACT1"}}), outgoing(m, ToAside{})};
  });
  EXPECT_EQ(a.response.status, 200);
  EXPECT_EQ(a.response.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(a.body()["response_type"], "ephemeral");
  EXPECT_EQ(a.body()["text"], "De or moet instemmen.\n\nDe or moet instemmen.");
  Limits limits;
  EXPECT_THAT(limits.message(a.body()), IsEmpty());
  ASSERT_EQ(a.rest.size(), 1U) << "somebody else's message goes by the outbox";
  EXPECT_TRUE(std::holds_alternative<ToPerson>(a.rest[0].to));
}

TEST(Answering, leaves_what_does_not_fit_one_message_to_the_reply_address) {
  House house;
  const auto a = answered(house, "command.form", [](Said& said, const model::Message& m) {
    said = {outgoing(m)};
    said[0].reply.blocks = {Paragraph{rich(std::string(9'000, 'x'))}};
  });
  Limits limits;
  EXPECT_THAT(limits.message(a.body()), IsEmpty());
  ASSERT_EQ(a.rest.size(), 1U);
  const auto w = written(house, a.rest[0]);
  EXPECT_EQ(w.call().method, "response_url");
  std::size_t letters = a.body()["text"].get<std::string>().size();
  for (std::size_t i = 0; i < w.calls.size(); ++i) letters += w.body(i)["text"].get<std::string>().size();
  EXPECT_GE(letters, 9'000U);
}

TEST(Answering, of_a_command_that_failed_says_so_with_200) {
  House house;
  house.post("command.form");
  Result<Said> said = failed(Kind::broken, "x", "y");
  const auto answer = house.channel->answer(house.door->taken.back(), said);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body)["response_type"], "ephemeral");
}

TEST(Answering, of_a_dialog_that_failed_keeps_it_open_with_what_was_written) {
  House house;
  house.post("view_submission.form");
  Result<Said> said = failed(Kind::unavailable, "x", "y");
  const auto answer = house.channel->answer(house.door->taken.back(), said);
  EXPECT_EQ(answer.status, 200);
  const auto body = json::parse(answer.body);
  EXPECT_EQ(body["response_action"], "errors");
  const auto payload = json::parse(example("view_submission.payload.json"));
  ASSERT_EQ(body["errors"].size(), 1U);
  EXPECT_TRUE(payload["view"]["state"]["values"].contains(body["errors"].begin().key()));
}

TEST(Answering, of_a_press_that_failed_shows_that_nothing_was_done) {
  House house;
  house.post("block_actions-message.form");
  Result<Said> said = failed(Kind::unavailable, "x", "y");
  EXPECT_EQ(house.channel->answer(house.door->taken.back(), said).status, 503);
}

TEST(Answering, lets_a_press_go_with_nothing) {
  House house;
  const auto a =
      answered(house, "block_actions-message.form", [](Said& said, const model::Message& m) { said = {outgoing(m)}; });
  EXPECT_EQ(a.response.status, 200);
  EXPECT_EQ(a.response.body, "");
  EXPECT_EQ(a.rest.size(), 1U);
}

TEST(Answering, closes_a_dialog_with_a_really_empty_body) {
  House house;
  const auto a =
      answered(house, "view_submission.form", [](Said& said, const model::Message& m) { said = {outgoing(m)}; });
  EXPECT_EQ(a.response.status, 200);
  EXPECT_EQ(a.response.body, "");
  EXPECT_EQ(a.rest.size(), 1U) << "what is said in chat goes by the outbox";
}

TEST(Answering, marks_the_fields_that_are_wrong) {
  House house;
  const auto a = answered(house, "view_submission.form", [](Said& said, const model::Message& m) {
    said = {outgoing(m, ToDialog{})};
    said[0].reply.blocks = {
        Form{"form",
             "5f1c0a9b7e3d4c2a8b6f0e1d2c3b4a59",
             "t",
             "s",
             "c",
             {},
             {{"q", "Vraag", "", Field::Kind::text, false, {}, "", 500, "Te kort"}, {"topic", "t"}}}};
  });
  EXPECT_EQ(a.body(), json::parse(R"({"response_action":"errors","errors":{"q":"Te kort"}})"));
  EXPECT_TRUE(a.rest.empty());
}

TEST(Answering, goes_on_to_the_next_step_in_the_same_dialog) {
  House house;
  const auto a = answered(house, "view_submission.form", [](Said& said, const model::Message& m) {
    said = {outgoing(m, ToDialog{}), outgoing(m)};
    said[0].reply.blocks = {form()};
  });
  EXPECT_EQ(a.body()["response_action"], "update");
  EXPECT_EQ(a.body()["view"]["callback_id"], "feedback");
  Limits limits;
  EXPECT_THAT(limits.view(a.body()["view"]), IsEmpty());
  EXPECT_EQ(a.rest.size(), 1U);
}

TEST(Answering, offers_what_fits_what_is_typed) {
  House house;
  const auto a = answered(house, "block_suggestion.form", [](Said& said, const model::Message& m) {
    said = {outgoing(m)};
    said[0].reply.blocks = {Choice{"", "who", {{"Een", "1"}, {"Twee", "2"}}, ""}};
  });
  EXPECT_EQ(
      a.body(),
      json::parse(
          R"({"options":[{"text":{"type":"plain_text","text":"Een"},"value":"1"},{"text":{"type":"plain_text","text":"Twee"},"value":"2"}]})"));
  const auto none = answered(house, "block_suggestion.form", [](Said&, const model::Message&) {});
  EXPECT_EQ(none.response.body, R"({"options":[]})");
}

}  // namespace
}  // namespace wegwijzer::slack
