#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "base/texts.hpp"
#include "knowledge/shelf.hpp"
#include "model/reply.hpp"

namespace wegwijzer::answer {

/// What a button about an entry carries: "or.right.consent/nl", for more of it "or.right.consent/nl/2". A bare id has
/// no language.
struct EntryRef {
  std::string id;
  std::optional<Language> language;
  std::size_t seen = 0;  ///< parts of it that were shown
};
[[nodiscard]] std::string value_of(const EntryRef& ref);
[[nodiscard]] EntryRef entry_ref_from(std::string_view value);

/// What replies are made with; lives as long as one message is handled.
struct Desk {
  const Texts& texts;
  const knowledge::Shelf& shelf;
  Instant now;
  bool brief = false;  ///< in a channel: the answer alone, without related questions
};

/// The answer first, its sources, up to three related questions, more, feedback. `second`: another question of the
/// same message, answered below it, or offered where brief; may be null.
[[nodiscard]] model::Reply answer_reply(const Desk& desk, const knowledge::Entry& entry,
                                        const knowledge::Entry* second);
/// What stands after the first `seen` parts; all of it when there is nothing after them.
[[nodiscard]] model::Reply more_reply(const Desk& desk, const knowledge::Entry& entry, std::size_t seen);
/// "Do you mean …?"; up to three of `hits` and "none of these", whose press may tell the curators when `may_note`.
[[nodiscard]] model::Reply suggest_reply(const Desk& desk, Language language, std::span<const knowledge::Hit> hits,
                                         bool may_note);

struct Unknown {
  TextKey lead = "unknown.lead";
  const knowledge::Entry* nearest = nullptr;  ///< only when it is near enough to be named
  bool kept = false;                          ///< the question goes to the curators
};
/// An honest "I don't know" with a person or place to ask.
[[nodiscard]] model::Reply unknown_reply(const Desk& desk, Language language, const Unknown& unknown);
/// One paragraph.
[[nodiscard]] model::Reply sentence(const Texts& texts, Language language, TextKey key);
/// The dialog in which words can be added to a feedback. `handle` comes back with them.
[[nodiscard]] model::Reply feedback_dialog(const Texts& texts, Language language, std::string handle);

[[nodiscard]] std::size_t words_in(const knowledge::Part& part);
/// How many of the parts stand in the first message: about 90 words, never breaking between a line that leads in and
/// its list.
[[nodiscard]] std::size_t first_parts(std::span<const knowledge::Part> parts, bool brief);

}  // namespace wegwijzer::answer
