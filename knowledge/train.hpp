#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "knowledge/curate.hpp"

namespace wegwijzer::knowledge {

/// What training found.
struct Trained {
  std::vector<double> in_scope;  ///< constant, then one for each of Signals::features
  std::vector<double> right;     ///< constant, in scope, best topic
  double held_out_first = 0;     ///< share of held-out example questions whose topic came first
  double held_out_three = 0;     ///< … among the first three
  double scope_curve = 0;        ///< area under the curve that tells held-out questions from refused ones
  std::string table;             ///< search/confidence_table.hpp
};

/// Fits the confidence of the search: a fifth at a time, example questions and refused ones are held out, the search
/// is built from the rest, and two small logistic regressions learn from how it did (the second from `labelled`,
/// where `expect` says what was right). The same input gives the same table. Takes some seconds.
[[nodiscard]] tl::expected<Trained, std::vector<Fault>> train(const std::vector<std::filesystem::path>& directories,
                                                              const std::vector<Labelled>& labelled);

}  // namespace wegwijzer::knowledge
