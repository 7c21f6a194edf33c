#include "table.hpp"

#include <algorithm>
#include <cstdio>

namespace wegwijzer::bench {

namespace {

std::vector<double> column(const Line& line, double Stretch::*what) {
  std::vector<double> values;
  for (const auto& round : line.rounds) values.push_back(round.*what);
  return values;
}

std::string cell(std::vector<double> values, int digits) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  char text[64];
  std::snprintf(text, sizeof text, "%.*f (%.*f-%.*f)", digits, median(values), digits, *least, digits, *most);
  return text;
}

}  // namespace

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void print(const std::vector<Line>& lines) {
  std::printf("\n%-46s %9s %24s %22s %20s %22s\n", "", "missing", "a second", "processor, us each", "p50, ms",
              "p99, ms");
  for (const auto& line : lines) {
    if (line.rounds.empty()) continue;
    std::size_t missing = 0;
    for (const auto& round : line.rounds) missing += round.missing;
    std::printf("%-46s %9zu %24s %22s %20s %22s\n", line.name.c_str(), missing,
                cell(column(line, &Stretch::rate), 0).c_str(),
                cell(column(line, &Stretch::processor_micros), 1).c_str(), cell(column(line, &Stretch::p50), 2).c_str(),
                cell(column(line, &Stretch::p99), 2).c_str());
  }
}

}  // namespace wegwijzer::bench
