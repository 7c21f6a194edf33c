#include "base/text.hpp"

#include <gtest/gtest.h>

namespace wegwijzer {
namespace {

using namespace std::string_view_literals;
using namespace std::string_literals;

TEST(RepairedUtf8, leaves_good_text_alone_and_marks_what_is_broken) {
  EXPECT_EQ(repaired_utf8("cao's \xE2\x82\xAC \xF0\x9F\x98\x80"), "cao's \xE2\x82\xAC \xF0\x9F\x98\x80");
  EXPECT_EQ(repaired_utf8("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(repaired_utf8("a\0z"sv), "a\xEF\xBF\xBDz");
  EXPECT_EQ(repaired_utf8(""), "");
}

TEST(RepairedUtf8, never_lets_an_overlong_or_surrogate_form_through) {
  for (const auto* broken : {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"})
    EXPECT_EQ(repaired_utf8(broken).find(broken), std::string::npos);
}

TEST(Folded, makes_one_of_all_ways_to_write_the_same) {
  EXPECT_EQ(folded("  CAO\t\n Afspraken "), "cao afspraken");
  EXPECT_EQ(folded("cao\xE2\x80\x99s"), "cao's");
  EXPECT_EQ(folded("\xE2\x80\x9Cor\xE2\x80\x9D"), "\"or\"");
  EXPECT_EQ(folded("D\xE2\x80\x93I"), "d-i");
  EXPECT_EQ(folded("\xEF\xBC\xA3\xEF\xBC\xA1\xEF\xBC\xAF"), "cao");  // full width, NFKC
  EXPECT_EQ(folded("STRA\xC3\x9F"
                   "E"),
            "strasse");  // full case folding
  EXPECT_EQ(folded("e\xCC\x81"
                   "en"),
            "\xC3\xA9"
            "en");  // composed
}

TEST(Folded, takes_out_what_nobody_sees) {
  EXPECT_EQ(folded("zelf\xE2\x80\x8Bmoord"), "zelfmoord");  // zero width space
  EXPECT_EQ(folded("\xE2\x80\xAE"
                   "abc\xE2\x80\xAC"),
            "abc");                                // bidi override
  EXPECT_EQ(folded("a\xC2\xA0\xC2\xA0z"), "a z");  // no-break spaces
}

TEST(Folded, gives_the_same_for_ascii_and_for_text_with_other_letters_in_it) {
  EXPECT_EQ(folded("Wat Is EEN or?") + " \xC3\xA9", folded("Wat Is EEN or? \xC3\x89"));
}

TEST(FoldedWithoutAccents, removes_accents_of_letters_written_in_both_ways) {
  EXPECT_EQ(folded_without_accents("Enqu\xC3\xAAte"), "enquete");
  EXPECT_EQ(folded_without_accents("geI\xCC\x88nd"), "geind");
}

TEST(Folded, of_what_was_folded_is_the_same) {
  for (const auto text : {"Caf\xC3\xA9 \xE2\x80\x94 \xE2\x80\x98x\xE2\x80\x99"sv, "\xEF\xAC\x81n\xC2\xB2"sv, "a\xFF"sv})
    EXPECT_EQ(folded(folded(text)), folded(text));
}

TEST(Utf16, counts_an_emoji_as_two_and_cuts_between_characters) {
  EXPECT_EQ(utf16_length("a\xC3\xA9\xE2\x82\xAC"), 3U);
  EXPECT_EQ(utf16_length("\xF0\x9F\x98\x80"), 2U);
  EXPECT_EQ(utf16_prefix("abc", 2), "ab");
  EXPECT_EQ(utf16_prefix("abc", 3), "abc");
  EXPECT_EQ(utf16_prefix("a\xF0\x9F\x98\x80", 2), "a");
  EXPECT_EQ(utf16_prefix("\xC3\xA9\xC3\xA9", 1), "\xC3\xA9");
}

TEST(Utf16, does_not_cut_a_family_in_two) {
  const auto family = "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"s;  // woman, joiner, girl: 5 units
  EXPECT_EQ(utf16_length(family), 5U);
  EXPECT_EQ(utf16_prefix("ab" + family, 4), "ab");
  EXPECT_EQ(utf16_prefix("ab" + family, 7), "ab" + family);
}

TEST(Trimmed, takes_blanks_off_both_ends) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \n"), "");
}

}  // namespace
}  // namespace wegwijzer
