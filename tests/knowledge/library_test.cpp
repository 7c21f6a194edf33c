#include <gtest/gtest.h>
#include <unistd.h>

#include "knowledge/content_dir.hpp"
#include "knowledge/shelf.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr const char* kDocuments = "source: {nl: De bron, en: The source}\n";

const Entry* entry(const Library& library, const char* id, Language language = Language::nl) {
  return library.shelf()->find(id, language);
}

std::string all_of(const std::vector<Fault>& faults) {
  std::string text;
  for (const auto& fault : faults) text += to_text(fault) + "\n";
  return text;
}

TEST(Library, an_entry_is_read_with_its_sources_named_and_its_marks_taken_out) {
  ContentDir dir;
  dir.file("documents.yaml", kDocuments)
      .entry("nl", "demo.one", "Eén", "[\"wat is een\"]",
             "Het antwoord is **vet** en heeft een [link](https://voorbeeld.nl). [^1]\n\n- punt een [^1]\n- punt "
             "<b>twee</b> [^1]\n\n1. stap\n");
  Library library({dir.path()});
  ASSERT_TRUE(library.reload());
  const auto* one = entry(library, "demo.one");
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->title, "Eén");
  ASSERT_EQ(one->sources.size(), 1U);
  EXPECT_EQ(one->sources[0].document, "De bron");
  EXPECT_EQ(one->review_every, std::chrono::days{180});
  EXPECT_EQ(plain_text(one->parts), "Het antwoord is vet en heeft een link.\npunt een\npunt <b>twee</b>\nstap");
  ASSERT_EQ(one->parts.size(), 3U);
  EXPECT_EQ(one->parts[1].kind, Part::Kind::list);
  EXPECT_EQ(one->parts[1].items.size(), 2U);
  EXPECT_EQ(one->parts[2].kind, Part::Kind::numbered);
  ASSERT_EQ(one->parts[0].items[0].size(), 5U);
  EXPECT_TRUE(one->parts[0].items[0][1].bold);
  EXPECT_EQ(one->parts[0].items[0][3].link, "https://voorbeeld.nl");
}

TEST(Library, a_later_directory_replaces_and_adds) {
  ContentDir ours, theirs;
  ours.entry("nl", "demo.one", "Van ons", "[\"eerste vraag\"]").entry("nl", "demo.two", "Twee", "[\"tweede vraag\"]");
  theirs.entry("nl", "demo.one", "Van hen", "[\"eerste vraag\"]")
      .entry("nl", "demo.three", "Drie", "[\"derde vraag\"]");
  Library library({ours.path(), theirs.path()});
  ASSERT_TRUE(library.reload());
  EXPECT_EQ(entry(library, "demo.one")->title, "Van hen");
  EXPECT_EQ(entry(library, "demo.two")->title, "Twee");
  EXPECT_EQ(entry(library, "demo.three")->title, "Drie");
  EXPECT_EQ(library.shelf()->all().size(), 3U);
}

TEST(Library, a_broken_file_is_named_and_the_last_good_state_stays) {
  ContentDir dir;
  dir.entry("nl", "demo.one", "Goed", "[\"een vraag\"]");
  Library library({dir.path()});
  ASSERT_TRUE(library.reload());
  const auto before = library.shelf();
  dir.entry("nl", "demo.one", "Nieuw", "[\"een vraag\"]")
      .file("nl/demo.bad.md", "---\nid: demo.bad\ntitle: [\n---\ntekst\n");
  const auto again = library.reload();
  ASSERT_FALSE(again);
  EXPECT_NE(all_of(again.error()).find("nl/demo.bad.md:"), std::string::npos);
  EXPECT_EQ(library.shelf(), before);
  EXPECT_EQ(entry(library, "demo.one")->title, "Goed");
}

TEST(Library, who_reads_keeps_the_shelf_he_began_with) {
  ContentDir dir;
  dir.entry("nl", "demo.one", "Eerst", "[\"een vraag\"]");
  Library library({dir.path()});
  ASSERT_TRUE(library.reload());
  const auto mine = library.shelf();
  dir.entry("nl", "demo.one", "Later", "[\"een vraag\"]");
  ASSERT_TRUE(library.reload());
  EXPECT_EQ(mine->find("demo.one", Language::nl)->title, "Eerst");
  EXPECT_EQ(entry(library, "demo.one")->title, "Later");
}

TEST(Library, every_fault_of_every_file_is_told_at_once_with_its_line) {
  ContentDir dir;
  dir.file("nl/demo.a.md", "no front matter\n")
      .file("nl/demo.b.md", "---\nid: demo.b\nid: demo.b\n---\ntekst\n")
      .file("nl/demo.c.md", "---\nid: demo.c\ncolour: red\n---\ntekst\n")
      .file("nl/demo.d.md", "---\nid: demo.d\nlang: en\n---\ntekst\n")
      .entry("nl", "demo.e", "E", "[\"e\"]", "Een tekst. [^2]\n")
      .file("nl/demo.f.md", "---\nid: demo.f\ntitle: F\narea: demo\nowner: o\nreviewed: 2026-13-01\n---\ntekst\n")
      .file("nl/demo.g.md", "---\nid: demo.g\n");
  Library library({dir.path()});
  const auto done = library.reload();
  ASSERT_FALSE(done);
  const auto text = all_of(done.error());
  for (const char* expected :
       {"nl/demo.a.md:1:", "nl/demo.b.md:3:1: 'id' stands here twice", "nl/demo.c.md:3:1: 'colour' is no key",
        "nl/demo.d.md:3:7: 'lang' is not the language", "nl/demo.e.md:17: [^2] names no source",
        "nl/demo.f.md:6:11: 'reviewed' must be a date", "nl/demo.g.md:"})
    EXPECT_NE(text.find(expected), std::string::npos) << expected << " in\n" << text;
  EXPECT_EQ(library.shelf(), nullptr);
}

TEST(Library, a_retired_or_draft_entry_is_kept_but_never_found) {
  ContentDir dir;
  dir.entry("nl", "demo.old", "Oud", "[\"hoe zat het vroeger\"]", ContentDir::kBody, "related: []\nstatus: retired\n")
      .entry("nl", "demo.new", "Nieuw", "[\"hoe zit het nu\"]")
      .entry("nl", "demo.draft", "Schets", "[\"hoe gaat het straks\"]", ContentDir::kBody,
             "related: []\nstatus: draft\n");
  Library library({dir.path()});
  ASSERT_TRUE(library.reload());
  EXPECT_EQ(entry(library, "demo.old"), nullptr);
  EXPECT_EQ(entry(library, "demo.draft"), nullptr);
  EXPECT_EQ(library.shelf()->all().size(), 3U);
  Question question;
  question.words = "hoe zat het vroeger";
  for (const auto& hit : library.shelf()->search(question).hits) EXPECT_EQ(hit.entry->id, "demo.new");
}

TEST(Library, an_entry_in_one_language_answers_in_the_other_too) {
  ContentDir dir;
  dir.entry("nl", "demo.one", "Alleen Nederlands", "[\"een vraag\"]");
  Library library({dir.path()});
  ASSERT_TRUE(library.reload());
  ASSERT_NE(entry(library, "demo.one", Language::en), nullptr);
  EXPECT_EQ(entry(library, "demo.one", Language::en)->language, Language::nl);
}

TEST(Library, a_directory_that_is_not_there_is_a_fault) {
  Library library({"/nowhere/at/all"});
  const auto done = library.reload();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error()[0].kind, Kind::not_found);
}

}  // namespace
}  // namespace wegwijzer::knowledge
