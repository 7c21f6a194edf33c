#pragma once
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "knowledge/shelf.hpp"

namespace wegwijzer::knowledge {

/// One remark of the curator's checker: "nl/or.start.md:14:3 questions: …".
struct Remark {
  enum class Weight { error, warning };
  Weight weight = Weight::error;
  std::string place;  ///< file:line or file:line:column
  std::string rule;   ///< name of the rule
  std::string what;   ///< what is wrong and what to do
};

struct LintOptions {
  std::chrono::sys_days today;                   ///< for reviews that are overdue
  std::optional<std::filesystem::path> against;  ///< text whose sentences must not be copied
};
/// Schema, ids, both languages, citations and links, `related`, overdue reviews, length and plainness, doubled
/// questions, confusable entries, runs of eight or more words that stand in `against`.
[[nodiscard]] std::vector<Remark> lint(const std::vector<std::filesystem::path>& directories,
                                       const LintOptions& options);

/// One entry of `knowledge export --jsonl`, a line without its end.
[[nodiscard]] std::string export_line(const Entry& entry);

/// A labelled question: what `knowledge eval` reads, one JSON object a line.
struct Labelled {
  std::string q;
  Language language = Language::nl;
  std::vector<std::string> expect;  ///< each alone a fully right first answer; none: must be refused
  std::vector<std::string> also;
  std::vector<std::string> slice;
  std::string kind;
  std::string thread;
};
/// What the product said to it.
struct Said {
  std::string intent;
  double confidence = 0;
  std::vector<std::string> ids;  ///< best first
  std::string reply;
};
/// The figures of tests/questions/README.md.
struct Figures {
  std::string text;        ///< for people: per area, language, kind and slice, and what went wrong
  std::string json;        ///< the same for programs
  std::string html;        ///< the report with its diagrams
  double first_right = 0;  ///< share
  double among_three = 0;
  double refused_out_of_scope = 0;
  double refused_in_scope = 0;
  double scope_curve = 0;        ///< area under the ROC of confidence: in or out of scope
  double calibration_error = 0;  ///< expected, over ten bins of answers
  std::size_t questions = 0;
};
/// Faults: `bad_input` with the line number.
[[nodiscard]] Result<std::vector<Labelled>> labelled_from(std::istream& jsonl);
[[nodiscard]] Figures evaluate(const std::vector<Labelled>& questions, const std::function<Said(const Labelled&)>& ask);

}  // namespace wegwijzer::knowledge
