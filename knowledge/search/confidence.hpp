#pragma once
#include <array>
#include <span>

namespace wegwijzer::knowledge {

/// What a ranking says about whether the question is ours, and whether its first answer is right.
struct Signals {
  static constexpr std::size_t kSize = 6;

  double none = 0;      ///< probability of "no topic"
  double evidence = 0;  ///< of the best topic
  double cover = 0;     ///< share of the question's weight that the best topic's texts hold
  double unknown = 0;   ///< share of its content words that nobody knows
  double content_words = 0;
  double words = 0;
  double top = 0;  ///< probability of the best topic

  /// In the form the model wants: none as log-odds, counts as logarithms.
  [[nodiscard]] std::array<double, kSize> features() const;
};

/// Probability that the question belongs to any topic at all. Logistic regression, fitted by `knowledge train` on
/// example questions and refused ones that were held out (confidence_table.hpp).
[[nodiscard]] double in_scope(const Signals& signals);
/// Probability that the best topic is the right answer, fitted on labelled questions.
[[nodiscard]] double is_right(const Signals& signals);

/// log(p / (1 - p)), kept finite.
[[nodiscard]] double log_odds(double p);
[[nodiscard]] double logistic(double z);

}  // namespace wegwijzer::knowledge
