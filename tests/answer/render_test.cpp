#include "answer/render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "a_shelf.hpp"
#include "answer/dates.hpp"
#include "answer/own_texts.hpp"

namespace wegwijzer::answer {
namespace {

using namespace std::chrono_literals;
using model::Buttons;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + 10h;

std::vector<model::Button> buttons_of(const model::Reply& reply) {
  std::vector<model::Button> all;
  for (const auto& block : reply.blocks)
    if (const auto* buttons = std::get_if<Buttons>(&block))
      all.insert(all.end(), buttons->items.begin(), buttons->items.end());
  return all;
}

std::vector<std::string> presses_of(const model::Reply& reply) {
  std::vector<std::string> presses;
  for (const auto& button : buttons_of(reply)) presses.push_back(button.action + " " + button.value);
  return presses;
}

struct Answers : testing::Test {
  Texts texts = own_texts();
  Desk desk(const AShelf& shelf, bool brief = false) const { return {texts, shelf, kNow, brief}; }
};

TEST_F(Answers, begin_with_the_answer_and_tell_source_and_dates) {
  const AShelf shelf({an_entry("or.right.consent")});
  const auto reply = answer_reply(desk(shelf), shelf.all()[0], nullptr);
  EXPECT_THAT(model::plain_text(reply),
              testing::StartsWith("Het antwoord.\n\nBron: Medewerkersnetwerken, §3.1; WOR, artikel 27 "
                                  "(https://wetten.overheid.nl/x), stand: september 2022, bekeken op 1 november 2026"));
}

TEST_F(Answers, speak_english_with_english_entries) {
  const AShelf shelf({an_entry("or.right.consent", Language::en)});
  const auto reply = answer_reply(desk(shelf), shelf.all()[0], nullptr);
  EXPECT_EQ(reply.language, Language::en);
  EXPECT_THAT(model::plain_text(reply), HasSubstr("as of September 2022, reviewed on 1 November 2026"));
  EXPECT_THAT(model::plain_text(reply), HasSubstr("[Is this wrong?]"));
}

TEST_F(Answers, offer_at_most_three_related_questions_that_are_on_the_shelf) {
  auto entry = an_entry("or.a");
  entry.related = {"or.gone", "or.b", "or.c", "or.d", "or.e"};
  auto gone = an_entry("or.gone");
  gone.status = knowledge::Entry::Status::retired;
  const AShelf shelf({entry, gone, an_entry("or.b"), an_entry("or.c"), an_entry("or.d"), an_entry("or.e")});
  const auto reply = answer_reply(desk(shelf), shelf.all()[0], nullptr);
  EXPECT_THAT(presses_of(reply), ElementsAre("ask or.b/nl", "ask or.c/nl", "ask or.d/nl", "feedback or.a/nl"));
  EXPECT_EQ(buttons_of(reply)[0].label, "Titel van or.b");
}

TEST_F(Answers, hold_about_ninety_words_and_the_rest_behind_more) {
  auto entry = an_entry("or.a");
  entry.parts = {paragraph(repeated(60)), paragraph(repeated(30)), paragraph(repeated(30, "rest"))};
  const AShelf shelf({entry});
  const auto reply = answer_reply(desk(shelf), shelf.all()[0], nullptr);
  EXPECT_THAT(model::plain_text(reply), Not(HasSubstr("rest")));
  EXPECT_THAT(presses_of(reply), ElementsAre("more or.a/nl/2", "feedback or.a/nl"));
  const auto more = more_reply(desk(shelf), shelf.all()[0], 2);
  EXPECT_THAT(model::plain_text(more), HasSubstr("Meer over: Titel van or.a"));
  EXPECT_THAT(model::plain_text(more), HasSubstr("rest"));
  EXPECT_THAT(model::plain_text(more), Not(HasSubstr("woord")));
  EXPECT_THAT(model::plain_text(more), HasSubstr("Bron: "));
}

TEST_F(Answers, are_shown_whole_when_few_words_would_remain) {
  auto entry = an_entry("or.a");
  entry.parts = {paragraph(repeated(60)), paragraph(repeated(40))};
  const AShelf shelf({entry});
  EXPECT_THAT(presses_of(answer_reply(desk(shelf), shelf.all()[0], nullptr)), ElementsAre("feedback or.a/nl"));
}

TEST_F(Answers, never_cut_between_a_line_that_leads_in_and_its_list) {
  const std::vector<knowledge::Part> parts{paragraph(repeated(80)), paragraph("Het gaat om:"),
                                           list({repeated(20), repeated(20)})};
  EXPECT_EQ(first_parts(parts, false), 1u);
  const std::vector<knowledge::Part> led{paragraph("Het gaat om:"), list({repeated(60), repeated(60)}),
                                         paragraph(repeated(9))};
  EXPECT_EQ(first_parts(led, false), 2u);
  EXPECT_EQ(first_parts(led, true), 2u);
}

TEST_F(Answers, more_of_an_entry_that_became_shorter_is_all_of_it) {
  const AShelf shelf({an_entry("or.a")});
  EXPECT_THAT(model::plain_text(more_reply(desk(shelf), shelf.all()[0], 4)), HasSubstr("Het antwoord."));
}

TEST_F(Answers, are_brief_in_a_channel) {
  auto entry = an_entry("or.a");
  entry.parts = {paragraph("Kort."), paragraph("Lang verhaal.")};
  entry.related = {"or.b"};
  const AShelf shelf({entry, an_entry("or.b")});
  const auto reply = answer_reply(desk(shelf, true), shelf.all()[0], nullptr);
  EXPECT_THAT(model::plain_text(reply), Not(HasSubstr("Lang verhaal.")));
  EXPECT_THAT(model::plain_text(reply), HasSubstr("Bron: "));
  EXPECT_THAT(presses_of(reply), ElementsAre("more or.a/nl/1", "feedback or.a/nl"));
}

TEST_F(Answers, say_when_the_review_is_overdue) {
  auto entry = an_entry("or.a");
  entry.reviewed = std::chrono::year{2026} / 7 / 5;  // 90 days later: 3 October
  const AShelf shelf({entry});
  EXPECT_THAT(model::plain_text(answer_reply(desk(shelf), shelf.all()[0], nullptr)),
              HasSubstr("Deze tekst moet opnieuw bekeken worden (sinds 3 oktober)."));
  entry.reviewed = std::chrono::year{2025} / 7 / 5;
  const AShelf older({entry});
  EXPECT_THAT(model::plain_text(answer_reply(desk(older), older.all()[0], nullptr)),
              HasSubstr("(sinds 3 oktober 2025)"));
}

TEST_F(Answers, are_not_overdue_on_the_day_itself) {
  auto entry = an_entry("or.a");
  entry.reviewed = std::chrono::year{2026} / 8 / 27;
  const AShelf shelf({entry});
  EXPECT_THAT(model::plain_text(answer_reply(desk(shelf), shelf.all()[0], nullptr)), Not(HasSubstr("opnieuw bekeken")));
}

TEST_F(Answers, name_a_source_once) {
  auto entry = an_entry("or.a");
  entry.sources = {{"WOR", "artikel 27", ""}, {"WOR", "artikel 27", ""}};
  entry.as_of.clear();
  const AShelf shelf({entry});
  EXPECT_THAT(model::plain_text(answer_reply(desk(shelf), shelf.all()[0], nullptr)),
              HasSubstr("Bron: WOR, artikel 27, bekeken op 1 november 2026\n"));
}

TEST_F(Answers, name_a_document_once_with_its_places) {
  auto entry = an_entry("or.a");
  entry.sources = {{"Gids", "§1.1", ""}, {"WOR", "artikel 27", "https://x.nl"}, {"Gids", "§1.2", ""}, {"Gids", "", ""}};
  const AShelf shelf({entry});
  EXPECT_THAT(model::plain_text(answer_reply(desk(shelf), shelf.all()[0], nullptr)),
              HasSubstr("Bron: Gids, §1.1, §1.2; WOR, artikel 27 (https://x.nl), stand"));
}

TEST_F(Answers, to_two_questions_stand_below_each_other) {
  auto first = an_entry("or.a");
  auto second = an_entry("cao.b");
  second.parts = {paragraph("Het andere antwoord.")};
  const AShelf shelf({first, second});
  const auto text = model::plain_text(answer_reply(desk(shelf), shelf.all()[0], &shelf.all()[1]));
  EXPECT_LT(text.find("Het antwoord."), text.find("Het andere antwoord."));
  EXPECT_THAT(text, HasSubstr("Titel van cao.b"));
}

TEST_F(Answers, to_two_questions_in_a_channel_offer_the_second) {
  const AShelf shelf({an_entry("or.a"), an_entry("cao.b")});
  const auto reply = answer_reply(desk(shelf, true), shelf.all()[0], &shelf.all()[1]);
  EXPECT_THAT(model::plain_text(reply), HasSubstr("Je vroeg ook iets anders."));
  EXPECT_THAT(presses_of(reply), ElementsAre("feedback or.a/nl", "ask cao.b/nl"));
}

TEST_F(Answers, cut_a_long_title_on_its_button) {
  auto entry = an_entry("or.a");
  entry.related = {"or.b"};
  auto related = an_entry("or.b");
  related.title = repeated(30);
  const AShelf shelf({entry, related});
  const auto label = buttons_of(answer_reply(desk(shelf), shelf.all()[0], nullptr))[0].label;
  EXPECT_THAT(label, testing::EndsWith("…"));
  EXPECT_LE(label.size(), 75u + 2u);
}

TEST_F(Answers, in_doubt_ask_up_to_three_and_always_none_of_these) {
  const AShelf shelf({an_entry("or.a"), an_entry("or.b"), an_entry("or.c"), an_entry("or.d")});
  std::vector<knowledge::Hit> hits;
  for (const auto& entry : shelf.all()) hits.push_back({&entry, 0.4});
  EXPECT_THAT(presses_of(suggest_reply(desk(shelf), Language::nl, hits, true)),
              ElementsAre("ask or.a/nl", "ask or.b/nl", "ask or.c/nl", "none or.a,or.b,or.c/nl"));
  const auto private_one = suggest_reply(desk(shelf), Language::nl, hits, false);
  EXPECT_EQ(presses_of(private_one).back(), "none /nl");
  EXPECT_THAT(model::plain_text(private_one), HasSubstr("Bedoel je"));
  EXPECT_THAT(model::plain_text(private_one), HasSubstr("[Geen van deze]"));
}

TEST_F(Answers, that_are_not_there_are_said_so_with_whom_to_ask) {
  const AShelf shelf({an_entry("or.a"), an_entry("bot.contact-person")});
  Unknown unknown;
  unknown.nearest = &shelf.all()[0];
  const auto text = model::plain_text(unknown_reply(desk(shelf), Language::nl, unknown));
  EXPECT_THAT(text, testing::StartsWith("Dat weet ik niet. Vraag het aan iemand van de ondernemingsraad (or)."));
  EXPECT_THAT(text, HasSubstr("Daar gaat het team medezeggenschap over."));
  EXPECT_THAT(presses_of(unknown_reply(desk(shelf), Language::nl, unknown)),
              ElementsAre("ask or.a/nl", "ask bot.contact-person/nl", "help nl"));
  EXPECT_THAT(model::plain_text(unknown_reply(desk(shelf), Language::en, {})), HasSubstr("Ask your manager or HR."));
}

TEST(EntryRef, comes_back_as_it_went) {
  for (const EntryRef& ref : {EntryRef{"or.a", Language::en}, EntryRef{"or.a", std::nullopt},
                              EntryRef{"or.a", Language::nl, 3}, EntryRef{"", Language::nl}}) {
    const auto back = entry_ref_from(value_of(ref));
    EXPECT_EQ(back.id, ref.id);
    EXPECT_EQ(back.language, ref.language);
    EXPECT_EQ(back.seen, ref.seen);
  }
  EXPECT_EQ(entry_ref_from("or.a/xx/zz").seen, 0u);
  EXPECT_EQ(entry_ref_from("").id, "");
}

TEST(Dates, read_as_people_write_them) {
  const auto texts = own_texts();
  const auto day = std::chrono::year{2026} / 3 / 9;
  EXPECT_EQ(day_text(texts, Language::nl, day), "9 maart 2026");
  EXPECT_EQ(day_text(texts, Language::en, day), "9 March 2026");
  EXPECT_EQ(month_text(texts, Language::nl, "2022-09"), "september 2022");
  EXPECT_EQ(month_text(texts, Language::en, "2022-09-14"), "September 2022");
  EXPECT_EQ(month_text(texts, Language::nl, "2021"), "2021");
  EXPECT_EQ(month_text(texts, Language::nl, "2021-13"), "2021-13");
}

}  // namespace
}  // namespace wegwijzer::answer
