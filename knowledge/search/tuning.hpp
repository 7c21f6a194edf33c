#pragma once

namespace wegwijzer::knowledge::tuning {

// How surely a word stands for a term, by how it became it.
inline constexpr float kPart = 0.6F;      ///< "jongeren" in "jongerennetwerk"
inline constexpr float kLonePart = 0.4F;  ///< the known end of a compound whose beginning nobody knows
inline constexpr float kAlike = 0.6F;     ///< a known word with the same beginning
inline constexpr float kJoined = 0.9F;    ///< "jongeren netwerk" read as one word
inline constexpr float kSynonym = 1.15F;
inline constexpr float kNear = 0.5F;
inline constexpr float kSlip = 0.15F;     ///< lost for each typing error
inline constexpr float kInPhrase = 0.6F;  ///< what "works" and "council" keep where "works council" was understood

// How much a feature counts beside a term's rarity (0 to about 5).
inline constexpr float kPair = 0.85F;    ///< two words in a row
inline constexpr float kUnknown = 2.5F;  ///< a word that nobody knows
inline constexpr float kAlways = 0.5F;
inline constexpr float kRarityPower = 0.7F;  ///< below 1: rare words count less beside common ones

// Deciding.
inline constexpr double kAnswer = 0.6;          ///< from here on the first answer is given
inline constexpr double kSuggest = 0.3;         ///< confidence below is that of refusals
inline constexpr double kOurs = 0.4;            ///< probability of being in scope below which a question is refused
inline constexpr double kSureOfLanguage = 1.0;  ///< log-odds
inline constexpr double kSureOfOneWord = 2.4;   ///< the same for a single word: many are used in both languages

// What an earlier turn adds.
inline constexpr float kBeforeWords = 0.5F;  ///< its words beside the new ones
inline constexpr float kBeforeEntry =
    3.0F;  ///< evidence for the entry that answered it, when the new words say nothing
inline constexpr float kBeforeEntryToo = 1.2F;  ///< and when they do say something
inline constexpr float kBeforeOurs = 1.5F;      ///< against "none": who asked one of our questions asks another
inline constexpr double kBeforeWordsCounted = 6;
inline constexpr float kBeforeRelated = 0.7F;  ///< and for what that one names as related
inline constexpr double kStandsAlone = 0.85;   ///< a question surer than this needs no earlier turn
inline constexpr double kMostFollowUp = 4;     ///< content words; a longer question is taken by itself
inline constexpr double kSureOfWish = 0.9;     ///< "and in English?"

// Two questions in one message.
inline constexpr std::size_t kTwoFrom = 6;  ///< words
inline constexpr double kSureOfHalf = 0.6;

// Learning.
inline constexpr int kRounds = 10;
inline constexpr float kRate = 0.4F;
inline constexpr float kLeastSlope = 0.01F;
inline constexpr float kKeywordExample = 0.5F;
inline constexpr float kTextExample = 0.3F;
inline constexpr unsigned kPairSeen = 2;  ///< in so many example questions, or a pair is forgotten
inline constexpr std::size_t kMostPostings = 700;

}  // namespace wegwijzer::knowledge::tuning
