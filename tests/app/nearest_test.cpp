#include "app/nearest.hpp"

#include <gtest/gtest.h>

#include <array>

namespace wegwijzer::app {
namespace {

constexpr std::array<std::string_view, 4> kNames{"lint", "list", "serve", "--lang"};

TEST(Nearest, finds_what_was_mistyped) {
  EXPECT_EQ(nearest("lnit", kNames), "lint");
  EXPECT_EQ(nearest("sevre", kNames), "serve");
  EXPECT_EQ(nearest("--lnag", kNames), "--lang");
}

TEST(Nearest, never_guesses_wildly) {
  EXPECT_EQ(nearest("backup", kNames), "");
  EXPECT_EQ(nearest("li", std::array<std::string_view, 1>{"abcd"}), "");
  EXPECT_EQ(nearest("", kNames), "");
}

TEST(Distance, counts_two_swapped_letters_once) {
  EXPECT_EQ(distance("lnit", "lint"), 1);
  EXPECT_EQ(distance("kitten", "sitting"), 3);
  EXPECT_EQ(distance("", "abc"), 3);
}

}  // namespace
}  // namespace wegwijzer::app
