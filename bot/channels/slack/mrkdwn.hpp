#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "model/reply.hpp"

namespace wegwijzer::slack {

/// Slack's text on the wire ("Formatting message text", "Text object").

/// An upper bound of the UTF-16 units that `text` takes once escaped and kept from formatting.
[[nodiscard]] std::size_t cost(std::string_view text);
[[nodiscard]] std::size_t cost(const model::Rich& text);

/// `& < >` as entities and nothing else: for the top-level `text`.
[[nodiscard]] std::string escaped(std::string_view text);
/// For mrkdwn objects: words stay words (no mention, link or accidental formatting), bold and links are ours.
[[nodiscard]] std::string mrkdwn(const model::Rich& text);
/// For plain_text objects: one line of at most `units`, cut with an ellipsis; typographic signs stand for `& < >`,
/// because what Slack makes of entities there is not said.
[[nodiscard]] std::string label(std::string_view text, std::size_t units);

/// The address as it may stand in a link; empty unless it is https, http, tel or mailto and not overlong.
[[nodiscard]] std::string safe_link(std::string_view address);
/// Whether a button may open it.
[[nodiscard]] bool is_page(std::string_view address);

/// The longest beginning of `text` that costs at most `budget`, ended after a paragraph, a sentence or a word where
/// that loses less than half; at least one character.
[[nodiscard]] std::string_view beginning(std::string_view text, std::size_t budget);

}  // namespace wegwijzer::slack
