#include <gmock/gmock.h>

#include <chrono>
#include <random>

#include "safe_space/labelled.hpp"

namespace wegwijzer::safe_space {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The concepts that the machine knows by name, and a word of ours.
constexpr const char* kBase =
    "concepts:\n"
    "  not: [niet]\n  pause: [maar]\n  filler: [echt]\n  idiom: [lach me dood]\n  distress: [huilen]\n"
    "  minimising: [haha]\n  question: [wie]\n  speaker: [ik]\n  reporting: [ik hoor dat]\n"
    "  wish: [wil]\n  die: [dood]\n";

Result<Signals> from(const std::string& text) {
  const std::vector<std::pair<std::string, std::string>> files{{"signals.nl.yaml", text}};
  return Signals::from(files);
}

Signals made(const std::string& rules) {
  auto signals = from(std::string(kBase) + rules);
  EXPECT_TRUE(signals) << to_text(signals.error());
  return std::move(*signals);
}

std::string fault(const std::string& text) {
  const auto signals = from(text);
  return signals ? "" : to_text(signals.error());
}

TEST(SignalsFile, names_file_and_line_of_what_is_wrong) {
  EXPECT_THAT(fault("concepts:\n  a: [b\nrules: []\n"), HasSubstr("signals.nl.yaml:"));
  EXPECT_EQ(fault("concepts:\n  x: [y]\nrulse: []\n"), "signals.nl.yaml:3: 'rulse' is no section");
  EXPECT_EQ(fault(std::string(kBase) + "rules:\n  - rule: r\n    kind: sad\n    says: [dood]\n"),
            "signals.nl.yaml:15: 'sad' is no kind");
  EXPECT_EQ(fault(std::string(kBase) + "rules:\n  - rule: r\n    kind: suicide\n    says: [<dead>]\n"),
            "signals.nl.yaml:16: '<dead>' is no word or concept");
  EXPECT_EQ(fault(std::string(kBase) + "rules:\n  - rule: r\n    kind: suicide\n    says: [dood]\n    weeks: 3\n"),
            "signals.nl.yaml:17: 'weeks' is nothing that a rule has");
  EXPECT_EQ(fault(std::string(kBase) + "rules:\n  - rule: r\n    kind: suicide\n"),
            "signals.nl.yaml:14: a rule needs 'rule', 'kind' and 'says'");
  EXPECT_EQ(fault(std::string(kBase) + "rules:\n  - rule: r\n    kind: suicide\n    says: [dood]\n    unless: [fun]\n"),
            "signals.nl.yaml:17: there is no concept 'fun'");
  EXPECT_EQ(fault(std::string(kBase) + "rules:\n  - rule: r\n    kind: suicide\n    says: [dood]\n    window: 99\n"),
            "signals.nl.yaml:17: a window is 2 to 30 words");
  EXPECT_THAT(fault("concepts:\n  not: [niet]\n"), HasSubstr("is missing"));
  EXPECT_THAT(fault("- a list\n"), HasSubstr("signals.nl.yaml:1: a signals file is a map"));
}

TEST(SignalsFile, refuses_what_would_quietly_mean_something_else) {
  const auto rule = [](const std::string& says) {
    return fault(std::string(kBase) + "rules:\n  - {rule: r, kind: suicide, says: [\"" + says + "\"]}\n");
  };
  EXPECT_THAT(rule("& dood"), HasSubstr("nothing stands before '&'"));
  EXPECT_THAT(rule("$"), HasSubstr("nothing stands before '$'"));
  EXPECT_THAT(rule("dood $ wil"), HasSubstr("nothing may follow '$'"));
  EXPECT_THAT(rule("?dood"), HasSubstr("that must be there"));
  EXPECT_THAT(rule("^ ?ik dood"), HasSubstr("cannot follow '^'"));
  EXPECT_THAT(rule("dood ?gaan $"), HasSubstr("cannot stand before '$'"));
  EXPECT_THAT(rule("a b c d e f g h i j k"), HasSubstr("more than ten words"));
  EXPECT_THAT(rule("do*"), HasSubstr("is no word or concept"));
  EXPECT_THAT(fault(std::string(kBase) + "  loop: [<loop> dood]\nrules: []\n"), HasSubstr("made of itself"));
}

TEST(SignalsFile, says_in_which_order_and_how_far_apart_words_may_stand) {
  const auto signals = made(
      "  round: [gaat .. rond]\n"
      "rules:\n"
      "  - {rule: ordered, kind: suicide, says: [ik .. wil .. dood]}\n"
      "  - {rule: together, kind: danger, says: [mes & deur]}\n"
      "  - {rule: alone, kind: accident, says: [^ brand $]}\n"
      "  - {rule: phrase, kind: wants_secret, says: [in_de_put|<round>]}\n");
  const auto cause = [&](std::string_view text) { return signals.recognise(text).cause; };
  EXPECT_EQ(cause("ik wil dood"), Cause::suicide);
  EXPECT_EQ(cause("ik dan misschien wil toch ooit maar dood"), Cause::suicide);
  EXPECT_EQ(cause("dood wil ik"), Cause::nothing);
  EXPECT_EQ(cause("ik een twee drie vier wil dood"), Cause::nothing);
  EXPECT_EQ(cause("ik wil. dood"), Cause::nothing) << "two sentences";
  EXPECT_EQ(cause("de deur en het mes"), Cause::danger);
  EXPECT_EQ(cause("mes een twee drie vier vijf zes zeven acht deur"), Cause::nothing) << "outside the window";
  EXPECT_EQ(cause("brand"), Cause::accident);
  EXPECT_EQ(cause("echt brand"), Cause::accident) << "fillers do not count";
  EXPECT_EQ(cause("brand deze cd"), Cause::nothing);
  EXPECT_EQ(cause("ik zit in de put"), Cause::wants_secret);
  EXPECT_EQ(cause("het gaat al rond"), Cause::wants_secret);
}

TEST(SignalsFile, lets_a_rule_be_denied_switched_off_and_carried_from_before) {
  const auto signals = made(
      "carried: [die]\n"
      "rules:\n"
      "  - {rule: denied, kind: suicide, says: [wil <die>], denied_with: [pause]}\n"
      "  - {rule: stands, kind: danger, deniable: false, says: [bang]}\n"
      "  - {rule: off, kind: accident, says: [rook], unless: [minimising]}\n"
      "  - {rule: later, kind: home_violence, says: [kan <not> meer], deniable: false, before: [die]}\n");
  const auto cause = [&](std::string_view text, Marks before = 0) { return signals.recognise(text, before).cause; };
  EXPECT_EQ(cause("wil dood"), Cause::suicide);
  EXPECT_EQ(cause("niet, ik wil dood"), Cause::suicide) << "another clause";
  EXPECT_EQ(cause("niet wil dood"), Cause::nothing);
  EXPECT_EQ(cause("niet wil dood maar ja"), Cause::suicide);
  EXPECT_EQ(cause("niet bang"), Cause::danger);
  EXPECT_EQ(cause("rook haha"), Cause::nothing);
  EXPECT_EQ(cause("kan niet meer"), Cause::nothing);
  EXPECT_EQ(cause("kan niet meer", signals.recognise("de dood").marks), Cause::home_violence);
  EXPECT_EQ(signals.recognise("lach me dood").marks, 0u) << "an idiom leaves nothing behind";
}

TEST(Explaining, tells_rules_and_concepts_but_none_of_the_words) {
  for (const std::string canary : {"xqzzvk", "Brombeertje", "7Hhj2"})
    for (const auto& one : labelled("signals.jsonl")) {
      std::vector<std::string> reasons;
      (void)shipped_signals().explain(canary + " " + one.text + " " + canary, 0, reasons);
      for (const auto& reason : reasons) EXPECT_THAT(reason, Not(HasSubstr(canary)));
    }
}

TEST(Explaining, gives_the_same_outcome_as_recognising) {
  for (const auto& one : labelled("signals.jsonl")) {
    std::vector<std::string> reasons;
    const auto explained = shipped_signals().explain(one.text, 0, reasons);
    const auto plain = shipped_signals().recognise(one.text);
    EXPECT_EQ(explained.need, plain.need) << one.text;
    EXPECT_EQ(explained.cause, plain.cause) << one.text;
    EXPECT_EQ(explained.marks, plain.marks) << one.text;
  }
}

/// Processor time of one recognition, in milliseconds.
double milliseconds(std::string_view text) {
  const auto start = std::chrono::steady_clock::now();
  (void)shipped_signals().recognise(text);
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

std::string repeated(std::string_view part, std::size_t size) {
  std::string text;
  while (text.size() < size) text += part;
  return text;
}

TEST(Hostile, takes_bounded_time_whatever_is_sent) {
  constexpr std::size_t kLong = 40'000;
  (void)shipped_signals();
  for (const std::string_view part : {"ik wil niet meer leven ", "dood ", "a ", "aaaaaaaaaa", "d.o.o.d. ",
                                      "1k w1l d00d ", "\xF0\x9F\x98\x80", "e\u0301", "iemand wil me niet ", "niet ",
                                      "ik ", "ze pesten me op werk en ", "?!", "'", "\n", "zelfmoordzelfmoord"})
    EXPECT_LT(milliseconds(repeated(part, kLong)), 2'000) << part;
}

TEST(Hostile, reads_any_bytes_at_all) {
  std::mt19937 random(20261125);  // NOLINT(cert-msc32-c): the same bytes each time
  std::string bytes(400, '\0');
  for (int i = 0; i < 2'000; ++i) {
    for (auto& byte : bytes) byte = static_cast<char>(random());
    std::vector<std::string> reasons;
    const auto found = shipped_signals().explain(bytes, random(), reasons);
    EXPECT_LE(static_cast<int>(found.need), 3);
  }
}

}  // namespace
}  // namespace wegwijzer::safe_space
