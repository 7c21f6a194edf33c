#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "answer/question_store.hpp"
#include "app/registry.hpp"
#include "engine/desk.hpp"
#include "fakes/room_house.hpp"

namespace wegwijzer::app {
namespace {

using model::Surface;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// All handlers in their order behind the desk, with what is shipped.
struct Handlers : fakes::RoomHouse {
  Handlers() {
    const auto read = guide.reload();
    if (!read)
      for (const auto& fault : read.error()) ADD_FAILURE() << to_text(fault);
  }
  model::Said decide(const model::Message& message) {
    auto outcome = desk.decide(message, view);
    EXPECT_TRUE(outcome);
    auto sayings = outcome->messages;
    const auto made = db->write(view.at, [&](store::Tx& tx) -> Result<void> {
      if (outcome->change) sayings = outcome->change(tx).value();
      return outcome->note ? outcome->note(tx) : Result<void>{};
    });
    EXPECT_TRUE(made);
    return engine::addressed(std::move(sayings), message);
  }
  std::string words(const model::Message& message) {
    std::string all;
    for (const auto& one : decide(message)) all += model::plain_text(one.reply) + "\n";
    return all;
  }
  std::vector<answer::Gap> gaps() {
    std::vector<answer::Gap> found;
    read([&](store::Read& r) { found = answer::gaps(r, 100).value(); });
    return found;
  }
  model::Message searched(std::string_view question) {
    auto made = message(Surface::home);
    made.what = model::Submission{"ask", "nl", "V1", {{"question", share(question)}}};
    return made;
  }

  safe_space::Guide guide{{CONTENT}, {}};
  handler::Handlers handlers = all_handlers({shipped(), guide, *vault, {}, {}});
  engine::Desk desk{handlers};
};

constexpr std::string_view kNobodyKnows = "hoe laat vertrekt de laatste trein vanavond";

TEST_F(Handlers, help_alone_says_what_can_be_asked_and_shows_the_way_to_a_talk) {
  for (const auto* word : {"help", "Help", "help?"}) {
    const auto said = decide(text(word));
    ASSERT_THAT(said, SizeIs(1)) << word;
    EXPECT_EQ(said[0].reply.privacy, model::Privacy::everyone) << word;
    EXPECT_THAT(model::plain_text(said[0].reply), HasSubstr("Safe Space")) << word;
  }
}

TEST_F(Handlers, everybody_gets_one_answer) {
  for (const auto* question : {"hoi", "wat is instemmingsrecht", "veilig", "taal en", "privacy", "👍", ""})
    EXPECT_THAT(decide(text(question)), SizeIs(1)) << question;
}

TEST_F(Handlers, a_crisis_comes_before_everything_also_from_a_search_box) {
  EXPECT_THAT(words(text("ik zie geen reden meer om te leven")), HasSubstr("113"));
  const auto said = decide(searched("ik zie geen reden meer om te leven"));
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_TRUE(std::holds_alternative<model::ToHome>(said.front().to));
  EXPECT_EQ(said.front().reply.urgency, model::Urgency::crisis);
}

TEST_F(Handlers, a_question_that_nothing_answers_is_kept_for_the_curators) {
  words(text(kNobodyKnows));
  EXPECT_THAT(gaps(), SizeIs(1));
}

TEST_F(Handlers, nothing_is_kept_of_words_near_a_crisis_or_an_offer) {
  words(text("ik zie geen reden meer om te leven"));
  words(text(kNobodyKnows));
  EXPECT_THAT(gaps(), IsEmpty());
  view.at += std::chrono::minutes{31};
  words(text("ze doen mijn accent na bij elk overleg, ik word er ziek van"));
  words(text(kNobodyKnows));
  EXPECT_THAT(gaps(), IsEmpty());
  view.at += std::chrono::minutes{31};
  words(text(kNobodyKnows));
  EXPECT_THAT(gaps(), SizeIs(1));
}

TEST_F(Handlers, a_need_for_safety_in_a_channel_says_nothing_there) {
  auto mention = text("kan ik ergens terecht waar mijn baas niets van hoort?", Surface::channel);
  for (const auto& one : decide(mention)) EXPECT_FALSE(std::holds_alternative<model::ToAsker>(one.to));
}

TEST_F(Handlers, an_offer_of_help_is_not_followed_by_a_refusal) {
  const auto offered = words(text("ze doen mijn accent na bij elk overleg, ik word er ziek van"));
  EXPECT_THAT(offered, HasSubstr("Dat kan in vertrouwen"));
  EXPECT_THAT(offered, Not(HasSubstr("weet ik niet")));
  EXPECT_THAT(words(text(kNobodyKnows)), HasSubstr("weet ik niet")) << "a later question is answered";
}

/// As the settings bot.guests and bot.outsiders say.
struct Visitors : Handlers {
  std::string words_of(model::Standing standing, handler::Welcome knowledge, handler::Welcome safe_space,
                       model::Message message) {
    handlers = all_handlers({shipped(), guide, *vault, {}, {}, knowledge, safe_space});
    message.standing = standing;
    return words(message);
  }
};

TEST_F(Visitors, who_may_not_ask_hears_so_in_both_languages_and_colleagues_are_answered) {
  const handler::Welcome nobody{false, false};
  const auto question = text("wat is instemmingsrecht");
  const auto guest = words_of(model::Standing::guest, nobody, {}, question);
  EXPECT_THAT(guest, HasSubstr("Je bent hier te gast."));
  EXPECT_THAT(guest, HasSubstr("You are a guest here."));
  const auto outsider = words_of(model::Standing::outsider, nobody, {}, press("ask", "or.what-is/nl"));
  EXPECT_THAT(outsider, HasSubstr("Je schrijft vanuit een andere organisatie."));
  EXPECT_THAT(outsider, Not(HasSubstr("te gast")));
  EXPECT_THAT(words_of(model::Standing::colleague, nobody, {}, question), HasSubstr("instemming"));
  EXPECT_THAT(words_of(model::Standing::guest, {true, false}, {}, question), HasSubstr("instemming"));
  EXPECT_THAT(words_of(model::Standing::outsider, {true, false}, {}, question), HasSubstr("andere organisatie"));
}

TEST_F(Visitors, who_may_not_ask_hears_so_alone_where_others_read_along) {
  handlers = all_handlers({shipped(), guide, *vault, {}, {}, {false, false}, {}});
  auto mention = text("wat is instemmingsrecht", Surface::channel);
  mention.standing = model::Standing::outsider;
  const auto said = decide(mention);
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_TRUE(std::holds_alternative<model::ToAside>(said.front().to));
}

TEST_F(Visitors, help_in_a_crisis_and_words_about_privacy_are_for_everybody) {
  const handler::Welcome nobody{false, false};
  for (const auto standing : {model::Standing::guest, model::Standing::outsider}) {
    const auto card = words_of(standing, nobody, nobody, text("ik zie geen reden meer om te leven"));
    EXPECT_THAT(card, HasSubstr("113"));
    EXPECT_THAT(card, Not(HasSubstr("Mijn antwoorden zijn")));
    view.at += std::chrono::minutes{31};
    EXPECT_THAT(words_of(standing, nobody, nobody, text("privacy")), HasSubstr("Wat ik lees en bewaar"));
  }
}

TEST_F(Visitors, who_may_not_use_the_safe_space_is_shown_help_elsewhere) {
  const auto routes = words_of(model::Standing::outsider, {}, {true, false}, text("veilig"));
  EXPECT_THAT(routes, HasSubstr("zijn er voor wie in deze organisatie werkt"));
  EXPECT_THAT(routes, HasSubstr("Buiten je organisatie"));
  EXPECT_THAT(routes, Not(HasSubstr("bedrijfsarts")));
  EXPECT_THAT(words_of(model::Standing::guest, {}, {true, false}, text("veilig")), HasSubstr("bedrijfsarts"));
}

TEST_F(Handlers, old_buttons_are_answered_kindly) {
  EXPECT_THAT(words(press("approve", "x")), HasSubstr("Deze knop is niet meer geldig."));
  EXPECT_THAT(decide(press("", "")), IsEmpty());
}

}  // namespace
}  // namespace wegwijzer::app
