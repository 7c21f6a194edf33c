// Time for a question and memory, ours beside SQLite's FTS5 (unicode61), in one run on one thread: at the shipped size
// with the labelled questions, and at sizes made up of words that follow Zipf's law.
#include <sqlite3.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "knowledge/content_files.hpp"
#include "knowledge/curate.hpp"
#include "knowledge/search/search.hpp"

namespace {

using namespace wegwijzer;
using namespace wegwijzer::knowledge;

double micros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

/// A question, and the ids that answer it.
struct Asked {
  std::string words;
  std::vector<std::string> right;
};

/// FTS5 over the same texts: one row for an id, both languages in it.
class Fts5 {
 public:
  explicit Fts5(const std::vector<Entry>& entries) {
    sqlite3_open(":memory:", &db_);
    run("CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, words, tokenize = 'unicode61'); BEGIN");
    sqlite3_stmt* add = nullptr;
    sqlite3_prepare_v2(db_, "INSERT INTO entry VALUES (?, ?)", -1, &add, nullptr);
    for (std::size_t i = 0; i < entries.size();) {
      const auto& id = entries[i].id;
      std::string text;
      for (; i < entries.size() && entries[i].id == id; ++i) {
        text += entries[i].title + "\n" + plain_text(entries[i].parts) + "\n";
        for (const auto& question : entries[i].questions) text += question + "\n";
        for (const auto& keyword : entries[i].keywords) text += keyword + "\n";
      }
      sqlite3_bind_text(add, 1, id.c_str(), -1, SQLITE_TRANSIENT);
      sqlite3_bind_text(add, 2, text.c_str(), -1, SQLITE_TRANSIENT);
      sqlite3_step(add);
      sqlite3_reset(add);
    }
    sqlite3_finalize(add);
    run("COMMIT; INSERT INTO entry(entry) VALUES ('optimize')");
    sqlite3_prepare_v2(db_, "SELECT id FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT 3", -1, &find_, nullptr);
  }
  Fts5(const Fts5&) = delete;
  Fts5& operator=(const Fts5&) = delete;
  ~Fts5() {
    sqlite3_finalize(find_);
    sqlite3_close(db_);
  }

  std::string first(const std::string& words) {
    Words cut;
    cut.cut(words);
    std::string match;
    for (const auto& word : cut.list()) match.append(match.empty() ? "\"" : " OR \"").append(word.text).append("\"");
    std::string id;
    sqlite3_bind_text(find_, 1, match.c_str(), -1, SQLITE_TRANSIENT);
    while (sqlite3_step(find_) == SQLITE_ROW)
      if (id.empty()) id = reinterpret_cast<const char*>(sqlite3_column_text(find_, 0));
    sqlite3_reset(find_);
    return id;
  }

 private:
  void run(const char* sql) { sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); }
  sqlite3* db_ = nullptr;
  sqlite3_stmt* find_ = nullptr;
};

struct Measured {
  double median = 0;
  double right = 0;
};

template <class First>
Measured measure(const std::vector<Asked>& questions, First first) {
  std::vector<double> times;
  std::size_t right = 0;
  for (const auto& asked : questions) {
    std::string id;
    double best = 1e12;
    for (int round = 0; round < 5; ++round) {
      const double begin = micros();
      id = first(asked.words);
      best = std::min(best, micros() - begin);
    }
    times.push_back(best);
    right += std::ranges::find(asked.right, id) != asked.right.end();
  }
  std::ranges::sort(times);
  return {times[times.size() / 2], 100.0 * static_cast<double>(right) / static_cast<double>(questions.size())};
}

void compare(const char* name, const ContentFiles& content, const std::vector<Asked>& questions) {
  const double begin = micros();
  const Search search(content, content.entries);
  const double built = (micros() - begin) / 1e3;
  Fts5 fts(content.entries);
  const auto ours = measure(questions, [&](const std::string& words) {
    Question question;
    question.words = words;
    const auto found = search.find(question);
    return found.hits.empty() ? std::string() : found.hits.front().entry->id;
  });
  const auto theirs = measure(questions, [&](const std::string& words) { return fts.first(words); });
  const double per_thousand =
      static_cast<double>(search.bytes()) / 1e6 / (static_cast<double>(content.entries.size()) / 1e3);
  std::printf("| %s | %.1f µs | %.1f %% | %.1f µs | %.1f %% | %.1f MB | %.0f ms |\n", name, ours.median, ours.right,
              theirs.median, theirs.right, per_thousand, built);
  std::fflush(stdout);
}

/// Entries made of words that follow Zipf's law, as in a language; each has words of its own besides.
class Synthetic {
 public:
  ContentFiles content(std::size_t entries) {
    ContentFiles files;
    for (std::size_t i = 0; i < entries; ++i) {
      Entry entry;
      char id[32];
      std::snprintf(id, sizeof id, "demo.%08zu", i);
      entry.id = id;
      entry.area = "demo";
      const auto own = own_words();
      entry.title = text(own, 5);
      for (int q = 0; q < 8; ++q) entry.questions.push_back(text(own, 7));
      entry.keywords = {own[0], own[1]};
      entry.parts = {{Part::Kind::paragraph, {{{text(own, 40), false, ""}}}}};
      if (i % (entries / 200 + 1) == 0) asked_.push_back({text(own, 7), {entry.id}});
      files.entries.push_back(std::move(entry));
    }
    return files;
  }
  [[nodiscard]] const std::vector<Asked>& questions() const { return asked_; }

 private:
  static constexpr std::size_t kVocabulary = 40'000;
  std::string word(std::size_t rank) const {
    std::string letters;
    for (auto n = rank * 2654435761U % 1'000'003U; letters.size() < 8; n = n / 7 + rank)
      letters.append(1, "bdfgklmnprstv"[n % 13]).append(1, "aeiou"[n % 5]);
    return letters;
  }
  std::string any_word() {
    const double uniform = std::uniform_real_distribution<>(0, 1)(random_);
    return word(static_cast<std::size_t>(std::pow(static_cast<double>(kVocabulary), uniform)));
  }
  std::vector<std::string> own_words() {
    std::vector<std::string> own;
    for (int i = 0; i < 6; ++i) own.push_back(word(random_() % kVocabulary));
    return own;
  }
  std::string text(const std::vector<std::string>& own, int words) {
    std::string all;
    for (int i = 0; i < words; ++i)
      all.append(all.empty() ? "" : " ").append(i % 3 == 0 ? own[random_() % own.size()] : any_word());
    return all;
  }
  std::mt19937 random_{7};
  std::vector<Asked> asked_;
};

}  // namespace

int main(int argc, char** argv) {
  std::printf(
      "| entries | ours | first right | FTS5 | first right | memory per 1,000 | built in "
      "|\n|---|---:|---:|---:|---:|---:|---:|\n");
  const auto shipped = content_from({CONTENT});
  std::ifstream in(QUESTIONS);
  const auto labelled = labelled_from(in);
  if (!shipped || !labelled) return 1;
  std::vector<Asked> questions;
  for (const auto& one : *labelled)
    if (!one.expect.empty() && one.kind != "followup") questions.push_back({one.q, one.expect});
  compare("shipped", *shipped, questions);
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(static_cast<std::size_t>(std::atoll(argv[i])));
  if (sizes.empty()) sizes = {5'000, 10'000, 100'000};
  for (const auto size : sizes) {
    Synthetic synthetic;
    const auto content = synthetic.content(size);
    compare(std::to_string(size).c_str(), content, synthetic.questions());
  }
  return 0;
}
