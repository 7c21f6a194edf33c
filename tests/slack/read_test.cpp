#include "slack/read.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "slack/house.hpp"
#include "slack/words.hpp"

namespace wegwijzer::slack {
namespace {

using model::Standing;
using model::Surface;

std::string words(const model::Message& message) {
  return std::string(reveal(std::get<model::Text>(message.what).words));
}

struct Expected {
  const char* file;
  const char* what;  ///< "text …", "action …", … ; "" for nothing
  Surface surface = Surface::dm;
  const char* conversation = "";
  const char* thread = "";
};

std::string told(const std::optional<model::Message>& message) {
  if (!message) return "";
  struct Tell {
    std::string operator()(const model::Text& t) const {
      return "text " + std::string(reveal(t.words)) + (t.has_files ? " +files" : "") +
             (t.only_mention ? " +mention" : "");
    }
    std::string operator()(const model::Action& a) const { return "action " + a.action + " " + a.value; }
    std::string operator()(const model::Submission& s) const {
      std::string text = "submission " + s.form + " " + s.handle;
      for (const auto& [name, value] : s.fields) text += " " + name + "=" + std::string(reveal(value));
      return text;
    }
    std::string operator()(const model::Dismissed& d) const { return "dismissed " + d.form + " " + d.handle; }
    std::string operator()(const model::Query& q) const {
      return "query " + q.action + " " + std::string(reveal(q.words));
    }
    std::string operator()(const model::Opened& o) const {
      return o.where == model::Opened::Where::home ? "opened home" : "opened messages";
    }
    std::string operator()(const model::Joined&) const { return "joined"; }
    std::string operator()(const model::Left&) const { return "left"; }
    std::string operator()(const model::Deleted& d) const { return "deleted " + d.message; }
    std::string operator()(const model::Due&) const { return "due"; }
    std::string operator()(const model::Delivered&) const { return "delivered"; }
    std::string operator()(const model::Returned&) const { return "returned"; }
  };
  return std::visit(Tell{}, message->what);
}

const Expected kExamples[] = {
    {"url_verification.json", ""},
    {"app_rate_limited.json", ""},
    {"event-message-im.json", "text Wat is instemmingsrecht?", Surface::dm, "D0GESPREK"},
    {"event-message-im-thread.json", "text En adviesrecht?", Surface::dm, "D0GESPREK", "1764000000.000050"},
    {"event-message-im-escaped.json", "text mag <dit> & dat, , in #algemeen? zie hier :tada:", Surface::dm,
     "D0GESPREK"},
    {"event-message-file_share.json", "text Staat dit in de cao? +files", Surface::dm, "D0GESPREK"},
    {"event-message_changed.json", ""},
    {"event-message_deleted.json", "deleted 1764000000.000100", Surface::dm, "D0GESPREK"},
    {"event-message-of-a-bot.json", ""},
    {"event-message-own.json", ""},
    {"event-bot_message.json", ""},
    {"event-message-slackbot.json", ""},
    {"event-app_mention.json", "text wat is adviesrecht?", Surface::channel, "C0ALGEMEEN", "1764000000.000300"},
    {"event-app_mention-thread.json", "text en de cao, ?", Surface::channel, "C0ALGEMEEN", "1764000000.000300"},
    {"event-app_mention-outsider.json", "text wie is de voorzitter?", Surface::channel, "C0ALGEMEEN",
     "1764000000.000320"},
    {"event-app_home_opened.json", "opened home", Surface::home, "D0GESPREK"},
    {"event-app_home_opened-messages.json", "opened messages", Surface::dm, "D0GESPREK"},
    {"event-team_join.json", ""},
    {"event-member_joined_channel.json", "joined", Surface::channel, "C0ALGEMEEN"},
    {"event-team_access_revoked.json", ""},
    {"event-enterprise-install.json", "text Wat is een ERG?", Surface::dm, "D0GESPREK"},
    {"event-assistant_thread_started.json", ""},
    {"event-unknown.json", ""},
    {"command.form", "text wat is de or?", Surface::command, "C0ALGEMEEN"},
    {"command-empty.form", "text ", Surface::command, "C0ALGEMEEN"},
    {"command-enterprise.form", "text wat is de or?", Surface::command, "C0ALGEMEEN"},
    {"command-utf8.form", "text \xC3\xA9\xC3\xA9n caf\xC3\xA9 & 50% + @collega \xE2\x98\x83", Surface::command,
     "C0ALGEMEEN"},
    {"ssl_check.form", ""},
    {"block_actions-message.form", "action follow or.right.advice", Surface::dm, "D0GESPREK"},
    {"block_actions-ephemeral.form", "action follow or.right.advice", Surface::command, "C0ALGEMEEN"},
    {"block_actions-home.form", "action door safe", Surface::home, ""},
    {"block_actions-link-button.form", ""},
    {"view_submission.form", "submission form 5f1c0a9b7e3d4c2a8b6f0e1d2c3b4a59 q= topic=none", Surface::form, ""},
    {"view_submission-outsider.form", "submission form 5f1c0a9b7e3d4c2a8b6f0e1d2c3b4a59 q= topic=none", Surface::form,
     ""},
    {"view_submission-enterprise.form", "submission form 5f1c0a9b7e3d4c2a8b6f0e1d2c3b4a59 q= topic=none", Surface::form,
     ""},
    {"view_closed.form", "dismissed form 5f1c0a9b7e3d4c2a8b6f0e1d2c3b4a59", Surface::form, ""},
    {"shortcut.form", "action ask ", Surface::home, ""},
    {"message_action.form", "text Wat is instemmingsrecht?", Surface::command, "C0ALGEMEEN"},
    {"block_suggestion.form", "query who jan", Surface::form, ""},
    {"event-tokens_revoked.json", "left", Surface::dm, ""},
    {"event-app_uninstalled.json", "left", Surface::dm, ""},
};

TEST(Reading, makes_of_every_example_what_slack_means_by_it) {
  House house;
  EXPECT_EQ(std::size(kExamples), 41U);
  for (const auto& expected : kExamples) {
    const auto message = house.message(expected.file);
    EXPECT_EQ(told(message), expected.what) << expected.file;
    if (!message) continue;
    EXPECT_EQ(message->source.surface, expected.surface) << expected.file;
    EXPECT_EQ(message->source.conversation, expected.conversation) << expected.file;
    EXPECT_EQ(message->source.thread, expected.thread) << expected.file;
    EXPECT_FALSE(message->id.empty()) << expected.file;
  }
}

TEST(Reading, knows_whose_installation_and_who) {
  House house;
  const auto who = [&](const std::string& file) {
    const auto message = house.message(file);
    return message->source.installation + " " + message->from.tenant + " " + message->from.account;
  };
  EXPECT_EQ(who("event-message-im.json"), "T0WEGWIJZER T0WEGWIJZER U0MEDEWERKER");
  EXPECT_EQ(who("event-enterprise-install.json"), "E0ORG E0ORG W0ORGUSER");
  EXPECT_EQ(who("command.form"), "T0WEGWIJZER T0WEGWIJZER U0MEDEWERKER");
  EXPECT_EQ(who("command-enterprise.form"), "E0ORG E0ORG W0ORGUSER");
  EXPECT_EQ(who("view_submission-enterprise.form"), "E0ORG E0ORG W0ORGUSER");
  EXPECT_EQ(who("view_submission-outsider.form"), "T0WEGWIJZER T0ANDERS U0BUITEN")
      << "the view names the installation; `team` is the outsider's own";
  EXPECT_EQ(who("event-app_mention-outsider.json"), "T0WEGWIJZER T0ANDERS U0BUITEN");
}

TEST(Reading, tells_colleagues_guests_and_outsiders_apart) {
  const std::string users_info = "https://slack.test/api/users.info";
  House house;
  EXPECT_EQ(house.message("event-app_mention-outsider.json")->standing, Standing::outsider);
  EXPECT_EQ(house.message("view_submission-outsider.form")->standing, Standing::outsider);
  EXPECT_EQ(house.client.count(users_info), 0U) << "the request says it itself";

  house.client.answers[users_info] = example("answer-users.info.json");
  EXPECT_EQ(house.message("event-message-im.json")->standing, Standing::colleague);
  EXPECT_EQ(house.message("command.form")->standing, Standing::colleague);
  EXPECT_EQ(house.client.count(users_info), 1U) << "known for an hour";

  House guests;
  guests.client.answers[users_info] = example("answer-users.info-guest.json");
  EXPECT_EQ(guests.message("event-message-im.json")->standing, Standing::guest);
  House others;
  others.client.answers[users_info] = example("answer-users.info-outsider.json");
  EXPECT_EQ(others.message("event-message-im.json")->standing, Standing::outsider);
}

TEST(Reading, waits_a_moment_for_who_somebody_is_and_no_longer) {
  House house;
  house.client.answers.clear();
  house.post("event-message-im.json");
  ASSERT_EQ(house.client.sent.size(), 2U);  // auth.test, users.info
  auto answer = house.client.sent[1].done;
  std::thread platform([&] {
    answer({http::Response::json(200, example("answer-users.info-guest.json")), http::Lost::unknown});
  });
  EXPECT_EQ((*house.channel->read(house.door->taken[0]))->standing, Standing::guest);
  platform.join();

  House silent;
  silent.client.answers.clear();
  silent.post("event-message-im.json");
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ((*silent.channel->read(silent.door->taken[0]))->standing, Standing::colleague);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
}

TEST(Reading, asks_nobody_while_slack_refuses_the_token) {
  House house;
  house.client.answers["https://slack.test/api/users.info"] = R"({"ok":false,"error":"token_revoked"})";
  house.post("event-message-im.json");
  std::string other = example("event-message-im.json");
  other.replace(other.find("U0MEDEWERKER"), 12, "U0EENANDER00");
  house.serve(house.signed_request("application/json", other));
  EXPECT_EQ(house.client.count("https://slack.test/api/users.info"), 1U);
}

TEST(Reading, takes_reply_addresses_of_slack_only) {
  House house;
  const auto address = [&](const std::string& url) {
    std::string body = example("command.form");
    const std::string there = "https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0WEGWIJZER%2F1%2Fabc";
    body.replace(body.find(there), there.size(), http::url_encoded(url));
    house.serve(house.signed_request("application/x-www-form-urlencoded", body));
    const auto message = *house.channel->read(house.door->taken.back());
    return std::string(reveal(message->source.reply_address));
  };
  for (const std::string good :
       {"https://hooks.slack.com/commands/1", "https://hooks.slack-gov.com/x", "https://slack.test/reply/1"})
    EXPECT_EQ(address(good), good);
  for (const std::string bad :
       {"https://hooks.slack.com.evil.example/x", "http://hooks.slack.com/x", "https://evil.example/",
        "https://hooks.slack.com@evil.example/", "https://hooks.slack.com:8443/x", "file:///etc/passwd", "",
        "https://slack.test:444/x", "https://evil.example/https://hooks.slack.com/"})
    EXPECT_EQ(address(bad), "") << bad;
}

TEST(Reading, does_without_a_reply_address_and_a_trigger) {
  House house;
  house.serve(
      house.signed_request("application/x-www-form-urlencoded", "command=%2Fwegwijzer&text=or&user_id=U1&team_id=T1"));
  const auto message = *house.channel->read(house.door->taken.back());
  EXPECT_EQ(words(*message), "or");
  EXPECT_FALSE(message->source.trigger);
  EXPECT_FALSE(message->id.empty());
}

TEST(Reading, lets_a_trigger_open_a_dialog_for_less_than_three_seconds) {
  House house;
  const auto message = house.message("shortcut.form");
  EXPECT_EQ(reveal(message->source.trigger), "13345224609.738474920.8088930838d88f008e0");
  EXPECT_GT(message->source.trigger_ends, house.clock.now() + std::chrono::milliseconds(2000));
  EXPECT_LT(message->source.trigger_ends, house.clock.now() + std::chrono::seconds(3));
}

TEST(Reading, takes_a_form_in_the_home_as_sent_when_enter_is_pressed) {
  House house;
  std::string body = example("block_actions-home.payload.json");
  const auto replace = [&](std::string_view what, std::string_view with) {
    body.replace(body.find(what), what.size(), with);
  };
  replace("\"door\"", "\"form:home.ask\"");
  replace("\"type\": \"button\"", "\"type\": \"plain_text_input\"");
  replace("\"next\"", "\"question\"");
  replace("\"value\": \"safe\"", "\"value\": \"wat is de or\"");
  house.serve(house.signed_request("application/x-www-form-urlencoded", "payload=" + http::url_encoded(body)));
  EXPECT_EQ(told(*house.channel->read(house.door->taken.back())), "submission home.ask  question=wat is de or");
}

TEST(Reading, answers_a_press_in_a_channel_in_its_thread) {
  House house;
  std::string body = example("block_actions-message.payload.json");
  for (auto at = body.find("D0GESPREK"); at != std::string::npos; at = body.find("D0GESPREK"))
    body.replace(at, 9, "C0ALGEMEEN");
  body.replace(body.find("directmessage"), 13, "algemeen");
  house.serve(house.signed_request("application/x-www-form-urlencoded", "payload=" + http::url_encoded(body)));
  const auto message = *house.channel->read(house.door->taken.back());
  EXPECT_EQ(message->source.surface, Surface::channel);
  EXPECT_EQ(message->source.thread, "1764000000.000600");
}

TEST(Reading, survives_odd_text) {
  House house;
  const auto asked = [&](const std::string& raw) {
    std::string body = example("event-message-im.json");
    const std::string was = "\"text\":\"Wat is instemmingsrecht?\",\"team\"";
    body.replace(body.find(was), was.size(), "\"text\":\"" + raw + "\",\"team\"");
    const auto before = house.door->taken.size();
    EXPECT_EQ(house.serve(house.signed_request("application/json", body)).status, 200);
    EXPECT_EQ(house.door->taken.size(), before + 1);
    const auto message = *house.channel->read(house.door->taken.back());
    return told(message);
  };
  EXPECT_EQ(asked("a\xFF\xFE b"), "text a\xEF\xBF\xBD\xEF\xBF\xBD b");
  EXPECT_EQ(asked("nul \\u0000 byte"), "text nul \xEF\xBF\xBD byte");
  EXPECT_EQ(asked("\\ud83c\\udf89"), "text \xF0\x9F\x8E\x89");
  EXPECT_EQ(asked("<@U0WEGWIJBOT>"), "text  +mention");
  EXPECT_EQ(asked(""), "text ");
  EXPECT_EQ(asked(std::string(10'000, 'x')), "text " + std::string(10'000, 'x'));
}

TEST(Reading, does_not_mind_repeated_names) {
  House house;
  std::string body = example("event-message-im.json");
  body.insert(body.find("\"event_id\""), "\"event_id\":\"EvEERDER\",");
  house.serve(house.signed_request("application/json", body));
  EXPECT_EQ(house.door->taken.back().identities.front(), "event:Ev0EXAMPLE001") << "the last one counts";
}

TEST(Reading, of_a_megabyte_stays_quick) {
  House house;
  std::string body = example("event-message-im.json");
  std::string padding;
  while (padding.size() < 1'000'000) padding += R"({"a":[1,2,{"b":"c"}]},)";
  body.insert(body.find("\"event_context\""), "\"padding\":[" + padding + "0],");
  const auto before = std::chrono::steady_clock::now();
  house.serve(house.signed_request("application/json", body));
  EXPECT_EQ(house.door->taken.size(), 1U);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(2));
}

TEST(Words, are_what_a_person_reads) {
  const auto read = [](std::string_view wire) { return words_from(wire, "U0WIJ"); };
  EXPECT_EQ(read("&amp;lt; &lt;b&gt; &amp; &nbsp;"), "&lt; <b> & &nbsp;") << "once, and only Slack's three";
  EXPECT_EQ(read("<@U0WIJ> hallo <@U0WIJ|wegwijzer>"), "hallo");
  EXPECT_EQ(read("<@U1|anna> en <@U2> in <#C1|alg> en <#C2|>"), "@anna en  in #alg en");
  EXPECT_EQ(read("<!here> <!channel> <!subteam^S1|@hr> <!subteam^S2>"), "here channel @hr");
  EXPECT_EQ(read("<!date^1764000000^{date}|24 november>"), "24 november");
  EXPECT_EQ(read("<https://a.example/?x=1&amp;y=2> <https://a.example|hier> <mailto:a@b.example|a@b.example>"),
            "https://a.example/?x=1&y=2 hier a@b.example");
  EXPECT_EQ(read("a < b << c <"), "a < b << c <");
  EXPECT_EQ(read("<>"), "");
  EXPECT_EQ(read("<<@U1|x>"), "<@x");
}

}  // namespace
}  // namespace wegwijzer::slack
