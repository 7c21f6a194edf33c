#include "terminal/terminal.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/reveal.hpp"

namespace wegwijzer::terminal {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

struct StillClock final : Clock {
  [[nodiscard]] Instant now() const override { return at; }
  Instant at = from_micros(1'800'000'000'000'000);
};

class Terminal : public testing::Test {
 protected:
  channel::RawEvent asked(std::string kind, std::string_view body) {
    channel::RawEvent event;
    event.channel = "terminal";
    event.way = channel::Way::waiting;
    event.kind = std::move(kind);
    event.body = share(body);
    event.received = clock.at;
    event.request.bytes[15] = 0x2a;
    return event;
  }
  static model::Outgoing answer_of(model::To to = model::ToAsker{}) {
    model::Findings findings;
    findings.intent = "answer";
    findings.confidence = 0.94;
    findings.results.push_back({"or.right.consent",
                                Language::nl,
                                "Instemmingsrecht",
                                0.94,
                                "De or moet instemmen.",
                                {{"WOR", "artikel 27", "https://example.org/wor"}}});
    findings.reasons = {"instemming: titel 2.1"};
    model::Outgoing outgoing;
    outgoing.to = std::move(to);
    outgoing.reply.blocks = {model::Paragraph{model::rich("De or moet instemmen.")},
                             model::Buttons{{{"Klopt dit niet?", "feedback", "or.right.consent"}}}};
    outgoing.reply.findings = std::make_shared<const model::Findings>(findings);
    return outgoing;
  }
  std::string said(const std::string& kind, std::string_view body, model::Said what) {
    Result<model::Said> result = std::move(what);
    return channel->answer(asked(kind, body), result).body;
  }

  StillClock clock;
  std::unique_ptr<channel::Channel> channel = make(clock);
};

TEST_F(Terminal, reads_a_line_as_a_question_with_its_wishes) {
  const auto message =
      channel->read(asked("line", R"({"q":"Wat is een OR?","lang":"en","surface":"channel","thread":"t1"})"));
  ASSERT_TRUE(message && *message);
  EXPECT_EQ(reveal(std::get<model::Text>((*message)->what).words), "Wat is een OR?");
  EXPECT_EQ((*message)->wish, Language::en);
  EXPECT_EQ((*message)->source.surface, model::Surface::channel);
  EXPECT_EQ((*message)->source.conversation, "t1");
  EXPECT_EQ((*message)->source.channel, "terminal");
  EXPECT_TRUE((*message)->source.wants_findings);
}

TEST_F(Terminal, takes_questions_without_a_thread_as_conversations_of_their_own) {
  auto first = asked("line", R"({"q":"a"})");
  auto second = asked("line", R"({"q":"a"})");
  second.request.bytes[15] = 0x2b;
  EXPECT_NE((*channel->read(first))->source.conversation, (*channel->read(second))->source.conversation);
}

TEST_F(Terminal, refuses_a_line_by_its_field_without_quoting_it) {
  const auto message = channel->read(asked("line", R"({"q":"geheim","lang":"geheim"})"));
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().kind, Kind::bad_input);
  Result<model::Said> result = failed(message.error());
  const auto response = channel->answer(asked("line", R"({"q":"geheim","lang":"geheim"})"), result);
  EXPECT_EQ(response.status, 400);
  const auto line = json::parse(response.body);
  EXPECT_EQ(line["error"]["field"], "lang");
  EXPECT_EQ(response.body.find("geheim"), std::string::npos);
}

TEST_F(Terminal, answers_a_line_with_the_object_of_the_contract_and_a_line_end) {
  clock.at = from_micros(1'800'000'000'000'000);
  auto event = asked("line", R"({"q":"Wat is instemmingsrecht?"})");
  clock.at += 180us;
  Result<model::Said> what = model::Said{answer_of()};
  const auto response = channel->answer(event, what);
  EXPECT_EQ(response.body.find('\n'), response.body.size() - 1);
  const auto line = json::parse(response.body);
  EXPECT_EQ(line["q"], "Wat is instemmingsrecht?");
  EXPECT_EQ(line["lang"], "nl");
  EXPECT_EQ(line["intent"], "answer");
  EXPECT_EQ(line["confidence"], 0.94);
  EXPECT_EQ(line["results"][0]["id"], "or.right.consent");
  EXPECT_EQ(line["results"][0]["sources"][0]["section"], "artikel 27");
  EXPECT_EQ(line["reply"], "De or moet instemmen.\n\n[Klopt dit niet?]");
  EXPECT_EQ(line["private"], false);
  EXPECT_EQ(line["micros"], 180);
}

TEST_F(Terminal, leaves_nothing_for_the_outbox) {
  Result<model::Said> what = model::Said{answer_of(), answer_of(model::ToAside{})};
  (void)channel->answer(asked("text", R"({"q":"a"})"), what);
  EXPECT_TRUE(what->empty());
  EXPECT_FALSE(channel->write(answer_of()));
}

TEST_F(Terminal, marks_what_only_the_asker_may_see) {
  const auto aside = answer_of(model::ToPerson{{"terminal", "", "x"}});
  EXPECT_EQ(json::parse(said("line", R"({"q":"a","surface":"channel"})", {aside}))["private"], true);
}

TEST_F(Terminal, shows_a_person_the_text_alone) {
  EXPECT_EQ(said("text", R"({"q":"a"})", {answer_of()}), "De or moet instemmen.\n\n[Klopt dit niet?]\n");
}

TEST_F(Terminal, names_the_source_in_the_language_of_the_reply) {
  auto outgoing = answer_of();
  outgoing.reply.language = Language::en;
  outgoing.reply.blocks = {model::Sources{{{"WOR", ""}}, ""}};
  EXPECT_EQ(said("text", R"({"q":"a"})", {outgoing}), "Source: WOR\n");
  EXPECT_EQ(json::parse(said("line", R"({"q":"a"})", {outgoing}))["reply"], "Source: WOR");
}

TEST_F(Terminal, explains_with_scores_and_reasons_below_the_text) {
  EXPECT_EQ(said("explain", R"({"q":"a"})", {answer_of()}),
            "De or moet instemmen.\n\n[Klopt dit niet?]\n\nanswer 0.94\n  0.94  or.right.consent  Instemmingsrecht\n"
            "  instemming: titel 2.1\n");
}

}  // namespace
}  // namespace wegwijzer::terminal
