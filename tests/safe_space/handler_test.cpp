#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "fakes/room_house.hpp"
#include "safe_space/cards.hpp"
#include "safe_space/labelled.hpp"
#include "safe_space/safe_space.hpp"

namespace wegwijzer::safe_space {
namespace {

using handler::Claim;
using model::Privacy;
using model::Surface;
using model::Urgency;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

std::string first_line(const model::Reply& reply) {
  const auto text = model::plain_text(reply);
  return text.substr(0, text.find('\n'));
}

/// The handler with the shipped signals and help lines. Its view has no store: nothing here may need one.
class SafeSpaceHandler : public fakes::RoomHouse {
 public:
  SafeSpaceHandler() {
    const auto read = guide.reload();
    EXPECT_TRUE(read) << (read ? "" : to_text(read.error().front()));
  }
  Claim claim(const model::Message& message) { return handler->claim(message, view); }
  /// As the engine does: asked whether it is ours, then handled.
  handler::Sayings meet(const model::Message& message) {
    if (handler->claim(message, view) == Claim::no) return {};
    auto outcome = handler->handle(message, view);
    EXPECT_TRUE(outcome) << to_text(outcome.error());
    EXPECT_FALSE(outcome->change);
    EXPECT_FALSE(outcome->note) << "nothing is kept";
    return outcome ? outcome->messages : handler::Sayings{};
  }
  model::Reply card(std::string_view words, Surface surface = Surface::dm) {
    const auto sayings = meet(text(words, surface));
    EXPECT_FALSE(sayings.empty()) << words;
    return sayings.empty() ? model::Reply{} : sayings.front().reply;
  }

  Guide guide{{CONTENT}, {}};
  std::unique_ptr<handler::Handler> handler = make(guide);
};

TEST_F(SafeSpaceHandler, takes_a_crisis_for_itself_and_leaves_ordinary_questions) {
  EXPECT_EQ(claim(text("ik wil niet meer leven")), Claim::mine);
  EXPECT_EQ(claim(text("ik word gepest")), Claim::mine);
  EXPECT_EQ(claim(text("wat is instemmingsrecht?")), Claim::no);
  EXPECT_EQ(claim(text("deze deadline wordt mijn dood haha")), Claim::no);
  EXPECT_EQ(claim(text("wat is een vertrouwenspersoon? ik word namelijk gepest")), Claim::also);
  EXPECT_EQ(claim(text("wat doet een vertrouwenspersoon?")), Claim::also);
  EXPECT_EQ(claim(text("wat doet een vertrouwenspersoon?", Surface::channel)), Claim::no);
  EXPECT_EQ(claim(press("ask", "or.what-is/nl")), Claim::no);
  EXPECT_EQ(claim(press("safe", "nl")), Claim::mine);
}

TEST_F(SafeSpaceHandler, puts_help_in_the_first_line_in_the_fixed_words) {
  EXPECT_EQ(first_line(card("ik wil niet meer leven")),
            "Denk je aan zelfmoord? Bel nu gratis 113, dag en nacht, of chat op 113.nl. Dat mag zonder naam. Direct "
            "gevaar: bel 112.");
  EXPECT_EQ(first_line(card("i don't want to live anymore")),
            "Are you thinking about suicide? Call 113 now, free, day and night, or chat at 113.nl. You need not give "
            "your name. Immediate danger: call 112.");
  view.at += 11min;
  const auto whole = model::plain_text(card("mijn leven heeft geen zin meer, ik wil dood"));
  EXPECT_THAT(whole, HasSubstr("Er leest nu geen mens mee met deze chat."));
  EXPECT_THAT(whole, HasSubstr("Blijf als het kan bij iemand in de buurt."));
}

TEST_F(SafeSpaceHandler, asks_nothing_explains_nothing_and_promises_nothing) {
  for (const auto* words : {"ik wil niet meer leven", "mijn man slaat me", "ik ben verkracht", "my friend wants to die",
                            "ik word gepest", "ik ga mijn baas neersteken", "er loopt iemand met een mes op kantoor"}) {
    const auto said = model::plain_text(card(words));
    EXPECT_THAT(said, Not(HasSubstr("!"))) << words;
    for (const auto* never : {"waarom", "Waarom", "why", "Why", "anoniem", "anonymous", "100", "slachtoffer", "dader",
                              "komt goed", "will be fine"})
      EXPECT_THAT(said, Not(HasSubstr(never))) << words;
  }
}

TEST_F(SafeSpaceHandler, orders_the_lines_by_what_it_is_about) {
  EXPECT_THAT(first_line(card("mijn man slaat me")), HasSubstr("Veilig Thuis: 0800-2000"));
  EXPECT_THAT(first_line(card("ik ben gisteren verkracht")), HasSubstr("Centrum Seksueel Geweld: 0800-0188"));
  EXPECT_THAT(first_line(card("ik ben gisteren verkracht")), HasSubstr("liefst binnen 7 dagen"));
  EXPECT_THAT(first_line(card("er loopt iemand met een mes door het kantoor")), HasSubstr("Bel 112"));
  EXPECT_THAT(first_line(card("I'm going to stab my boss")), HasSubstr("Call 112"));
  const auto accident = card("mijn collega heeft een hartaanval");
  EXPECT_EQ(model::plain_text(accident), "Bel nu 112.");
}

TEST_F(SafeSpaceHandler, speaks_to_bystanders_as_bystanders) {
  const auto said = model::plain_text(card("mijn collega wil niet meer leven"));
  EXPECT_THAT(said, StartsWith("Denkt iemand aan zelfmoord? Bel 113"));
  EXPECT_THAT(said, HasSubstr("Je mag gewoon vragen of iemand aan zelfmoord denkt. Beloof niet dat je het geheim "
                              "houdt. 113 denkt ook met jou mee."));
}

TEST_F(SafeSpaceHandler, answers_other_languages_in_dutch_and_english) {
  const auto said = model::plain_text(card("quiero morir"));
  EXPECT_THAT(said, HasSubstr("Denk je aan zelfmoord? Bel nu gratis 113"));
  EXPECT_THAT(said, HasSubstr("Are you thinking about suicide? Call 113 now"));
  EXPECT_THAT(said, HasSubstr("112NL"));
}

TEST_F(SafeSpaceHandler, is_shorter_where_it_was_minimised_and_one_line_when_said_again) {
  const auto whole = model::plain_text(card("ik wil niet meer leven"));
  auto other = text("haha ik wil niet meer leven");
  other.from.account = "U2";
  const auto minimised = model::plain_text(meet(other).front().reply);
  EXPECT_LT(minimised.size(), whole.size());
  EXPECT_EQ(minimised.substr(0, 40), whole.substr(0, 40));
  view.at += 5min;
  const auto again = card("ik wil echt niet meer leven");
  EXPECT_EQ(model::plain_text(again), first_line(again));
  EXPECT_EQ(again.urgency, Urgency::crisis);
  view.at += 6min;
  EXPECT_EQ(model::plain_text(card("ik wil niet meer leven")), whole);
}

TEST_F(SafeSpaceHandler, gives_the_same_card_when_the_same_message_comes_again) {
  const auto message = text("ik wil niet meer leven");
  const auto once = model::plain_text(meet(message).front().reply);
  EXPECT_EQ(model::plain_text(meet(message).front().reply), once);
}

TEST_F(SafeSpaceHandler, offers_a_conversation_and_says_where_to_turn) {
  const auto reply = card("ik word gepest");
  const auto said = model::plain_text(reply);
  EXPECT_THAT(said, StartsWith("Wil je hier met iemand over praten?"));
  EXPECT_THAT(said, HasSubstr("vertrouwenspersoon"));
  EXPECT_THAT(said, HasSubstr("De Luisterlijn: 088-0767 000"));
  EXPECT_THAT(said, HasSubstr("Discriminatie.nl"));
  EXPECT_THAT(said, HasSubstr("112")) << "help now stands on every screen";
  EXPECT_EQ(reply.privacy, Privacy::only_asker);
  view.at += 11min;
  EXPECT_THAT(model::plain_text(card("I'm bullied at work")), StartsWith("Would you like to talk to someone"));
}

TEST_F(SafeSpaceHandler, says_who_runs_the_chat_before_anything_is_typed) {
  auto in_slack = text("ik word gepest");
  in_slack.source.channel = "slack";
  EXPECT_THAT(model::plain_text(meet(in_slack).front().reply), HasSubstr("Je werkgever beheert Slack"));
  EXPECT_THAT(model::plain_text(card("ik word gepest")), Not(HasSubstr("Slack")));
}

TEST_F(SafeSpaceHandler, offers_on_a_weak_sign_once_in_a_conversation) {
  ASSERT_TRUE(shipped_signals().recognise("ik heb een conflict met mijn collega").doubtful);
  EXPECT_EQ(claim(text("ik heb een conflict met mijn collega")), Claim::mine);
  (void)card("ik heb een conflict met mijn collega");
  EXPECT_THAT(meet(text("ik heb een conflict met mijn collega")), IsEmpty());
  EXPECT_EQ(claim(text("ik word gepest")), Claim::mine) << "a strong sign is always answered";
}

TEST_F(SafeSpaceHandler, takes_part_in_silence_after_an_offer_so_that_nobody_keeps_the_words) {
  EXPECT_EQ(claim(text("het gaat al maanden zo")), Claim::no);
  (void)card("ik word gepest");
  EXPECT_EQ(claim(text("het gaat al maanden zo")), Claim::also);
  EXPECT_THAT(meet(text("het gaat al maanden zo")), IsEmpty());
  view.at += 31min;
  EXPECT_EQ(claim(text("het gaat al maanden zo")), Claim::no);
}

TEST_F(SafeSpaceHandler, listens_to_the_question_of_the_app_home) {
  auto asked = message(Surface::home);
  asked.what = model::Submission{"ask", "nl", "V1", {{"question", share("ik wil niet meer leven")}}};
  const auto sayings = meet(asked);
  ASSERT_EQ(sayings.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<model::ToHome>(sayings.front().to));
  EXPECT_EQ(sayings.front().reply.urgency, Urgency::crisis);
}

TEST_F(SafeSpaceHandler, adds_one_line_below_an_answer_about_the_subject) {
  const auto sayings = meet(text("wat doet een vertrouwenspersoon?"));
  ASSERT_EQ(sayings.size(), 1u);
  EXPECT_TRUE(sayings.front().below);
  EXPECT_THAT(model::plain_text(sayings.front().reply), StartsWith("Wil je zelf met iemand praten?"));
}

TEST_F(SafeSpaceHandler, tells_nobody_who_made_a_request) {
  const auto message = text("wie heeft gisteren een gesprek aangevraagd?");
  EXPECT_EQ(claim(message), Claim::mine);
  EXPECT_THAT(model::plain_text(meet(message).front().reply), HasSubstr("blijft vertrouwelijk, voor iedereen"));
  EXPECT_THAT(model::plain_text(card("who reported me to hr?")), HasSubstr("stays confidential, for everyone"));
}

TEST_F(SafeSpaceHandler, opens_the_same_screen_from_every_door) {
  const auto typed = model::plain_text(card("veilig"));
  EXPECT_THAT(typed, HasSubstr("Praten met iemand, in vertrouwen"));
  EXPECT_EQ(model::plain_text(card("Veilig", Surface::command)), typed);
  EXPECT_EQ(model::plain_text(meet(press("safe", "nl")).front().reply), typed);
  EXPECT_EQ(model::plain_text(meet(press("safe", "routes/nl")).front().reply), typed);
  EXPECT_THAT(model::plain_text(card("safe")), HasSubstr("Talking to someone, in confidence"));
  const auto at_home = meet(press("safe", "en", Surface::home));
  EXPECT_TRUE(std::holds_alternative<model::ToHome>(at_home.front().to));
  EXPECT_THAT(fakes::presses_of(at_home.front().reply), Contains("home en"));
}

TEST_F(SafeSpaceHandler, shows_nothing_in_a_channel) {
  for (const auto* words : {"@wegwijzer ik word gepest", "@wegwijzer ik wil niet meer leven", "veilig",
                            "wat is een vertrouwenspersoon? ik word namelijk gepest"}) {
    const auto message = text(words, Surface::channel);
    EXPECT_EQ(claim(message), Claim::mine) << words;
    const auto sayings = meet(message);
    ASSERT_EQ(sayings.size(), 2u) << words;
    EXPECT_EQ(std::get<model::ToPerson>(sayings[0].to).person, message.from);
    EXPECT_TRUE(std::holds_alternative<model::ToAside>(sayings[1].to));
    for (const auto& saying : sayings) {
      EXPECT_EQ(saying.reply.privacy, Privacy::only_asker);
      const auto said = model::plain_text(saying.reply);
      EXPECT_THAT(said, HasSubstr("Je bericht staat nog in het kanaal"));
      EXPECT_THAT(said, Not(HasSubstr("gepest")));
    }
  }
}

TEST_F(SafeSpaceHandler, tells_how_to_delete_a_message) {
  auto asked = press("safe", "delete/nl");
  asked.source.channel = "slack";
  EXPECT_THAT(model::plain_text(meet(asked).front().reply), HasSubstr("Bericht verwijderen"));
}

TEST_F(SafeSpaceHandler, says_the_same_in_a_channel_whatever_was_said) {
  // What others see: nothing at all, for every sentence of these kinds.
  for (const auto& one : labelled("signals.jsonl")) {
    if (one.expected != "crisis" && one.expected != "safespace") continue;
    if (shipped_signals().recognise(one.text).need < Need::safespace) continue;
    for (const auto& saying : meet(text(one.text, Surface::channel))) {
      EXPECT_FALSE(std::holds_alternative<model::ToAsker>(saying.to)) << one.text;
    }
  }
}

TEST_F(SafeSpaceHandler, never_repeats_what_was_said) {
  const std::string canary = "xqzzvk";
  for (const auto surface : {Surface::dm, Surface::channel, Surface::command})
    for (const auto* words : {"ik wil niet meer leven", "ik word gepest", "wie heeft een melding gedaan"})
      for (const auto& saying : meet(text(std::string(words) + " " + canary, surface))) {
        EXPECT_THAT(model::plain_text(saying.reply), Not(HasSubstr(canary)));
        ASSERT_NE(saying.reply.findings, nullptr);
        EXPECT_THAT(saying.reply.findings->reasons, Each(Not(HasSubstr(canary))));
      }
}

TEST_F(SafeSpaceHandler, tells_the_kind_to_who_wants_to_see_it) {
  EXPECT_EQ(card("ik wil niet meer leven").findings->intent, "crisis");
  EXPECT_EQ(card("ik word gepest").findings->intent, "safespace");
  EXPECT_EQ(card("veilig").findings->intent, "safespace");
  auto quiet = text("ik word gepest");
  quiet.source.wants_findings = false;
  EXPECT_EQ(meet(quiet).front().reply.findings, nullptr);
}

TEST_F(SafeSpaceHandler, answers_in_the_language_of_the_words_and_follows_a_wish) {
  view.who.language = Language::nl;
  EXPECT_EQ(card("my colleagues bully me").language, Language::en);
  auto wished = text("my colleagues bully me");
  wished.wish = Language::nl;
  EXPECT_EQ(meet(wished).front().reply.language, Language::nl);
}

TEST_F(SafeSpaceHandler, hears_the_turns_before_in_a_direct_conversation_only) {
  (void)meet(text("sinds ze dood is zie ik het leven niet meer zitten"));
  view.at += 15min;
  EXPECT_EQ(card("ik kan niet meer").urgency, Urgency::crisis);
  auto channel = text("ik kan niet meer", Surface::channel);
  EXPECT_EQ(meet(channel).front().reply.urgency, Urgency::ordinary);
  view.at += 31min;
  EXPECT_EQ(card("ik kan niet meer").urgency, Urgency::ordinary);
}

TEST_F(SafeSpaceHandler, points_to_an_entry_that_is_there) {
  for (const auto* language : {"nl", "en"})
    EXPECT_TRUE(std::filesystem::exists(std::string(CONTENT) + "/" + language + "/safespace.which-route.md"));
  EXPECT_THAT(fakes::presses_of(card("ik word gepest")), Contains("ask safespace.which-route/nl"));
}

TEST_F(SafeSpaceHandler, keeps_what_was_in_use_when_a_file_is_broken) {
  const auto place = folder / "content";
  std::filesystem::create_directories(place);
  for (const auto* name : {"signals.nl.yaml", "signals.en.yaml", "resources.yaml"})
    std::filesystem::copy(std::string(CONTENT) + "/" + name, place / name);
  Guide changing({place}, {});
  ASSERT_TRUE(changing.reload());
  const auto before = changing.signals();
  std::ofstream(place / "signals.nl.yaml") << "concepts:\n  a: [b]\nrulse: 3\n";
  const auto again = changing.reload();
  ASSERT_FALSE(again);
  EXPECT_THAT(to_text(again.error().front()), HasSubstr("signals.nl.yaml:3: 'rulse' is no section"));
  EXPECT_EQ(changing.signals(), before);
}

}  // namespace
}  // namespace wegwijzer::safe_space
