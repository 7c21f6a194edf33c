#pragma once
#include <string>
#include <string_view>

namespace wegwijzer::answer {

/// A question without what could tell who asked it or about whom: given names and what looks like a name become
/// "[name]", mail addresses "[mail]", links "[link]", anything with digits "[number]" (but not "artikel 27"), mentions
/// and channels "[name]". At most 300 UTF-16 units of valid UTF-8 on one line; empty when no word of its own is left.
/// It errs towards taking out too much; a rare name in lower case can stay. Pure; threads: any.
[[nodiscard]] std::string scrubbed(std::string_view words);

}  // namespace wegwijzer::answer
