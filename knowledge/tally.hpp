#pragma once
#include <array>
#include <map>
#include <string>
#include <vector>

#include "knowledge/curate.hpp"

namespace wegwijzer::knowledge {

/// What became of one labelled question.
struct Outcome {
  const Labelled* asked = nullptr;
  Said said;
  bool right = false;  ///< the first answer; for a question that must be refused: it was, or as good as
  bool three = false;  ///< a right or acceptable one among the first three
  bool refused = false;
  bool in_scope() const { return !asked->expect.empty(); }
};
[[nodiscard]] Outcome judged(const Labelled& asked, Said said);

/// Shares of some group of questions.
struct Counts {
  std::size_t asked = 0, right = 0, three = 0, refused = 0;  ///< of those in scope
  std::size_t out_of_scope = 0, out_refused = 0;
  void add(const Outcome& outcome);
};

/// One of ten bins of confidence, over answers only.
struct Bin {
  std::size_t count = 0;
  double confidence = 0;  ///< sum
  std::size_t right = 0;
};

/// A threshold on confidence, and what it would do.
struct ThresholdPoint {
  double threshold = 0, answered = 0, right = 0;  ///< shares; `right` of those answered
};

/// Everything that the reports show.
struct Tallied {
  std::vector<Outcome> outcomes;
  Counts all;
  std::map<std::string, std::map<std::string, Counts>> groups;          ///< "area" → "or" → …
  std::map<std::string, std::map<std::string, std::size_t>> confusion;  ///< expected area → answered area → count
  std::array<Bin, 10> bins{};
  double calibration_error = 0;
  double curve = 0;  ///< area under the ROC of in or out of scope
  std::vector<ThresholdPoint> thresholds;
};
[[nodiscard]] Tallied tallied(std::vector<Outcome> outcomes);

/// "or" of "or.right.consent".
[[nodiscard]] std::string area_of(std::string_view id);
/// Wrong ones, the surest first; at most `most`.
[[nodiscard]] std::vector<const Outcome*> worst(const Tallied& tally, std::size_t most);

[[nodiscard]] std::string report_text(const Tallied& tally);
[[nodiscard]] std::string report_json(const Tallied& tally);
[[nodiscard]] std::string report_html(const Tallied& tally);

[[nodiscard]] inline double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace wegwijzer::knowledge
