#pragma once
#include <optional>
#include <string_view>

#include "base/language.hpp"

namespace wegwijzer::home {

/// What a message that is no question means as a whole.
struct Meaning {
  enum class Kind {
    none,     ///< a question, or something else that is not ours
    nothing,  ///< no letter or digit in it
    greeting,
    thanks,
    fine,  ///< "ok"
    farewell,
    help,
    language,
    privacy,
    network,
    works_council,
    agreement,
  };
  Kind kind = Kind::none;
  std::optional<Language> language;  ///< of the words; none for what is the same in both
  std::optional<Language> wanted;    ///< the language somebody chooses
};

/// Reads the whole message: "hoi" is a greeting, "hoi, wat is de or?" is none. `command`: a slash command, whose first
/// word may be one of ours ("or", "cao", "netwerk" alone; in a direct message those are questions). Pure; any thread.
[[nodiscard]] Meaning meaning_of(std::string_view words, bool command);

}  // namespace wegwijzer::home
