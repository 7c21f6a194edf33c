#pragma once

// Written by `wegwijzer knowledge train`; do not edit by hand.
namespace wegwijzer::knowledge::confidence_table {

/// constant, none, evidence, cover, unknown, content words, words
inline constexpr double kInScope[] = {-7.6529, -1.3454, 0.1414, 3.1082, -2.1273, -1.0766, 2.2122};
/// constant, in scope (log-odds), best topic (log-odds)
inline constexpr double kRight[] = {1.6746, 0.1495, 1.0397};

}  // namespace wegwijzer::knowledge::confidence_table
