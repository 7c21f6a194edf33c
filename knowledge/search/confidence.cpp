#include "knowledge/search/confidence.hpp"

#include <algorithm>
#include <cmath>

#include "knowledge/search/confidence_table.hpp"

namespace wegwijzer::knowledge {

double log_odds(double p) {
  const double kept = std::clamp(p, 1e-4, 1 - 1e-4);
  return std::log(kept / (1 - kept));
}

double logistic(double z) {
  return 1 / (1 + std::exp(-std::clamp(z, -30.0, 30.0)));
}

std::array<double, Signals::kSize> Signals::features() const {
  return {log_odds(none), evidence, cover, unknown, std::log1p(content_words), std::log1p(words)};
}

double in_scope(const Signals& signals) {
  const auto values = signals.features();
  double z = confidence_table::kInScope[0];
  for (std::size_t i = 0; i < values.size(); ++i) z += confidence_table::kInScope[i + 1] * values[i];
  return logistic(z);
}

double is_right(const Signals& signals) {
  using confidence_table::kRight;
  return logistic(kRight[0] + kRight[1] * log_odds(in_scope(signals)) + kRight[2] * log_odds(signals.top));
}

}  // namespace wegwijzer::knowledge
