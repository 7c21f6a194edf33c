#pragma once
#include "base/log.hpp"
#include "base/result.hpp"

namespace wegwijzer::engine {

/// What went wrong, as a word for the log.
[[nodiscard]] inline Word word_for(Kind kind) {
  switch (kind) {
    case Kind::bad_input:
      return "bad_input";
    case Kind::not_allowed:
      return "not_allowed";
    case Kind::not_found:
      return "not_found";
    case Kind::conflict:
      return "conflict";
    case Kind::unavailable:
      return "unavailable";
    case Kind::broken:
      break;
  }
  return "broken";
}

}  // namespace wegwijzer::engine
