#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.hpp"
#include "knowledge/content_files.hpp"
#include "knowledge/lint_file.hpp"
#include "knowledge/search/dictionary.hpp"
#include "knowledge/search/search.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr std::size_t kRun = 8;  // words in a row that count as copied

/// A question as people hear it: its words, folded.
std::string heard(std::string_view question) {
  Words words;
  words.cut(question);
  std::string text;
  for (const auto& word : words.list()) text.append(word.text).push_back(' ');
  return text;
}

void check_pairs(const std::vector<LintFile>& files, Remarks& out) {
  std::map<std::string, const LintFile*> by_id[2];
  for (const auto& file : files) by_id[static_cast<std::size_t>(file.language)][file.entry.id] = &file;
  for (const auto& file : files) {
    const auto other_language = file.language == Language::nl ? Language::en : Language::nl;
    const auto other = by_id[static_cast<std::size_t>(other_language)].find(file.entry.id);
    if (other == by_id[static_cast<std::size_t>(other_language)].end()) {
      error(out, file.place(1), "language-missing",
            "there is no " + std::string(code(other_language)) + "/" + file.entry.id + ".md; write it too");
      continue;
    }
    if (file.language == Language::en) continue;  // said once, at the Dutch file
    if (file.entry.related != other->second->entry.related)
      error(out, file.place(file.line_of("related")), "related-differs", "'related' is not the same in both languages");
    if (file.entry.reviewed != other->second->entry.reviewed)
      warning(out, file.place(file.line_of("reviewed")), "language-behind",
              "the other language was reviewed on another day; check whether both still say the same");
  }
  for (const auto& file : files)
    for (const auto& id : file.entry.related) {
      if (id == file.entry.id)
        error(out, file.place(file.line_of("related")), "related-itself",
              "an entry is not related to itself; take it out");
      else if (!by_id[0].contains(id) && !by_id[1].contains(id))
        error(out, file.place(file.line_of("related")), "related-unknown",
              "'" + id + "' is no id of an entry; correct it or take it out");
    }
}

void check_doubled(const std::vector<LintFile>& files, Remarks& out) {
  std::unordered_map<std::string, std::string> first_place;
  std::unordered_map<std::string, std::string> first_id;
  for (const auto& file : files)
    for (std::size_t i = 0; i < file.entry.questions.size(); ++i) {
      const auto key = std::string(code(file.language)) + " " + heard(file.entry.questions[i]);
      const auto place = file.place(i < file.question_lines.size() ? file.question_lines[i] : 1);
      const auto [at, fresh] = first_place.emplace(key, place);
      if (fresh) {
        first_id.emplace(key, file.entry.id);
        continue;
      }
      if (first_id[key] == file.entry.id)
        warning(out, place, "question-doubled",
                "this question stands in this entry already (" + at->second + "); take one out");
      else
        error(out, place, "question-shared",
              "this question belongs to another entry too (" + at->second + "); keep it where it is answered");
    }
}

}  // namespace

void check_across(const std::vector<LintFile>& files, Remarks& out) {
  check_pairs(files, out);
  check_doubled(files, out);
}

void check_confusable(const std::vector<std::filesystem::path>& directories, const std::vector<LintFile>& files,
                      Remarks& out) {
  const auto content = content_from(directories);
  if (!content) return;
  const Search search(*content, content->entries);
  Words words;
  Ranking ranking;
  for (const auto& file : files) {
    if (file.entry.status != Entry::Status::published) continue;
    for (std::size_t i = 0; i < file.entry.questions.size(); ++i) {
      words.cut(file.entry.questions[i]);
      search.rank(words, file.language, 1, ranking);
      if (!ranking.candidates.empty() && search.id_of(ranking.best()) == file.entry.id) continue;
      const std::string found = ranking.candidates.empty() ? "nothing" : std::string(search.id_of(ranking.best()));
      warning(out, file.place(i < file.question_lines.size() ? file.question_lines[i] : 1), "confusable",
              "this question finds " + found + " first; say it more specifically, or move it there");
    }
  }
}

namespace {

/// Calls `take` with every eight words in a row.
template <class Take>
void each_run(std::string_view text, Take&& take) {
  Words words;
  words.cut(text, 10'000'000);
  const auto& list = words.list();
  std::string run;
  for (std::size_t at = 0; at + kRun <= list.size(); ++at) {
    run.clear();
    for (std::size_t i = at; i < at + kRun; ++i) run.append(i == at ? "" : " ").append(list[i].text);
    take(run);
  }
}

/// The line without the *titles* of publications, which are what they are.
std::vector<std::string> around_titles(std::string_view line) {
  std::vector<std::string> pieces{""};
  bool title = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool star = line[at] == '*';
    const bool bold = star && ((at + 1 < line.size() && line[at + 1] == '*') || (at > 0 && line[at - 1] == '*'));
    const bool list_sign = star && at == 0;
    if (star && !bold && !list_sign) {
      title = !title;
      pieces.emplace_back();
    } else if (line.substr(at, 2) == "[^") {
      at = std::min(line.find(']', at), line.size() - 1);
    } else if (!title) {
      pieces.back().push_back(line[at]);
    }
  }
  return pieces;
}

}  // namespace

void check_against(const std::vector<LintFile>& files, std::string_view reference, Remarks& out) {
  std::set<std::uint64_t> known;
  each_run(reference, [&](const std::string& run) { known.insert(hash_of(run)); });
  for (const auto& file : files) {
    const auto check = [&](std::string_view text, std::size_t line) {
      std::string copied;
      each_run(text, [&](const std::string& run) {
        if (copied.empty() && known.contains(hash_of(run))) copied = run;
      });
      if (!copied.empty())
        error(out, file.place(line), "copied",
              "'" + copied + "' stands in the reference text; say it in your own words");
    };
    for (std::size_t i = 0; i < file.entry.questions.size(); ++i)
      check(file.entry.questions[i], i < file.question_lines.size() ? file.question_lines[i] : 1);
    std::size_t line = file.body_line;
    std::string_view rest = file.body;
    while (!rest.empty()) {
      const auto end = std::min(rest.find('\n'), rest.size());
      for (const auto& piece : around_titles(rest.substr(0, end))) check(piece, line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      ++line;
    }
  }
}

}  // namespace wegwijzer::knowledge
