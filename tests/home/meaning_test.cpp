#include "home/meaning.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wegwijzer::home {
namespace {

using Kind = Meaning::Kind;

Kind in_chat(std::string_view words) {
  return meaning_of(words, false).kind;
}
Kind as_command(std::string_view words) {
  return meaning_of(words, true).kind;
}

TEST(Meaning, knows_small_talk_only_when_it_is_the_whole_message) {
  for (const auto* words :
       {"hoi", "Hoi!", " HALLO ", "hé", "goedemorgen :wave:", "Hi there.", "hoi wegwijzer", "hello 👋"})
    EXPECT_EQ(in_chat(words), Kind::greeting) << words;
  for (const auto* words : {"dank je wel", "Dankjewel!", "thanks", "Thank you so much :)", "oké, bedankt"})
    EXPECT_EQ(in_chat(words), Kind::thanks) << words;
  for (const auto* words :
       {"hoi, wat is de or?", "dank je wel, en wat is adviesrecht", "hello world program", "bedankt voor niets en nu"})
    EXPECT_EQ(in_chat(words), Kind::none) << words;
}

TEST(Meaning, knows_who_asks_what_it_can_do) {
  for (const auto* words :
       {"help", "Wat kun je?", "wat kun je allemaal", "what can you do?", "wie ben je", "are you a bot?"})
    EXPECT_EQ(in_chat(words), Kind::help) << words;
  EXPECT_EQ(in_chat("help me kiezen tussen or en netwerk"), Kind::none);
}

TEST(Meaning, tells_the_language_of_the_words_where_they_tell) {
  EXPECT_EQ(meaning_of("dank je", false).language, Language::nl);
  EXPECT_EQ(meaning_of("thanks", false).language, Language::en);
  EXPECT_EQ(meaning_of("help", false).language, std::nullopt);
}

TEST(Meaning, reads_the_choice_of_a_language) {
  for (const auto* words : {"taal en", "taal Engels", "language english", "English please", "in het Engels graag"})
    EXPECT_EQ(meaning_of(words, false).wanted, Language::en) << words;
  for (const auto* words : {"taal nl", "language dutch", "Nederlands graag"})
    EXPECT_EQ(meaning_of(words, false).wanted, Language::nl) << words;
  EXPECT_EQ(in_chat("taal"), Kind::language);
  EXPECT_EQ(as_command("taal frans"), Kind::language);
  EXPECT_EQ(meaning_of("taal frans", true).wanted, std::nullopt);
  for (const auto* words :
       {"taalcursus", "taal leren op het werk", "welke taal spreekt het netwerk", "english lessons"})
    EXPECT_EQ(in_chat(words), Kind::none) << words;
}

TEST(Meaning, takes_a_first_word_as_a_command_only_after_the_slash) {
  EXPECT_EQ(as_command("or"), Kind::works_council);
  EXPECT_EQ(as_command("OR"), Kind::works_council);
  EXPECT_EQ(as_command("cao"), Kind::agreement);
  EXPECT_EQ(as_command("netwerk"), Kind::network);
  EXPECT_EQ(as_command("network"), Kind::network);
  EXPECT_EQ(as_command("netwerk voor jongeren"), Kind::none);
  EXPECT_EQ(as_command("or of netwerk?"), Kind::none);
  EXPECT_EQ(in_chat("or"), Kind::none);
  EXPECT_EQ(in_chat("cao?"), Kind::none);
}

TEST(Meaning, leaves_the_words_of_other_rooms_alone) {
  for (const auto* words : {"veilig", "safe", "aanvraag", "request", "meldingen gewoon", "contact", "coordinatie"})
    EXPECT_EQ(as_command(words), Kind::none) << words;
}

TEST(Meaning, sees_when_there_are_no_words) {
  for (const auto* words : {"", "   ", "?!", "👍", "😀😀😀", ":+1:", ":tada: :wave:", "\xff\xfe", "…"})
    EXPECT_EQ(in_chat(words), Kind::nothing) << words;
  EXPECT_EQ(in_chat(std::string("\0\0", 2)), Kind::nothing);
  std::string many;
  for (int i = 0; i < 2'500; ++i) many += "😀";
  EXPECT_EQ(in_chat(many), Kind::nothing);
}

TEST(Meaning, takes_other_scripts_and_long_texts_for_questions) {
  EXPECT_EQ(in_chat("ما هو مجلس العمال"), Kind::none);
  EXPECT_EQ(in_chat("什么是工会"), Kind::none);
  EXPECT_EQ(in_chat(std::string(10'000, 'a')), Kind::none);
  EXPECT_EQ(in_chat(":wave: 什么"), Kind::none);
  EXPECT_EQ(in_chat("or\xff is"), Kind::none);
}

}  // namespace
}  // namespace wegwijzer::home
