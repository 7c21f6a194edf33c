#include <gtest/gtest.h>

#include <fstream>

#include "knowledge/search/confidence_table.hpp"
#include "knowledge/train.hpp"

namespace wegwijzer::knowledge {
namespace {

std::vector<Labelled> labelled() {
  std::vector<Labelled> all;
  for (const char* file : {TEST_DATA "/questions/dev.jsonl", TEST_DATA "/../questions/questions.jsonl"}) {
    std::ifstream in(file);
    auto part = labelled_from(in);
    EXPECT_TRUE(part);
    all.insert(all.end(), part->begin(), part->end());
  }
  return all;
}

TEST(Train, held_out_phrasings_are_found_and_told_from_what_is_not_ours) {
  const auto trained = train({CONTENT}, labelled());
  ASSERT_TRUE(trained) << to_text(trained.error().front());
  EXPECT_GE(trained->held_out_first, 0.57);
  EXPECT_GE(trained->held_out_three, 0.77);
  EXPECT_GE(trained->scope_curve, 0.955);
  // The shipped table is what training gives, give or take what content has changed since.
  ASSERT_EQ(trained->in_scope.size(), std::size(confidence_table::kInScope));
  for (std::size_t i = 0; i < trained->in_scope.size(); ++i)
    EXPECT_NEAR(trained->in_scope[i], confidence_table::kInScope[i], 0.6) << i << "\n" << trained->table;
  for (std::size_t i = 0; i < trained->right.size(); ++i)
    EXPECT_NEAR(trained->right[i], confidence_table::kRight[i], 0.5) << i << "\n" << trained->table;
}

TEST(Train, needs_questions_that_must_be_refused) {
  const auto none = train({TEST_DATA}, {});
  EXPECT_FALSE(none);
}

}  // namespace
}  // namespace wegwijzer::knowledge
