#pragma once

namespace wegwijzer::knowledge::tuning {

// How surely a word stands for a term, by how it became it.
inline constexpr float kPart = 0.6F;      ///< "jongeren" in "jongerennetwerk"
inline constexpr float kLonePart = 0.4F;  ///< the known end of a compound whose beginning nobody knows
inline constexpr float kJoined = 0.9F;    ///< "jongeren netwerk" read as one word
inline constexpr float kSynonym = 1.0F;
inline constexpr float kNear = 0.5F;
inline constexpr float kSlip = 0.15F;     ///< lost for each typing error
inline constexpr float kInPhrase = 0.6F;  ///< what "works" and "council" keep where "works council" was understood

}  // namespace wegwijzer::knowledge::tuning
