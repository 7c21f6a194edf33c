#pragma once
#include <string>
#include <vector>

#include "measure.hpp"

namespace wegwijzer::bench {

struct Line {
  std::string name;
  std::vector<Stretch> rounds;
};

[[nodiscard]] double median(std::vector<double> values);
/// Medians over the rounds, with the smallest and largest behind them.
void print(const std::vector<Line>& lines);

}  // namespace wegwijzer::bench
