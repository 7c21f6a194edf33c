#include <gtest/gtest.h>

#include "knowledge/search/dictionary.hpp"
#include "knowledge/search/regression.hpp"
#include "knowledge/search/spelling.hpp"
#include "knowledge/search/stem.hpp"
#include "knowledge/search/words.hpp"

namespace wegwijzer::knowledge {
namespace {

std::string cut(std::string_view text) {
  Words words;
  words.cut(text);
  std::string all;
  for (const auto& word : words.list()) all.append(all.empty() ? "" : "|").append(word.text);
  return all;
}

TEST(Words, are_cut_as_people_mean_them) {
  EXPECT_EQ(cut("Cao's, or-leden & D&I?"), "cao|or|leden|d&i");
  EXPECT_EQ(cut("what's the OR’s rôle"), "what|the|or|role");
  EXPECT_EQ(cut("LHBTI+ zo'n"), "lhbti|zo'n");
  EXPECT_EQ(cut("… ?! "), "");
}

TEST(Words, know_capitals_and_ends_of_sentences) {
  Words words;
  words.cut("Is the OR here? Yes, or not");
  ASSERT_EQ(words.list().size(), 7U);
  EXPECT_TRUE(words.list()[2].capitals);
  EXPECT_FALSE(words.list()[0].capitals);
  EXPECT_TRUE(words.list()[3].sentence_end);
  EXPECT_TRUE(words.list()[4].comma_end);
  EXPECT_FALSE(words.list()[5].capitals);
  words.cut("ALL IN CAPITALS OR NOT");
  EXPECT_FALSE(words.list()[3].capitals);
}

TEST(Dictionary, numbers_texts_from_zero_and_finds_them_again) {
  Dictionary dictionary;
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(dictionary.add("word" + std::to_string(i)), static_cast<std::uint32_t>(i));
  EXPECT_EQ(dictionary.add("word7"), 7U);
  EXPECT_EQ(dictionary.find("word999"), 999U);
  EXPECT_EQ(dictionary.find("word1000"), Dictionary::kNone);
  EXPECT_EQ(dictionary.text(12), "word12");
}

TEST(Stem, follows_snowball_in_both_languages) {
  // From the vocabularies of the Snowball project.
  EXPECT_EQ(stem_of("lichamelijkheden", Language::nl), "licham");
  EXPECT_EQ(stem_of("opglimpen", Language::nl), "opglimp");
  EXPECT_EQ(stem_of("consolingly", Language::en), "consol");
  EXPECT_EQ(stem_of("knightly", Language::en), "knight");
}

TEST(Spelling, counts_slips_and_forgives_what_sounds_alike) {
  EXPECT_EQ(slips_between("netwerk", "netwerk", 2), 0.F);
  EXPECT_FLOAT_EQ(slips_between("netwerk", "netwek", 2), 1.F);
  EXPECT_LT(slips_between("netwrek", "netwerk", 2), 1.F);  // neighbours swapped
  EXPECT_LT(slips_between("arbeit", "arbeid", 2), 1.F);    // d and t
  EXPECT_GT(slips_between("netwerk", "vakbond", 2), 2.F);
}

TEST(Spelling, offers_the_word_in_use_that_lies_nearest) {
  Dictionary words;
  for (const char* word : {"netwerk", "kwaliteit", "vakbond", "selectie", "cao", "stichting"}) words.add(word);
  Spelling spelling;
  spelling.build(words, std::vector<std::uint32_t>(words.size(), 1));
  const auto meant = [&](std::string_view typed) {
    const auto guess = spelling.nearest(words, typed);
    return guess.word == Dictionary::kNone ? std::string("-") : std::string(words.text(guess.word));
  };
  EXPECT_EQ(meant("netwrek"), "netwerk");
  EXPECT_EQ(meant("ntwerk"), "netwerk");
  EXPECT_EQ(meant("kwalitijt"), "kwaliteit");
  EXPECT_EQ(meant("selektie"), "selectie");
  EXPECT_EQ(meant("kao"), "cao");
  EXPECT_EQ(meant("stigting"), "stichting");
  EXPECT_EQ(meant("wasmachine"), "-");
}

TEST(Regression, finds_the_odds_that_made_the_data) {
  // One value, yes in 3 of 4 at 1 and in 1 of 4 at 0: log-odds ln 3 and -ln 3.
  std::vector<Observation> all;
  for (int i = 0; i < 400; ++i) all.push_back({{i % 2 == 0 ? 1.0 : 0.0}, i % 8 < 6 ? i % 2 == 0 : i % 2 == 1, 1});
  const auto found = fitted(all);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0], -1.0986, 0.02);
  EXPECT_NEAR(found[1], 2.1972, 0.03);
}

TEST(Regression, measures_the_area_under_the_curve) {
  EXPECT_DOUBLE_EQ(area_under_curve({{0.1, false}, {0.4, false}, {0.35, true}, {0.8, true}}), 0.75);
  EXPECT_DOUBLE_EQ(area_under_curve({{0.5, false}, {0.5, true}}), 0.5);
}

}  // namespace
}  // namespace wegwijzer::knowledge
