#include "base/texts.hpp"

#include <gtest/gtest.h>

namespace wegwijzer {
namespace {

Result<Texts> texts_of(std::string_view nl, std::string_view en) {
  const Embedded files[] = {{"texts.en.yaml", en}, {"texts.nl.yaml", nl}};
  return Texts::from(files);
}

TEST(Texts, say_each_language_with_the_places_filled) {
  const auto texts = texts_of("hello: Hallo {name}\nform:\n  yes: Ja\n", "hello: Hello {name}\nform:\n  yes: 'Yes'\n");
  ASSERT_TRUE(texts);
  EXPECT_EQ(texts->say(Language::nl, "hello", {{"name", "daar"}}), "Hallo daar");
  EXPECT_EQ(texts->say(Language::en, "hello", {{"name", "there"}}), "Hello there");
  EXPECT_EQ(texts->say(Language::en, "form.yes"), "Yes");
  EXPECT_TRUE(texts->has("form.yes"));
  EXPECT_FALSE(texts->has("form"));
}

TEST(Texts, never_fill_places_inside_what_was_filled_in) {
  const auto texts = texts_of("a: '{x}{y}'\n", "a: '{x}{y}'\n");
  EXPECT_EQ(texts->say(Language::nl, "a", {{"x", "{y}"}, {"y", "!"}}), "{y}!");
}

TEST(Texts, leave_out_a_place_nobody_fills_and_keep_a_lone_brace) {
  const auto texts = texts_of("a: 'x{y}z {'\n", "a: '-'\n");
  EXPECT_EQ(texts->say(Language::nl, "a"), "xz {");
}

TEST(Texts, that_one_language_lacks_are_a_fault_that_names_file_and_key) {
  auto missing = texts_of("a: A\nb: B\n", "a: A\n");
  ASSERT_FALSE(missing);
  EXPECT_EQ(to_text(missing.error()), "texts.en.yaml: 'b' is missing");
  missing = texts_of("a: A\n", "a: A\nb: B\n");
  EXPECT_EQ(to_text(missing.error()), "texts.nl.yaml: 'b' is missing");
}

TEST(Texts, that_are_lists_repeated_or_no_yaml_are_a_fault_with_its_line) {
  const auto place_of = [](const char* english) {
    const auto texts = texts_of("a: A\n", english);
    return texts ? std::string("no fault") : texts.error().place;
  };
  EXPECT_EQ(place_of("b: B\na: [1]\n"), "texts.en.yaml:2:4");
  EXPECT_EQ(place_of("a: A\na: B\n"), "texts.en.yaml:2:1");
  EXPECT_EQ(place_of("b: B\na: A: A\n"), "texts.en.yaml:2:5");
}

}  // namespace
}  // namespace wegwijzer
