#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "knowledge/curate.hpp"
#include "knowledge/front_matter.hpp"
#include "knowledge/markdown.hpp"
#include "knowledge/yaml_read.hpp"

namespace wegwijzer::knowledge {

/// One Markdown file as lint looks at it: with the line of everything.
struct LintFile {
  std::string name;  ///< "nl/or.start.md"
  Language language = Language::nl;
  Entry entry;
  std::string text;  ///< the whole file
  std::string body;
  std::size_t body_line = 1;
  std::map<std::string, std::size_t> key_lines;           ///< by key of the front matter
  std::vector<std::size_t> question_lines;                ///< in the order of `entry.questions`
  std::vector<std::pair<std::string, std::size_t>> refs;  ///< of the sources, with their lines
  std::vector<std::string> documents;                     ///< keys, in the order of the sources

  [[nodiscard]] std::size_t line_of(std::string_view key) const {
    const auto found = key_lines.find(std::string(key));
    return found == key_lines.end() ? 1 : found->second;
  }
  [[nodiscard]] std::string place(std::size_t line) const { return name + ":" + std::to_string(line); }
};

using Remarks = std::vector<Remark>;

inline void error(Remarks& out, std::string place, std::string rule, std::string what) {
  out.push_back({Remark::Weight::error, std::move(place), std::move(rule), std::move(what)});
}
inline void warning(Remarks& out, std::string place, std::string rule, std::string what) {
  out.push_back({Remark::Weight::warning, std::move(place), std::move(rule), std::move(what)});
}

/// The file with the line of everything in it; nothing when it cannot be read at all (the loader says why).
[[nodiscard]] std::optional<LintFile> lint_file_from(const std::string& name, std::string text, Language language,
                                                     const Documents& documents);

/// Words that have a simpler one, by language.
using PlainWords = std::map<std::string, std::string, std::less<>>;

// The rules, each set in a file of its own.
void check_schema(const std::string& name, std::string_view text, Remarks& out);
void check_front(const LintFile& file, const Documents& documents, std::chrono::sys_days today, Remarks& out);
void check_text(const LintFile& file, const PlainWords& plain, Remarks& out);
void check_across(const std::vector<LintFile>& files, Remarks& out);
void check_confusable(const std::vector<std::filesystem::path>& directories, const std::vector<LintFile>& files,
                      Remarks& out);
void check_against(const std::vector<LintFile>& files, std::string_view reference, Remarks& out);

}  // namespace wegwijzer::knowledge
