#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "a_shelf.hpp"
#include "answer/answer.hpp"
#include "answer/question_store.hpp"
#include "answer/render.hpp"
#include "fakes/room_house.hpp"

namespace wegwijzer::answer {
namespace {

using namespace std::chrono_literals;
using fakes::buttons_of;
using fakes::presses_of;
using handler::Claim;
using model::Surface;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

struct Asking : fakes::RoomHouse {
  std::vector<Gap> kept_gaps() {
    std::vector<Gap> found;
    read([&](store::Read& r) { found = gaps(r, 100).value(); });
    return found;
  }
  /// Rows of `feedback` as "entry language words".
  std::vector<std::string> kept_feedback() {
    std::vector<std::string> found;
    read([&](store::Read& r) {
      const auto rows = r.all("SELECT id, entry, language, words FROM feedback").value();
      for (const auto& row : rows) {
        std::string words;
        if (!row.null(3))
          words = " " + std::string(reveal(vault->open({"feedback", "words", row.text(0)}, row.text(3)).value()));
        found.push_back(row.text(1) + " " + row.text(2) + words);
      }
    });
    return found;
  }
  std::string intent(const model::Reply& reply) { return reply.findings ? reply.findings->intent : "none"; }
  /// Five entries in both languages; the first has three parts, one is withdrawn.
  static std::shared_ptr<const knowledge::Shelf> entries() {
    std::vector<knowledge::Entry> all;
    for (const auto language : {Language::nl, Language::en}) {
      for (const auto* id : {"or.a", "or.b", "or.c", "cao.d"}) all.push_back(an_entry(id, language));
      auto& first = all[all.size() - 4];
      first.related = {"or.b", "or.c"};
      first.parts = {paragraph("Dit is de kern."), paragraph("Dit is meer."), paragraph(repeated(110, "rest"))};
      auto old = an_entry("or.old", language);
      old.status = knowledge::Entry::Status::retired;
      all.push_back(old);
    }
    return std::make_shared<const AShelf>(std::move(all));
  }
  Asking() {
    own.use(entries());
    restart();
  }
  void restart() { answers = make(own, *vault, options); }

  Options options;
  std::unique_ptr<handler::Handler> answers;
};

/// With the entries that are shipped.
struct Shipped : Asking {
  Shipped() { restart_shipped(); }
  void restart_shipped() { answers = make(shipped(), *vault, options); }
};

constexpr std::string_view kUnknown = "hoe laat vertrekt de laatste trein vanavond";
constexpr std::string_view kDoubtful = "gaat het om or.a of or.b";

TEST_F(Asking, claims_questions_presses_and_dialogs_and_nothing_of_the_house) {
  EXPECT_EQ(answers->claim(text("wat is de or"), view), Claim::mine);
  EXPECT_EQ(answers->claim(press("follow", "x"), view), Claim::mine);
  auto due = message();
  due.what = model::Due{};
  EXPECT_EQ(answers->claim(due, view), Claim::no);
  due.what = model::Left{};
  EXPECT_EQ(answers->claim(due, view), Claim::no);
}

TEST_F(Asking, gives_the_answer_first_with_source_and_dates) {
  const auto said = reply(*answers, text("vertel over or.a"));
  EXPECT_THAT(model::plain_text(said), StartsWith("Dit is de kern.\n\nDit is meer.\n\nBron: "));
  EXPECT_THAT(model::plain_text(said), HasSubstr("stand: september 2022, bekeken op 1 november 2026"));
  EXPECT_THAT(presses_of(said), ElementsAre("ask or.b/nl", "ask or.c/nl", "more or.a/nl/2", "feedback or.a/nl"));
}

TEST_F(Asking, tells_what_was_found_to_who_wants_to_see_it) {
  const auto said = reply(*answers, text("vertel over or.a"));
  ASSERT_EQ(intent(said), "answer");
  EXPECT_EQ(said.findings->results.front().id, "or.a");
  EXPECT_THAT(said.findings->results.front().text, HasSubstr("Dit is meer."));
  EXPECT_EQ(said.findings->results.front().sources.front().section, "§3.1");
  EXPECT_THAT(said.findings->reasons, ElementsAre("its id"));
  EXPECT_EQ(intent(reply(*answers, text(kDoubtful))), "suggest");
}

TEST_F(Asking, answers_two_questions_of_one_message) {
  const auto said = reply(*answers, text("wat is or.a en wat is cao.d"));
  EXPECT_THAT(model::plain_text(said), testing::AllOf(HasSubstr("Dit is de kern."), HasSubstr("Titel van cao.d")));
  EXPECT_THAT(presses_of(reply(*answers, text("wat is or.a en wat is cao.d", Surface::channel))),
              Contains("ask cao.d/nl"));
}

TEST_F(Asking, follows_the_wish_of_the_request_over_the_words) {
  auto wished = text("vertel over or.a");
  wished.wish = Language::en;
  EXPECT_EQ(reply(*answers, wished).language, Language::en);
}

TEST_F(Asking, shows_why_only_to_who_wants_to_see_it) {
  auto quiet = text("vertel over or.a");
  quiet.source.wants_findings = false;
  EXPECT_EQ(reply(*answers, quiet).findings, nullptr);
}

TEST_F(Asking, a_press_means_what_typing_it_means) {
  for (const auto& button : buttons_of(reply(*answers, text("vertel over or.a")))) {
    if (button.action != "ask") continue;
    const auto typed = words(*answers, text(button.label));
    EXPECT_EQ(words(*answers, press("ask", button.value)), typed) << button.label;
  }
}

TEST_F(Asking, a_press_works_a_week_later_and_after_a_restart) {
  const auto before = words(*answers, press("ask", "or.a/en"));
  restart();
  view.at += 24h * 7;
  EXPECT_EQ(words(*answers, press("ask", "or.a/en")), before);
  EXPECT_THAT(before, HasSubstr("reviewed on"));
}

TEST_F(Asking, a_press_keeps_the_language_of_its_message) {
  view.who.language = Language::nl;
  EXPECT_EQ(reply(*answers, press("ask", "or.a/en")).language, Language::en);
  EXPECT_EQ(reply(*answers, press("ask", "or.a")).language, Language::nl);
}

TEST_F(Asking, says_when_an_answer_was_withdrawn) {
  for (const auto* action : {"ask", "more", "feedback"})
    EXPECT_THAT(words(*answers, press(action, "or.old/nl")), StartsWith("Dit antwoord is ingetrokken.")) << action;
  EXPECT_THAT(kept_feedback(), SizeIs(0));
}

TEST_F(Asking, answers_unknown_and_old_buttons_kindly) {
  for (const auto* action : {"follow", "ask", "approve"})
    EXPECT_THAT(words(*answers, press(action, "or.never-was/nl")), StartsWith("Deze knop is niet meer geldig."))
        << action;
  EXPECT_THAT(words(*answers, press("follow", "")), StartsWith("Deze knop is niet meer geldig."));
  EXPECT_TRUE(say(*answers, press("", "")).empty());
  auto form = message();
  form.what = model::Submission{"old", "", "", {}};
  EXPECT_THAT(words(*answers, form), StartsWith("Dit formulier is niet meer geldig."));
}

TEST_F(Asking, says_honestly_what_it_does_not_know_and_whom_to_ask) {
  const auto said = reply(*answers, text(kUnknown));
  EXPECT_EQ(intent(said), "unknown");
  EXPECT_TRUE(said.findings->results.empty());
  EXPECT_THAT(model::plain_text(said), testing::AllOf(StartsWith("Dat weet ik niet."), HasSubstr("Vraag het aan")));
}

TEST_F(Asking, keeps_a_question_without_an_answer_scrubbed_and_by_day) {
  say(*answers, text("hoe laat vertrekt de trein van Fatima naar 06-12345678"));
  ASSERT_THAT(kept_gaps(), SizeIs(1));
  const auto gap = kept_gaps().front();
  EXPECT_EQ(gap.words, "hoe laat vertrekt de trein van [name] naar [number]");
  EXPECT_EQ(gap.language, Language::nl);
  EXPECT_EQ(gap.day, std::chrono::sys_days{std::chrono::year{2026} / 11 / 25});
}

TEST_F(Asking, keeps_no_question_when_the_deployer_says_so) {
  options.question_log = false;
  restart();
  EXPECT_THAT(words(*answers, text(kUnknown)), Not(HasSubstr("lijst")));
  say(*answers, press("none", "or.b/nl"));
  EXPECT_THAT(kept_gaps(), SizeIs(0));
}

TEST_F(Asking, keeps_nothing_of_a_message_that_another_handler_takes_part_in) {
  view.with_another = true;
  say(*answers, text(kUnknown));
  EXPECT_THAT(kept_gaps(), SizeIs(0));
  const auto said = reply(*answers, text(kDoubtful));
  view.with_another = false;
  say(*answers, press("none", buttons_of(said).back().value));
  EXPECT_THAT(kept_gaps(), SizeIs(0));
}

TEST_F(Asking, keeps_nothing_where_people_only_try_things) {
  const auto tried = [](model::Message message) {
    message.source.keeps_nothing = true;
    return message;
  };
  say(*answers, tried(text(kUnknown)));
  const auto said = reply(*answers, tried(text(kDoubtful)));
  say(*answers, tried(press("none", buttons_of(said).back().value)));
  EXPECT_THAT(kept_gaps(), SizeIs(0));
  const auto sayings = say(*answers, tried(press("feedback", "or.a/nl")));
  const auto& form = std::get<model::Form>(sayings.at(0).reply.blocks.front());
  auto sent = tried(message(Surface::form));
  sent.what = model::Submission{form.id, form.handle, "V1", {{"words", share("dit geldt niet meer")}}};
  EXPECT_THAT(words(*answers, sent), StartsWith("Dank je."));
  EXPECT_THAT(kept_feedback(), SizeIs(0));
}

TEST_F(Asking, keeps_answered_questions_nowhere) {
  say(*answers, text("vertel over or.a"));
  EXPECT_THAT(kept_gaps(), SizeIs(0));
}

TEST_F(Asking, forgets_gaps_and_feedback_after_their_time) {
  say(*answers, text(kUnknown));
  say(*answers, press("feedback", "or.a/nl"));
  view.at += 24h * 90;
  const auto forget = [&] { return db->write(view.at, [&](store::Tx& tx) { return answers->forget_old(tx); }); };
  ASSERT_TRUE(forget());
  EXPECT_THAT(kept_gaps(), SizeIs(1));
  view.at += 24h;
  ASSERT_TRUE(forget());
  EXPECT_THAT(kept_gaps(), SizeIs(0));
  EXPECT_THAT(kept_feedback(), SizeIs(0));
}

TEST_F(Asking, in_doubt_offers_up_to_three_and_none_of_these) {
  const auto presses = presses_of(reply(*answers, text(kDoubtful)));
  EXPECT_GE(presses.size(), 2u);
  EXPECT_LE(presses.size(), 4u);
  EXPECT_THAT(presses.back(), StartsWith("none "));
}

TEST_F(Asking, none_of_these_goes_to_the_curators_with_the_words) {
  const auto said = reply(*answers, text(kDoubtful));
  EXPECT_THAT(kept_gaps(), SizeIs(0));
  EXPECT_THAT(words(*answers, press("none", buttons_of(said).back().value)), StartsWith("Dan weet ik het niet."));
  ASSERT_THAT(kept_gaps(), SizeIs(1));
  EXPECT_EQ(kept_gaps().front().words, kDoubtful);
  EXPECT_FALSE(kept_gaps().front().offered.empty());
}

TEST_F(Asking, none_of_these_counts_after_a_restart_without_the_words) {
  const auto said = reply(*answers, text(kDoubtful));
  restart();
  say(*answers, press("none", buttons_of(said).back().value));
  ASSERT_THAT(kept_gaps(), SizeIs(1));
  EXPECT_EQ(kept_gaps().front().words, "");
  EXPECT_FALSE(kept_gaps().front().offered.empty());
}

TEST_F(Asking, none_of_these_never_takes_the_words_of_another_person) {
  const auto said = reply(*answers, text(kDoubtful));
  auto other = press("none", buttons_of(said).back().value);
  other.from.account = "U2";
  say(*answers, other);
  ASSERT_THAT(kept_gaps(), SizeIs(1));
  EXPECT_EQ(kept_gaps().front().words, "");
}

TEST_F(Asking, feedback_takes_one_press_and_words_only_if_wanted) {
  const auto sayings = say(*answers, press("feedback", "or.a/nl"));
  EXPECT_THAT(kept_feedback(), ElementsAre("or.a nl"));
  ASSERT_EQ(sayings.size(), 1u);
  ASSERT_TRUE(std::holds_alternative<model::ToDialog>(sayings[0].to));
  const auto& form = std::get<model::Form>(sayings[0].reply.blocks.front());
  EXPECT_FALSE(form.fields.front().required);
  auto sent = message(Surface::form);
  sent.what = model::Submission{form.id, form.handle, "V1", {{"words", share("dit geldt niet meer, zegt Fatima")}}};
  EXPECT_THAT(words(*answers, sent), StartsWith("Dank je."));
  EXPECT_THAT(kept_feedback(), ElementsAre("or.a nl dit geldt niet meer, zegt [name]"));
  EXPECT_THAT(words(*answers, sent), StartsWith("Dit formulier is niet meer geldig."));
}

TEST_F(Asking, feedback_without_words_or_with_a_broken_handle_is_answered_kindly) {
  auto sent = message(Surface::form);
  sent.what = model::Submission{"feedback", std::string(32, 'a') + "/nl", "V1", {{"words", share("")}}};
  EXPECT_THAT(words(*answers, sent), StartsWith("Dank je."));
  sent.what = model::Submission{"feedback", "zz", "V1", {{"words", share("iets")}}};
  EXPECT_THAT(words(*answers, sent), StartsWith("Dit formulier is niet meer geldig."));
}

TEST_F(Asking, feedback_words_are_sealed_in_the_database) {
  const auto sayings = say(*answers, press("feedback", "or.a/nl"));
  const auto& form = std::get<model::Form>(sayings[0].reply.blocks.front());
  auto sent = message(Surface::form);
  sent.what = model::Submission{form.id, form.handle, "V1", {{"words", share("verzegelde woorden")}}};
  say(*answers, sent);
  read([](store::Read& r) {
    EXPECT_THAT(r.one("SELECT words FROM feedback").value()->text(0), Not(HasSubstr("verzegelde")));
  });
}

TEST_F(Asking, the_question_dialog_answers_as_typing_does) {
  auto sent = message(Surface::form);
  sent.what = model::Submission{"ask", "nl", "V1", {{"question", share("vertel over or.a")}}};
  EXPECT_EQ(words(*answers, sent), words(*answers, text("vertel over or.a")));
  EXPECT_TRUE(std::holds_alternative<model::ToDialog>(say(*answers, sent).front().to));
  EXPECT_TRUE(say(*answers, press("more", "or.a/nl/2", Surface::form)).front().replace);
  sent.what = model::Submission{"ask", "nl", "V1", {}};
  EXPECT_THAT(words(*answers, sent), StartsWith("Ik zie geen vraag."));
}

TEST_F(Asking, the_home_page_shows_the_answer_with_a_way_back) {
  auto sent = message(Surface::home);
  sent.what = model::Submission{"ask", "nl", "V1", {{"question", share("vertel over or.a")}}};
  const auto sayings = say(*answers, sent);
  ASSERT_EQ(sayings.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<model::ToHome>(sayings[0].to));
  EXPECT_THAT(presses_of(sayings[0].reply).back(), StartsWith("home"));
}

TEST_F(Asking, more_shows_the_rest_of_an_answer) {
  const auto rest = words(*answers, press("more", "or.a/nl/2"));
  EXPECT_THAT(rest,
              testing::AllOf(StartsWith("Meer over: Titel van or.a"), HasSubstr("rest rest"), HasSubstr("Bron: ")));
  EXPECT_THAT(rest, Not(HasSubstr("Dit is meer.")));
}

TEST_F(Asking, is_brief_in_a_channel) {
  const auto said = reply(*answers, text("vertel over or.a", Surface::channel));
  EXPECT_THAT(model::plain_text(said), Not(HasSubstr("Dit is meer.")));
  EXPECT_THAT(presses_of(said), ElementsAre("more or.a/nl/1", "feedback or.a/nl"));
}

TEST_F(Asking, understands_a_following_question_by_the_one_before) {
  say(*answers, text("vertel over or.a"));
  EXPECT_EQ(intent(reply(*answers, text("en hoe dan"))), "answer");
  say(*answers, press("ask", "or.b/nl"));
  EXPECT_EQ(reply(*answers, text("en hoe dan")).findings->results.front().id, "or.b");
}

TEST_F(Asking, has_forgotten_the_question_before_after_half_an_hour_or_a_deletion) {
  say(*answers, text("vertel over or.a"));
  view.at += 31min;
  EXPECT_EQ(intent(reply(*answers, text("en hoe dan"))), "unknown");
  say(*answers, text("vertel over or.a"));
  auto deleted = message();
  deleted.what = model::Deleted{"m1"};
  EXPECT_TRUE(say(*answers, deleted).empty());
  EXPECT_EQ(intent(reply(*answers, text("en hoe dan"))), "unknown");
}

TEST_F(Asking, says_that_files_are_not_read) {
  auto file = message();
  file.what = model::Text{share("vertel over or.a"), true, false};
  EXPECT_THAT(words(*answers, file),
              testing::AllOf(StartsWith("Dit is de kern."), HasSubstr("Bestanden lees ik niet")));
}

TEST_F(Asking, offers_titles_to_who_is_typing) {
  auto query = message();
  query.what = model::Query{"ask", share("or.a of or.b")};
  const auto said = reply(*answers, query);
  const auto& choice = std::get<model::Choice>(said.blocks.front());
  EXPECT_LE(choice.options.size(), 100u);
  EXPECT_FALSE(choice.options.empty());
}

TEST_F(Asking, answers_anything_politely) {
  std::string emoji, arabic;
  for (int i = 0; i < 500; ++i) emoji += "😀";
  const std::array<std::string, 9> anything{"",
                                            "   ",
                                            emoji,
                                            std::string(10'000, 'a'),
                                            std::string("\0\0\0", 3),
                                            "\xff\xfe\xfa broken \xc3",
                                            "ما هو مجلس العمال؟",
                                            std::string("wat is\0 de or", 13),
                                            "'; DROP TABLE gap; --"};
  for (const auto& words_of : anything) {
    const auto said = words(*answers, text(words_of));
    EXPECT_FALSE(said.empty());
    EXPECT_EQ(said.find("!"), std::string::npos);
  }
  auto nothing = message();
  nothing.what = model::Text{nullptr, false, true};
  EXPECT_FALSE(words(*answers, nothing).empty());
}

TEST_F(Asking, says_so_when_no_entries_are_loaded) {
  own.use(nullptr);
  EXPECT_THAT(words(*answers, text("vertel over or.a")), StartsWith("Ik kan nu even geen antwoorden vinden."));
}

TEST_F(Shipped, the_right_of_consent_is_answered_in_both_languages) {
  const auto dutch = reply(*answers, text("Wat is instemmingsrecht?"));
  ASSERT_EQ(intent(dutch), "answer");
  EXPECT_EQ(dutch.findings->results.front().id, "or.right.consent");
  EXPECT_THAT(model::plain_text(dutch), testing::AllOf(HasSubstr("Bron: "), HasSubstr("bekeken op ")));
  const auto english = reply(*answers, text("What is the right of consent of the works council?"));
  EXPECT_EQ(english.language, Language::en);
  EXPECT_THAT(model::plain_text(english), testing::AllOf(HasSubstr("reviewed on "), Not(HasSubstr("Bron"))));
}

TEST_F(Shipped, every_related_button_means_what_typing_its_words_means) {
  const auto first = reply(*answers, text("Wat is instemmingsrecht?"));
  for (const auto& button : buttons_of(first)) {
    if (button.action != "ask") continue;
    const auto pressed = words(*answers, press("ask", button.value));
    restart_shipped();
    EXPECT_EQ(pressed, words(*answers, text(button.label))) << button.label;
  }
}

TEST_F(Shipped, answers_any_bytes_politely) {
  std::string emoji;
  for (int i = 0; i < 2'500; ++i) emoji += "😀";
  for (const auto& anything :
       {emoji, std::string(10'000, 'a'), std::string("\0\0\0", 3), std::string("\xff\xfe broken \xc3"),
        std::string("ما هو مجلس العمال؟"), std::string("wat is\0 de or", 13)})
    EXPECT_FALSE(words(*answers, text(anything)).empty());
}

TEST_F(Shipped, no_first_message_is_a_wall_of_text) {
  for (const auto& entry : shipped().shelf()->all()) {
    std::size_t words = 0;
    for (std::size_t i = 0, first = first_parts(entry.parts, false); i < first; ++i) words += words_in(entry.parts[i]);
    EXPECT_LE(words, 115u) << entry.file;
  }
}

}  // namespace
}  // namespace wegwijzer::answer
