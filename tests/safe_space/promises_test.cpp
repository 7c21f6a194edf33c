#include <gmock/gmock.h>

#include <cctype>

#include "safe_space/labelled.hpp"

namespace wegwijzer::safe_space {
namespace {

Recognition read(std::string_view text, Marks before = 0) {
  return shipped_signals().recognise(text, before);
}
Need need(std::string_view text, Marks before = 0) {
  return read(text, before).need;
}

TEST(Recognising, tells_the_twelve_examples_apart) {
  EXPECT_EQ(need("kan ik ergens terecht waar mijn baas niets van hoort?"), Need::safespace);
  EXPECT_EQ(need("I'd like to talk to someone who won't report it"), Need::safespace);
  EXPECT_EQ(need("ze doen mijn accent na bij elk overleg, ik word er ziek van"), Need::safespace);
  EXPECT_EQ(need("ik zie geen reden meer om te leven"), Need::crisis);
  EXPECT_EQ(need("I can't keep myself safe tonight"), Need::crisis);
  const auto farewell = read("mijn collega appte afscheid en neemt niet meer op");
  EXPECT_EQ(farewell.need, Need::crisis);
  EXPECT_TRUE(farewell.bystander);
  EXPECT_EQ(need("wie zijn onze safe space contactpersonen?"), Need::info);
  EXPECT_EQ(need("what is the difference between safe space and a confidential adviser?"), Need::info);
  EXPECT_EQ(need("hoeveel aanvragen waren er vorig jaar?"), Need::info);
  EXPECT_EQ(need("deze deadline wordt mijn dood haha"), Need::none);
  EXPECT_EQ(need("how do I kill a hanging job on the server"), Need::none);
  EXPECT_EQ(need("is the thread-safe wrapper merged yet?"), Need::none);
}

TEST(Recognising, keeps_the_card_when_it_is_minimised) {
  for (const auto* text :
       {"haha ik wil echt dood", "ik wil dood, grapje", "laat maar, ik wil niet meer leven", "lol i want to die",
        "never mind, i want to kill myself", "just kidding, i want to be dead"}) {
    const auto found = read(text);
    EXPECT_EQ(found.need, Need::crisis) << text;
    EXPECT_TRUE(found.minimised) << text;
  }
  EXPECT_FALSE(read("ik wil niet meer leven").minimised);
}

TEST(Recognising, takes_a_denied_wish_seriously_only_beside_exhaustion_or_a_but) {
  EXPECT_EQ(need("ik wil niet dood maar ik kan niet meer"), Need::crisis);
  EXPECT_EQ(need("ik wil niet dood, ik ben gewoon zo uitgeput"), Need::crisis);
  EXPECT_EQ(need("I don't want to die but I can't go on"), Need::crisis);
  EXPECT_NE(need("ik wil niet dood"), Need::crisis);
  EXPECT_NE(need("I don't want to die"), Need::crisis);
}

TEST(Recognising, lets_idiom_win_only_where_nothing_else_is_wrong) {
  EXPECT_EQ(need("ik lach me dood om die mail"), Need::none);
  EXPECT_EQ(need("ik lach me dood, zei ik, maar ik zit te huilen want ik wil dood"), Need::crisis);
  EXPECT_EQ(need("this build is killing me"), Need::none);
  EXPECT_EQ(need("this build is killing me and honestly I want to die"), Need::crisis);
  EXPECT_EQ(need("gisteren die film over moord gezien"), Need::none);
}

TEST(Recognising, reads_the_same_words_in_the_light_of_the_turns_before) {
  const auto light = read("deze deadline wordt mijn dood haha");
  EXPECT_NE(need("ik kan niet meer", light.marks), Need::crisis);
  const auto dark = read("sinds ze dood is zie ik het leven niet meer zitten");
  EXPECT_EQ(need("ik kan niet meer", dark.marks), Need::crisis);
  EXPECT_NE(need("ik kan niet meer"), Need::crisis);
  const auto gone = read("everyone would be better off without me");
  EXPECT_EQ(need("i give up", gone.marks), Need::crisis);
  EXPECT_NE(need("i give up"), Need::crisis);
}

TEST(Recognising, hears_about_somebody_else_as_a_bystander) {
  const auto dies = read("mijn collega wil niet meer leven");
  EXPECT_EQ(dies.need, Need::crisis);
  EXPECT_TRUE(dies.bystander);
  const auto bullied = read("my teammate is being bullied");
  EXPECT_EQ(bullied.need, Need::safespace);
  EXPECT_TRUE(bullied.bystander);
  EXPECT_FALSE(read("ik word gepest").bystander);
}

TEST(Recognising, takes_a_quoted_threat_for_danger) {
  EXPECT_EQ(read("mijn ex appte: ik maak je af").cause, Cause::danger);
  EXPECT_EQ(need("he texted me that he is going to kill me"), Need::crisis);
}

TEST(Recognising, answers_research_policy_and_training_unless_the_person_is_in_it) {
  for (const auto* text :
       {"ik schrijf een scriptie over pesten", "is er beleid over zelfdoding?", "wij geven een training over suïcide",
        "where is the policy on sexual harassment", "I write a thesis about discrimination at work"})
    EXPECT_EQ(need(text), Need::info) << text;
  EXPECT_EQ(need("na de training over pesten merkte ik: ik word gepest"), Need::safespace);
  EXPECT_EQ(need("ik schrijf een artikel maar eigenlijk wil ik niet meer leven"), Need::crisis);
}

TEST(Recognising, offers_beside_the_answer_where_both_may_be_meant) {
  const auto found = read("wat is een vertrouwenspersoon? ik word namelijk gepest");
  EXPECT_EQ(found.need, Need::safespace);
  EXPECT_TRUE(found.also_answer);
  EXPECT_TRUE(read("vertrouwenspersoon").also_answer);
}

TEST(Recognising, answers_a_question_for_the_crisis_line_with_the_card) {
  for (const auto* text : {"wat is het nummer van 113", "nummer van de zelfmoordlijn", "suicide hotline number please"})
    EXPECT_EQ(need(text), Need::crisis) << text;
}

TEST(Recognising, knows_who_asks_who_made_a_request) {
  for (const auto* text : {"wie heeft gisteren een gesprek aangevraagd?", "wie van mijn team heeft een melding gedaan",
                           "who made a request last week?", "who reported me"}) {
    const auto found = read(text);
    EXPECT_EQ(found.need, Need::info) << text;
    EXPECT_EQ(found.cause, Cause::asks_who) << text;
  }
  EXPECT_EQ(read("kan iemand zien wie er een gesprek heeft aangevraagd").cause, Cause::information);
}

TEST(Recognising, knows_the_strongest_words_of_other_languages) {
  for (const auto* text :
       {"ich will nicht mehr leben", "Ich möchte sterben", "je veux mourir", "j'ai envie de me suicider",
        "ya no quiero vivir", "quiero morir", "nie chcę żyć", "chcę umrzeć", "ölmek istiyorum",
        "artık yaşamak istemiyorum", "أريد أن أموت", "хочу померти", "не хочу жити"}) {
    const auto found = read(text);
    EXPECT_EQ(found.need, Need::crisis) << text;
    EXPECT_EQ(found.cause, Cause::other_language) << text;
  }
  for (const auto* text :
       {"guten Morgen", "merci beaucoup", "buenos dias", "dzień dobry", "teşekkürler", "شكرا", "дякую"})
    EXPECT_EQ(need(text), Need::none) << text;
}

TEST(Recognising, is_not_led_astray_by_how_letters_are_written) {
  for (const auto* text :
       {"IK WIL DOOD", "ik w\u00EDl d\u00F3\u00F3d", "ik\u00A0wil\u2003dood", "ik wil d\u200Bo\u200Bo\u200Bd",
        "i k w i l d o o d", "i.k w.i.l d.o.o.d", "1k w1l d00d", "ik wil doooooood", "ik wil... dood",
        "\xEF\xBD\x89\xEF\xBD\x8B wil dood", "ik_wil_dood", "*ik wil dood*", "kwil dood", "ik wil dood😔😔"})
    EXPECT_EQ(need(text), Need::crisis) << text;
  for (const auto* text :
       {"zelfmord", "zelfmoort", "zelf moord plegen", "ik heb suicidale gedachten", "suicde thoughts"})
    EXPECT_EQ(need(text), Need::crisis) << text;
  EXPECT_EQ(need("ik word gepset"), need("ik word gepest"));
}

TEST(Recognising, tells_the_language_by_the_small_words) {
  EXPECT_EQ(read("ik word gepest op mijn werk").language, Language::nl);
  EXPECT_EQ(read("I am being bullied at work").language, Language::en);
  EXPECT_EQ(read("ok").language, std::nullopt);
}

TEST(Recognising, names_a_cause_that_brings_the_right_help) {
  EXPECT_EQ(read("ik wil niet meer leven").cause, Cause::suicide);
  EXPECT_EQ(read("mijn man slaat me").cause, Cause::home_violence);
  EXPECT_EQ(read("ik ben gisteren verkracht").cause, Cause::sexual_violence);
  EXPECT_EQ(read("er loopt iemand met een mes op kantoor").cause, Cause::danger);
  EXPECT_EQ(read("ik ga mijn baas neersteken").cause, Cause::harm_others);
  EXPECT_EQ(read("mijn collega heeft een hartaanval").cause, Cause::accident);
  EXPECT_EQ(read("my husband hits me").cause, Cause::home_violence);
  EXPECT_EQ(read("there's a fire in the kitchen").cause, Cause::accident);
}

}  // namespace
}  // namespace wegwijzer::safe_space
