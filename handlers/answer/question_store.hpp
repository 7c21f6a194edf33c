#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/language.hpp"
#include "base/result.hpp"
#include "store/db.hpp"

namespace wegwijzer::answer {

/// A question that nothing answered. Table `gap`; nobody's account, and the day, not the hour.
struct Gap {
  RowId id;
  Language language = Language::nl;
  std::string words;    ///< scrubbed; empty when only the press of "none of these" is known
  std::string offered;  ///< ids that were offered or came nearest, separated by commas
  Instant day{};
};

[[nodiscard]] Result<void> keep_gap(store::Tx& tx, const Gap& gap);
/// Latest first.
[[nodiscard]] Result<std::vector<Gap>> gaps(store::Read& read, int most);

/// "This is not right" about an entry. Table `feedback`; nobody's account, and the day, not the hour.
struct Feedback {
  RowId id;  ///< random: it is also the handle of the dialog that adds words
  std::string entry;
  Language language = Language::nl;
  Instant day{};
};

[[nodiscard]] Result<void> keep_feedback(store::Tx& tx, const Feedback& feedback);
/// Adds what somebody wrote, sealed for the place (feedback, words, id). False when the row is gone or has words.
[[nodiscard]] Result<bool> add_words(store::Tx& tx, const RowId& id, std::string_view sealed);

/// Takes out gaps and feedback from before `oldest`.
[[nodiscard]] Result<void> forget_before(store::Tx& tx, Instant oldest);

/// The day of an instant: all that is kept of when.
[[nodiscard]] inline Instant day_of(Instant at) {
  return std::chrono::floor<std::chrono::days>(at);
}

}  // namespace wegwijzer::answer
