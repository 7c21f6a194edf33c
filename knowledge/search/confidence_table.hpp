#pragma once

// Written by `wegwijzer knowledge train`; do not edit by hand.
namespace wegwijzer::knowledge::confidence_table {

/// constant, none, evidence, cover, unknown, content words, words
inline constexpr double kInScope[] = {-7.6660, -1.3551, 0.1345, 3.1424, -2.0246, -1.1227, 2.2612};
/// constant, in scope (log-odds), best topic (log-odds)
inline constexpr double kRight[] = {1.5897, 0.1612, 1.0507};

}  // namespace wegwijzer::knowledge::confidence_table
