#include <gmock/gmock.h>

#include <cstdlib>
#include <iostream>

#include "safe_space/labelled.hpp"

namespace wegwijzer::safe_space {
namespace {

/// Measures one file; with WEGWIJZER_SHOW set, prints what was taken for something else, and why.
Confusion measured(const std::string& file, const std::string& language) {
  Confusion confusion;
  const bool show = std::getenv("WEGWIJZER_SHOW") != nullptr;
  for (const auto& one : labelled(file)) {
    if (!language.empty() && one.language != language) continue;
    std::vector<std::string> reasons;
    const auto found = shipped_signals().explain(one.text, 0, reasons);
    const std::string need(word(found.need));
    confusion.add(one.expected, need);
    if (!show || need == one.expected) continue;
    std::cout << one.expected << " -> " << need << ": " << one.text << "\n";
    for (const auto& reason : reasons) std::cout << "    " << reason << "\n";
  }
  return confusion;
}

class Measured : public testing::TestWithParam<const char*> {};

TEST_P(Measured, recognises_what_we_wrote_down_ourselves) {
  const auto confusion = measured("signals.jsonl", GetParam());
  SCOPED_TRACE(confusion.table());
  RecordProperty("confusion", confusion.table());
  EXPECT_GE(confusion.of("crisis"), 150);
  EXPECT_GE(confusion.share("crisis", "crisis"), 0.98);
  EXPECT_GE(confusion.share("safespace", "safespace"), 0.97);
  EXPECT_LE(confusion.share("none", "crisis"), 0.005);
  EXPECT_LE(confusion.share("none", "safespace"), 0.02);
  EXPECT_LE(confusion.share("info", "crisis"), 0.0);
  EXPECT_LE(confusion.share("safespace", "crisis"), 0.01);
}
INSTANTIATE_TEST_SUITE_P(InBothLanguages, Measured, testing::Values("nl", "en"));

TEST(Measured, recognises_the_labelled_examples) {
  const auto confusion = measured("intents.jsonl", "");
  SCOPED_TRACE(confusion.table());
  EXPECT_EQ(confusion.share("crisis", "crisis"), 1);
  EXPECT_GE(confusion.share("safespace", "safespace"), 0.98);
  EXPECT_GE(confusion.share("info", "info"), 0.98);
  EXPECT_EQ(confusion.count("none", "crisis") + confusion.count("none", "safespace"), 0);
}

/// Questions to the knowledge base: no card, and no offer unless the question is about just that.
TEST(Measured, leaves_questions_to_the_knowledge_base_alone) {
  std::ifstream in(std::string(TEST_DATA) + "/questions/dev.jsonl");
  int questions = 0;
  for (std::string line; std::getline(in, line); ++questions) {
    const auto read = nlohmann::json::parse(line);
    bool may_offer = false;
    for (const auto& slice : read["slice"]) may_offer = may_offer || slice == "sensitive";
    for (const std::string id : read["expect"]) may_offer = may_offer || id.starts_with("safespace.");
    const auto found = shipped_signals().recognise(std::string(read["q"]));
    EXPECT_NE(found.need, Need::crisis) << read["q"];
    EXPECT_TRUE(may_offer || found.need != Need::safespace) << read["q"];
  }
  EXPECT_GT(questions, 300);
}

}  // namespace
}  // namespace wegwijzer::safe_space
