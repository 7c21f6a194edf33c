#pragma once

// Written by `wegwijzer knowledge train`; do not edit by hand.
namespace wegwijzer::knowledge::confidence_table {

/// constant, none, evidence, cover, unknown, content words, words
inline constexpr double kInScope[] = {-7.672, -1.24, 0.14, 3.31, -1.87, -1.04, 2.15};
/// constant, in scope (log-odds), best topic (log-odds)
inline constexpr double kRight[] = {0, 0.7, 0.3};

}  // namespace wegwijzer::knowledge::confidence_table
