#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/room_house.hpp"
#include "home/home.hpp"

namespace wegwijzer::home {
namespace {

using fakes::presses_of;
using handler::Claim;
using model::Surface;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct AtHome : fakes::RoomHouse {
  std::optional<handler::KeptPerson> kept() {
    std::optional<handler::KeptPerson> person;
    read([&](store::Read& r) {
      person = handler::find_person(r, handler::person_key(*vault, {"web", "T1", "U1"})).value();
    });
    return person;
  }
  model::Message opened(model::Opened::Where where) {
    auto made = message(where == model::Opened::Where::home ? Surface::home : Surface::dm);
    made.what = model::Opened{where};
    return made;
  }
  Options options;
  std::unique_ptr<handler::Handler> home = make(shipped(), *vault, options);
};

TEST_F(AtHome, claims_what_is_no_question_and_leaves_the_rest) {
  EXPECT_EQ(home->claim(text("hoi"), view), Claim::mine);
  EXPECT_EQ(home->claim(text("or", Surface::command), view), Claim::mine);
  EXPECT_EQ(home->claim(text("or"), view), Claim::no);
  EXPECT_EQ(home->claim(text("wat is de or?"), view), Claim::no);
  EXPECT_EQ(home->claim(press("ask", "or.what-is/nl"), view), Claim::no);
  EXPECT_EQ(home->claim(press("ask", ""), view), Claim::mine);
  EXPECT_EQ(home->claim(press("follow", "x"), view), Claim::no);
  EXPECT_EQ(home->claim(opened(model::Opened::Where::home), view), Claim::mine);
}

TEST_F(AtHome, greets_in_the_language_of_the_greeting) {
  EXPECT_THAT(words(*home, text("hoi")), HasSubstr("Waar kan ik je mee helpen?"));
  EXPECT_THAT(words(*home, text("hello")), HasSubstr("What can I help you with?"));
  EXPECT_THAT(words(*home, text("thanks")), HasSubstr("You're welcome."));
}

TEST_F(AtHome, follows_the_wish_of_the_request_over_the_words) {
  auto greeting = text("hoi");
  greeting.wish = Language::en;
  EXPECT_THAT(words(*home, greeting), HasSubstr("What can I help you with?"));
}

TEST_F(AtHome, takes_the_stored_language_where_words_do_not_tell) {
  view.who.language = Language::en;
  EXPECT_THAT(words(*home, text("help")), HasSubstr("Every answer says where it comes from."));
}

TEST_F(AtHome, tells_the_kind_of_words_to_who_wants_to_see_it) {
  EXPECT_EQ(reply(*home, text("hoi")).findings->intent, "smalltalk");
  EXPECT_EQ(reply(*home, text("help")).findings->intent, "help");
  EXPECT_EQ(reply(*home, text("privacy")).findings->intent, "command");
  EXPECT_EQ(reply(*home, text("taal en")).findings->intent, "command");
  auto quiet = text("hoi");
  quiet.source.wants_findings = false;
  EXPECT_EQ(reply(*home, quiet).findings, nullptr);
}

TEST_F(AtHome, keeps_a_chosen_language_and_confirms_in_it) {
  EXPECT_THAT(words(*home, text("taal en")), HasSubstr("From now on I answer in English."));
  EXPECT_EQ(kept()->language, Language::en);
  auto back = press("language", "nl");
  back.wish = Language::en;
  EXPECT_THAT(words(*home, back), HasSubstr("Vanaf nu antwoord ik in het Nederlands."));
  EXPECT_EQ(kept()->language, Language::nl);
}

TEST_F(AtHome, asks_which_language_where_none_or_another_was_named) {
  for (const auto* words : {"taal", "taal frans"})
    EXPECT_THAT(presses_of(reply(*home, text(words, Surface::command))), ElementsAre("language nl", "language en"));
  EXPECT_FALSE(kept());
}

TEST_F(AtHome, says_in_six_sentences_what_it_keeps) {
  const auto said = reply(*home, text("privacy"));
  std::size_t sentences = 0;
  for (const auto& block : said.blocks)
    if (const auto* list = std::get_if<model::List>(&block)) {
      sentences = list->items.size();
      for (const auto& item : list->items) {
        const auto text = model::plain_text(item);
        EXPECT_EQ(text.find(". "), std::string::npos) << text;
        EXPECT_THAT(text, testing::EndsWith("."));
      }
    }
  EXPECT_EQ(sentences, 6u);
  EXPECT_THAT(model::plain_text(said), HasSubstr("hoogstens 90 dagen"));
  EXPECT_THAT(presses_of(said), ElementsAre("forget nl"));
}

TEST_F(AtHome, does_not_say_that_questions_are_kept_when_they_are_not) {
  options.question_log = false;
  options.keep = std::chrono::hours{24 * 30};
  home = make(shipped(), *vault, options);
  EXPECT_THAT(words(*home, text("privacy")),
              testing::AllOf(HasSubstr("Je vragen bewaar ik niet"), HasSubstr("30 dagen")));
}

TEST_F(AtHome, erases_what_it_keeps_of_a_person) {
  say(*home, text("taal en"));
  ASSERT_TRUE(kept());
  EXPECT_THAT(words(*home, press("forget", "nl")), HasSubstr("Gewist."));
  EXPECT_FALSE(kept());
}

TEST_F(AtHome, shows_an_area_with_its_first_questions) {
  const auto said = reply(*home, text("or", Surface::command));
  EXPECT_THAT(model::plain_text(said), HasSubstr("Ondernemingsraad"));
  EXPECT_EQ(presses_of(said).size(), 5u);
  EXPECT_EQ(presses_of(said).front(), "ask or.what-is/nl");
  const auto english = reply(*home, press("area", "cao/en"));
  EXPECT_EQ(english.language, Language::en);
  EXPECT_EQ(presses_of(english).front(), "ask cao.what-is/en");
}

TEST_F(AtHome, helps_when_a_command_or_mention_holds_nothing) {
  EXPECT_THAT(words(*home, text("", Surface::command)), HasSubstr("Ik beantwoord vragen over"));
  auto mention = message(Surface::channel);
  mention.what = model::Text{share(""), false, true};
  EXPECT_THAT(words(*home, mention), HasSubstr("Zet je vraag achter mijn naam"));
  auto file = message();
  file.what = model::Text{share(""), true, false};
  EXPECT_THAT(words(*home, file), HasSubstr("Bestanden lees ik niet."));
  EXPECT_THAT(words(*home, text("👍")), HasSubstr("Ik zie geen vraag"));
}

TEST_F(AtHome, publishes_a_page_with_search_areas_safety_language_and_privacy) {
  const auto sayings = say(*home, opened(model::Opened::Where::home));
  ASSERT_EQ(sayings.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<model::ToHome>(sayings[0].to));
  const auto& page = sayings[0].reply;
  const auto* search = std::get_if<model::Form>(&page.blocks.front());
  ASSERT_NE(search, nullptr);
  EXPECT_EQ(search->id, "ask");
  EXPECT_EQ(search->fields.front().name, "question");
  EXPECT_THAT(presses_of(page), ElementsAre("area network/nl", "area or/nl", "area cao/nl", "area safespace/nl",
                                            "safe nl", "privacy nl", "help nl"));
  const auto menu = std::find_if(page.blocks.begin(), page.blocks.end(),
                                 [](const auto& block) { return std::holds_alternative<model::Choice>(block); });
  ASSERT_NE(menu, page.blocks.end());
  EXPECT_EQ(std::get<model::Choice>(*menu).chosen, "nl");
}

TEST_F(AtHome, answers_presses_on_its_page_there_with_a_way_back) {
  const auto sayings = say(*home, press("area", "or/nl", Surface::home));
  ASSERT_EQ(sayings.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<model::ToHome>(sayings[0].to));
  EXPECT_EQ(presses_of(sayings[0].reply).back(), "home nl");
  const auto back = say(*home, press("home", "nl", Surface::home));
  EXPECT_TRUE(std::holds_alternative<model::ToHome>(back[0].to));
  EXPECT_THAT(presses_of(back[0].reply), Contains("safe nl"));
}

TEST_F(AtHome, changes_the_page_with_the_language) {
  const auto sayings = say(*home, press("language", "en", Surface::home));
  EXPECT_TRUE(std::holds_alternative<model::ToHome>(sayings[0].to));
  EXPECT_EQ(sayings[0].reply.language, Language::en);
  EXPECT_THAT(presses_of(sayings[0].reply), Contains("area or/en"));
  EXPECT_EQ(kept()->language, Language::en);
}

TEST_F(AtHome, says_hello_once_to_each_person) {
  EXPECT_THAT(words(*home, opened(model::Opened::Where::messages)), HasSubstr("ik ben Wegwijzer"));
  EXPECT_TRUE(kept()->greeted);
  EXPECT_TRUE(say(*home, opened(model::Opened::Where::messages)).empty());  // two openings at once
  view.who.greeted = true;
  EXPECT_TRUE(say(*home, opened(model::Opened::Where::messages)).empty());
}

TEST_F(AtHome, introduces_itself_in_a_channel_it_joins) {
  auto joined = message(Surface::channel);
  joined.what = model::Joined{};
  EXPECT_THAT(words(*home, joined), HasSubstr("Andere berichten lees ik niet."));
}

TEST_F(AtHome, opens_a_dialog_for_the_shortcut) {
  const auto sayings = say(*home, press("ask", "", Surface::home));
  ASSERT_EQ(sayings.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<model::ToDialog>(sayings[0].to));
  const auto& form = std::get<model::Form>(sayings[0].reply.blocks.front());
  EXPECT_EQ(form.id, "ask");
  EXPECT_EQ(form.fields.front().name, "question");
}

TEST_F(AtHome, names_where_to_turn_for_a_safe_conversation) {
  const auto said = reply(*home, press("safe", "nl"));
  EXPECT_EQ(said.privacy, model::Privacy::only_asker);
  EXPECT_THAT(model::plain_text(said),
              testing::AllOf(HasSubstr("vertrouwenspersoon"), HasSubstr("112"), HasSubstr("113")));
  options.safe_route = "de vertrouwenspersoon op de tweede verdieping";
  home = make(shipped(), *vault, options);
  EXPECT_THAT(words(*home, press("safe", "nl")), HasSubstr("tweede verdieping"));
}

TEST_F(AtHome, writes_dialogs_within_what_platforms_show) {
  for (const auto language : {Language::nl, Language::en}) {
    view.who.language = language;
    const auto said = reply(*home, press("ask", ""));
    const auto& form = std::get<model::Form>(said.blocks.front());
    for (const auto& label : {form.title, form.submit, form.close}) EXPECT_LE(label.size(), 24u) << label;
  }
}

TEST_F(AtHome, works_without_entries) {
  home = make(own, *vault, options);
  EXPECT_THAT(words(*home, text("or", Surface::command)), HasSubstr("geen antwoorden"));
  EXPECT_EQ(say(*home, opened(model::Opened::Where::home)).size(), 1u);
}

}  // namespace
}  // namespace wegwijzer::home
