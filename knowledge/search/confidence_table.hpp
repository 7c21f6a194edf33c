#pragma once

// Written by `wegwijzer knowledge train`; do not edit by hand.
namespace wegwijzer::knowledge::confidence_table {

/// constant, none, evidence, cover, unknown, content words, words
inline constexpr double kInScope[] = {-7.7969, -1.2633, 0.1408, 3.3736, -2.0765, -1.0576, 2.1936};
/// constant, in scope (log-odds), best topic (log-odds)
inline constexpr double kRight[] = {1.4934, 0.1986, 0.9191};

}  // namespace wegwijzer::knowledge::confidence_table
