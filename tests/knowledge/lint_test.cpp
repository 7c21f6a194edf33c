#include <gtest/gtest.h>
#include <unistd.h>

#include "knowledge/content_dir.hpp"
#include "knowledge/curate.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr std::chrono::sys_days kToday{std::chrono::year{2026} / 11 / 25};

LintOptions today() {
  return {kToday, std::nullopt};
}

/// Where `rule` was found, one place a line; empty when it was not.
std::string places(const std::vector<Remark>& remarks, std::string_view rule) {
  std::string list;
  for (const auto& remark : remarks)
    if (remark.rule == rule) list += remark.place + "\n";
  return list;
}

std::string questions(const std::string& word, int count = 20) {
  std::string list = "[";
  for (int i = 0; i < count; ++i) list += (i == 0 ? "\"" : ", \"") + word + " vraag " + std::to_string(i) + "\"";
  return list + "]";
}

/// One entry in both languages that lint has nothing against.
class Lint : public ::testing::Test {
 protected:
  Lint() {
    dir_.file("documents.yaml", "source: {nl: De bron, en: The source}\n")
        .file("plain.yaml", "nl: {betreffende: over}\nen: {utilise: use}\n");
    both("demo.one", "appel");
    both("demo.two", "peer");
  }
  void both(const std::string& id, const std::string& word,
            const std::string& more = "related: []\nstatus: published\n") {
    dir_.entry("nl", id, "Titel " + word, questions(word), body(word), more)
        .entry("en", id, "Title " + word, questions(word), body(word), more);
  }
  static std::string body(const std::string& word) { return "Dit gaat over " + word + ". [^1] " + ContentDir::kBody; }
  void dutch(const std::string& text, const std::string& list = questions("appel")) {
    dir_.entry("nl", "demo.one", "Titel appel", list, text);
  }
  std::vector<Remark> remarks(const LintOptions& options = today()) { return lint({dir_.path()}, options); }

  ContentDir dir_;
};

TEST_F(Lint, has_nothing_against_a_good_entry) {
  std::string all;
  for (const auto& remark : remarks()) all += remark.place + " " + remark.rule + ": " + remark.what + "\n";
  EXPECT_EQ(all, "");
}

TEST_F(Lint, finds_what_the_schema_forbids) {
  dir_.entry("nl", "demo.one", "T", questions("appel"), body("appel"), "related: [Not An Id]\nstatus: published\n");
  const auto found = remarks();
  EXPECT_NE(places(found, "schema").find("nl/demo.one.md:4"), std::string::npos) << places(found, "schema");
  EXPECT_NE(places(found, "schema").find("nl/demo.one.md:14"), std::string::npos) << places(found, "schema");
}

TEST_F(Lint, finds_a_file_that_cannot_be_read) {
  dir_.file("nl/demo.bad.md", "---\nid: [\n---\n");
  EXPECT_NE(places(remarks(), "readable").find("nl/demo.bad.md:"), std::string::npos);
}

TEST_F(Lint, finds_a_missing_language) {
  std::filesystem::remove(dir_.path() / "en" / "demo.two.md");
  EXPECT_EQ(places(remarks(), "language-missing"), "nl/demo.two.md:1\n");
}

TEST_F(Lint, finds_broken_related_ids) {
  both("demo.one", "appel", "related: [demo.none, demo.one]\nstatus: published\n");
  const auto found = remarks();
  EXPECT_EQ(places(found, "related-unknown"), "nl/demo.one.md:14\nen/demo.one.md:14\n");
  EXPECT_NE(places(found, "related-itself"), "");
}

TEST_F(Lint, finds_related_that_differs_between_the_languages) {
  dir_.entry("nl", "demo.one", "Titel appel", questions("appel"), body("appel"),
             "related: [demo.two]\nstatus: published\n");
  EXPECT_EQ(places(remarks(), "related-differs"), "nl/demo.one.md:14\n");
}

TEST_F(Lint, finds_an_overdue_review_and_one_in_the_future) {
  auto later = today();
  later.today = kToday + std::chrono::days{400};
  EXPECT_NE(places(remarks(later), "review-overdue").find("nl/demo.one.md:9\n"), std::string::npos)
      << places(remarks(later), "review-overdue");
  auto earlier = today();
  earlier.today = kToday - std::chrono::days{100};
  EXPECT_NE(places(remarks(earlier), "review-date"), "");
}

TEST_F(Lint, finds_few_doubled_and_shared_questions) {
  dutch(body("appel"), "[\"een appel\", \"Een áppel?\", \"peer vraag 3\"]");
  const auto found = remarks();
  EXPECT_EQ(places(found, "questions-few"), "nl/demo.one.md:5\n");
  EXPECT_EQ(places(found, "question-doubled"), "nl/demo.one.md:5\n");
  EXPECT_EQ(places(found, "question-shared"), "nl/demo.two.md:5\n");
}

TEST_F(Lint, finds_a_question_that_another_entry_would_answer) {
  auto list = questions("appel");
  list.insert(list.size() - 1, ", \"peer vraag 3 peer peer\"");
  dutch(body("appel"), list);
  EXPECT_NE(places(remarks(), "confusable"), "");
}

TEST_F(Lint, finds_unknown_and_unused_sources_and_claims_without_one) {
  dir_.entry("nl", "demo.one", "Titel appel", questions("appel"),
             body("appel") + "\nDit staat er zomaar bij, zonder bron.\n",
             "  - {ref: 2, document: elsewhere, section: \"1\"}\nrelated: []\nstatus: published\n");
  const auto found = remarks();
  EXPECT_EQ(places(found, "source-unknown"), "nl/demo.one.md:14\n");
  EXPECT_EQ(places(found, "source-unused"), "nl/demo.one.md:14\n");
  EXPECT_EQ(places(found, "uncited"), "nl/demo.one.md:21\n");
}

TEST_F(Lint, finds_texts_and_sentences_of_the_wrong_length) {
  dutch("Te kort. [^1]\n");
  EXPECT_EQ(places(remarks(), "text-short"), "nl/demo.one.md:17\n");
  std::string sentence = "Deze zin";
  for (int i = 0; i < 30; ++i) sentence += " woord" + std::to_string(i);
  dutch(body("appel") + "\n" + sentence + ". [^1]\n");
  EXPECT_EQ(places(remarks(), "sentence-too-long"), "nl/demo.one.md:21\n");
  std::string text;
  for (int i = 0; i < 40; ++i) text += "Dit is een zin van zes. [^1] ";
  dutch(text + "\n");
  EXPECT_EQ(places(remarks(), "text-long"), "nl/demo.one.md:17\n");
}

TEST_F(Lint, finds_hard_words_exclamation_marks_and_the_wrong_address) {
  dutch(body("appel") + "\nBetreffende dit onderwerp kunt u meer lezen! [^1]\n");
  const auto found = remarks();
  EXPECT_EQ(places(found, "hard-word"), "nl/demo.one.md:21\n");
  EXPECT_EQ(places(found, "exclamation"), "nl/demo.one.md:21\n");
  EXPECT_EQ(places(found, "address"), "nl/demo.one.md:21\n");
}

TEST_F(Lint, finds_personal_data_and_links_that_are_not_safe) {
  dutch(body("appel") + "\nMail iemand@voorbeeld.nl of bel 06-12345678. [^1] Zie [hier](http://voorbeeld.nl). [^1]\n");
  const auto found = remarks();
  EXPECT_EQ(places(found, "personal-data"), "nl/demo.one.md:21\n");
  EXPECT_NE(places(found, "link"), "");
}

TEST_F(Lint, finds_eight_words_in_a_row_from_a_reference_text) {
  const auto reference = dir_.path() / "reference.txt";
  dir_.file("reference.txt", "Hier staat: zo heeft deze tekst genoeg woorden om te tellen, zei hij.\n");
  auto options = today();
  options.against = reference;
  EXPECT_NE(places(remarks(options), "copied").find("nl/demo.one.md:19"), std::string::npos)
      << places(remarks(options), "copied");
  dir_.file("reference.txt", "zo heeft deze tekst genoeg woorden om niets te zeggen\n");
  EXPECT_EQ(places(remarks(options), "copied"), "");
}

TEST(LintOfOurs, the_shipped_content_has_no_errors) {
  std::string all;
  for (const auto& remark : lint({CONTENT}, today()))
    if (remark.weight == Remark::Weight::error) all += remark.place + " " + remark.rule + ": " + remark.what + "\n";
  EXPECT_EQ(all, "");
}

}  // namespace
}  // namespace wegwijzer::knowledge
