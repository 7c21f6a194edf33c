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
inline constexpr float kBeforeWords = 0.3F;  ///< its words beside the new ones
inline constexpr float kBeforeEntry = 3.0F;  ///< evidence for the entry that answered it
inline constexpr float kBeforeSame = 7.0F;   ///< the same where "it" or "daarover" points at it
inline constexpr float kBeforeFades = 1.5F;  ///< how fast that fades with each new content word
inline constexpr float kBeforeOurs = 1.5F;   ///< against "none": who asked one of our questions asks another
inline constexpr double kBeforeWordsCounted = 6;
inline constexpr float kBeforeRelated = 1.2F;  ///< and for what that one names as related
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
inline constexpr unsigned kPairSeen = 2;           ///< in so many example questions, or a pair is forgotten
inline constexpr std::size_t kMostPostings = 700;  ///< a term of more topics tells nothing …
inline constexpr std::size_t kMostShare = 20;      ///< … or of more than one topic in so many
inline constexpr double kMostWork = 3e9;           ///< postings met in all rounds: some seconds

}  // namespace wegwijzer::knowledge::tuning
