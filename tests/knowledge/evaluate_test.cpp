#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "knowledge/curate.hpp"
#include "knowledge/train.hpp"

namespace wegwijzer::knowledge {
namespace {

std::vector<Labelled> from(const std::string& text) {
  std::istringstream in(text);
  auto all = labelled_from(in);
  EXPECT_TRUE(all) << (all ? "" : to_text(all.error()));
  return *std::move(all);
}

std::vector<Labelled> from_file(const std::string& file) {
  std::ifstream in(file);
  EXPECT_TRUE(in) << file;
  auto all = labelled_from(in);
  EXPECT_TRUE(all) << (all ? "" : to_text(all.error()));
  return *std::move(all);
}

std::string word_of(Verdict verdict) {
  return verdict == Verdict::answer ? "answer" : verdict == Verdict::suggest ? "suggest" : "unknown";
}

/// Asks the search itself, conversation by conversation.
Figures figures_of(const std::string& file) {
  const auto shelf = Shelf::load({CONTENT});
  EXPECT_TRUE(shelf);
  std::map<std::string, Turn> threads;
  return evaluate(from_file(file), [&](const Labelled& asked) {
    Question question;
    question.words = asked.q;
    const auto before = threads.find(asked.thread);
    if (!asked.thread.empty() && before != threads.end()) question.before = &before->second;
    const auto found = (*shelf)->search(question);
    Said said{word_of(found.verdict), found.confidence, {}, ""};
    for (const auto& hit : found.hits) said.ids.push_back(hit.entry->id);
    if (!asked.thread.empty())
      threads[asked.thread] =
          Turn{found.verdict == Verdict::unknown ? "" : said.ids.at(0), share(asked.q), found.language};
    return said;
  });
}

constexpr const char* kFour =
    R"({"q": "one", "lang": "nl", "expect": ["or.a"], "also": ["or.b"], "kind": "short", "slice": ["typo"]}
{"q": "two", "lang": "en", "expect": ["cao.a", "cao.b"]}

{"q": "three", "lang": "nl", "expect": [], "also": ["bot.privacy"]}
{"q": "four", "lang": "nl", "expect": ["safespace.request"], "slice": ["sensitive"]}
)";

TEST(Evaluate, counts_first_answers_among_three_and_refusals) {
  const std::map<std::string, Said> said{{"one", {"answer", 0.9, {"or.c", "or.b"}, ""}},
                                         {"two", {"suggest", 0.5, {"cao.b"}, ""}},
                                         {"three", {"answer", 0.7, {"bot.privacy"}, ""}},
                                         {"four", {"unknown", 0.1, {"safespace.request"}, ""}}};
  const auto figures = evaluate(from(kFour), [&](const Labelled& asked) { return said.at(asked.q); });
  EXPECT_DOUBLE_EQ(figures.first_right, 1.0 / 3);
  EXPECT_DOUBLE_EQ(figures.among_three, 2.0 / 3);
  EXPECT_DOUBLE_EQ(figures.refused_in_scope, 1.0 / 3);
  EXPECT_DOUBLE_EQ(figures.refused_out_of_scope, 1);
  EXPECT_EQ(figures.questions, 4U);
  // In scope: 0.9, 0.5, 0.1; out: 0.7. Of three pairs one is in order.
  EXPECT_NEAR(figures.scope_curve, 1.0 / 3, 1e-9);
  // Answers: 0.9 wrong, 0.7 right: (0.9 + 0.3) / 2.
  EXPECT_NEAR(figures.calibration_error, 0.6, 1e-9);
}

TEST(Evaluate, lets_another_part_of_the_product_answer) {
  const auto questions = from(R"({"q": "a", "expect": ["network.join"]}
{"q": "b", "expect": ["safespace.request"]}
{"q": "c", "expect": ["or.a"], "slice": ["sensitive"]}
{"q": "d", "expect": ["bot.help"]}
{"q": "e", "expect": ["or.a"]}
)");
  const std::map<std::string, std::string> intents{
      {"a", "network"}, {"b", "safespace"}, {"c", "safespace"}, {"d", "help"}, {"e", "network"}};
  const auto figures = evaluate(questions, [&](const Labelled& asked) {
    return Said{intents.at(asked.q), 0.9, {}, ""};
  });
  EXPECT_DOUBLE_EQ(figures.first_right, 0.8);
  EXPECT_DOUBLE_EQ(figures.refused_in_scope, 0);
}

TEST(Evaluate, writes_reports_that_can_be_read) {
  const auto figures = evaluate(from(kFour), [](const Labelled&) { return Said{"answer", 0.95, {"or.<x>"}, ""}; });
  const auto json = nlohmann::json::parse(figures.json);
  EXPECT_EQ(json["all"]["in_scope"], 3);
  EXPECT_EQ(json["wrong"].size(), 4U);
  EXPECT_EQ(json["area"]["or"]["in_scope"], 1);
  EXPECT_NE(figures.text.find("by kind"), std::string::npos);
  for (const char* part : {"<svg", "Confusion per area", "or.&lt;x&gt;", "Reliability"})
    EXPECT_NE(figures.html.find(part), std::string::npos) << part;
  EXPECT_EQ(figures.html.find("<x>"), std::string::npos);
  EXPECT_EQ(figures.html.find("<script"), std::string::npos);
}

TEST(Evaluate, says_which_line_it_cannot_read) {
  std::istringstream in("{\"q\": \"a\", \"expect\": []}\n{\"q\": \"b\"}\n");
  const auto all = labelled_from(in);
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().place, "line 2");
}

/// What unseen questions may count on; the search reaches more today.
TEST(Floors, questions_of_others_find_their_answers) {
  const auto figures = figures_of(TEST_DATA "/questions/dev.jsonl");
  EXPECT_GE(figures.first_right, 0.86) << figures.text;
  EXPECT_GE(figures.among_three, 0.94);
  EXPECT_GE(figures.refused_out_of_scope, 0.90);
  EXPECT_LE(figures.refused_in_scope, 0.04);
  EXPECT_GE(figures.scope_curve, 0.98);
  EXPECT_LE(figures.calibration_error, 0.05);
}

TEST(Floors, our_own_questions_find_their_answers) {
  const auto figures = figures_of(TEST_DATA "/../questions/questions.jsonl");
  EXPECT_GE(figures.first_right, 0.89) << figures.text;
  EXPECT_GE(figures.among_three, 0.95);
  EXPECT_GE(figures.refused_out_of_scope, 0.86);
  EXPECT_LE(figures.refused_in_scope, 0.04);
  EXPECT_GE(figures.scope_curve, 0.97);
  EXPECT_LE(figures.calibration_error, 0.05);
}

}  // namespace
}  // namespace wegwijzer::knowledge
