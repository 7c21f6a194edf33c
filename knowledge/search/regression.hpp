#pragma once
#include <vector>

namespace wegwijzer::knowledge {

/// One observation for `fitted`.
struct Observation {
  std::vector<double> values;
  bool yes = false;
  double weight = 1;
};

/// Logistic regression by Newton's method with a little shrinkage; values are standardised inside. Comes back:
/// the constant, then one coefficient for each value.
[[nodiscard]] std::vector<double> fitted(const std::vector<Observation>& observations);

/// Area under the ROC: how often a yes scores above a no (ties count half).
[[nodiscard]] double area_under_curve(std::vector<std::pair<double, bool>> scored);

}  // namespace wegwijzer::knowledge
