#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace wegwijzer {

/// The text with every broken UTF-8 sequence and NUL replaced by U+FFFD.
[[nodiscard]] std::string repaired_utf8(std::string_view text);
/// Unicode NFKC, case folded, format characters (zero width, bidi marks) out, typographic quotes and dashes plain,
/// white space runs to one blank, trimmed. Source: Unicode TR 15 and TR 44 through utf8proc.
[[nodiscard]] std::string folded(std::string_view text);
/// As `folded`, and accents removed (é → e).
[[nodiscard]] std::string folded_without_accents(std::string_view text);
/// Length in UTF-16 units, as platforms count their limits.
[[nodiscard]] std::size_t utf16_length(std::string_view text);
/// The longest prefix of at most `units` UTF-16 units that ends between characters; not inside an emoji sequence
/// where that can be helped.
[[nodiscard]] std::string_view utf16_prefix(std::string_view text, std::size_t units);
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace wegwijzer
