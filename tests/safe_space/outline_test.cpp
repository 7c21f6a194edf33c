#include "safe_space/outline.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace wegwijzer::safe_space {
namespace {

std::string content(const std::string& name) {
  std::ifstream in(std::string(CONTENT) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void expect_same(const Outline& quick, const Outline& full) {
  ASSERT_EQ(quick.shape, full.shape) << "line " << full.line;
  EXPECT_EQ(quick.line, full.line);
  EXPECT_EQ(quick.text, full.text) << "line " << full.line;
  ASSERT_EQ(quick.parts.size(), full.parts.size()) << "line " << full.line;
  for (std::size_t i = 0; i < quick.parts.size(); ++i) expect_same(quick.parts[i], full.parts[i]);
}

TEST(Outline, reads_the_shipped_files_quickly_and_as_a_full_parser_does) {
  for (const std::string name : {"signals.nl.yaml", "signals.en.yaml"}) {
    const auto yaml = content(name);
    const auto quick = plain_outline(yaml);
    ASSERT_TRUE(quick) << name << " has something that only the full parser reads; that makes starting slower";
    const auto full = outline_of(name, yaml);
    ASSERT_TRUE(full);
    expect_same(*quick, *full);
  }
}

TEST(Outline, is_the_same_for_every_plain_way_to_write) {
  for (const std::string yaml : {
           "a: b\n",
           "# first\n\na:\n  - b # why\n  -   c, d\n\"'t\": \"*st\"\n",
           "a:\n    deep:\n      - one: 1\n        two: [x, y_z]\n      - one: 2\n",
           "list: []\nmij'n: ^ niet .. meer $\n",
           "- a: b\n  c: d\n- e\n",
           "a: b:c\nk wil: ik wil\n",
       }) {
    const auto quick = plain_outline(yaml);
    ASSERT_TRUE(quick) << yaml;
    const auto full = outline_of("f", yaml);
    ASSERT_TRUE(full) << yaml;
    expect_same(*quick, *full);
  }
}

TEST(Outline, leaves_whatever_is_not_plain_to_the_full_parser) {
  for (const std::string yaml : {"",
                                 "a: {b: c}\n",
                                 "a: 'b'\n",
                                 "a: |\n  b\n",
                                 "a: &x b\n",
                                 "a: b\n  c\n",
                                 "a:\n",
                                 "a:\nb: c\n",
                                 "a: ~\n",
                                 "a: null\n",
                                 "- - a\n",
                                 "a: \"b\\n\"\n",
                                 "a: \"b # c\"\n",
                                 "a: b: c\n",
                                 "---\na: b\n",
                                 "a:\tb\n",
                                 "a: b\r\n",
                                 "a: [b\n",
                                 "a: [b, [c]]\n",
                                 "  a: b\nc: d\n",
                                 "a:\n- b\n",
                                 "a: *b\n",
                                 "a: \"b\n",
                                 "a: [x y, \"z\"]\n",
                                 "text\n",
                                 "? a\n: b\n",
                                 "a: b\n - c\n",
                                 "a: @b\n"})
    EXPECT_FALSE(plain_outline(yaml)) << yaml;
}

TEST(Outline, names_the_line_of_what_is_no_yaml) {
  const auto wrong = outline_of("signals.nl.yaml", "a: b\nc: [d\ne: f\n");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(to_text(wrong.error()).substr(0, 16), "signals.nl.yaml:");
}

}  // namespace
}  // namespace wegwijzer::safe_space
