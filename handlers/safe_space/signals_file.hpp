#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "safe_space/recognition.hpp"

namespace wegwijzer::safe_space {

/// Where something stands in a signals file, for faults. The name of the file lives as long as the lines are used.
struct Place {
  std::string_view file;
  int line = 0;  ///< from 1; 0 for the file as a whole
};

/// "signals.nl.yaml:14"
[[nodiscard]] std::string to_text(const Place& place);

/// A text of a signals file and where it stands.
struct Placed {
  std::string text;
  Place place;
};

struct RuleLine {
  std::string name;
  Place place;
  Cause cause = Cause::nothing;
  std::vector<Placed> says;
  std::vector<Placed> unless;       ///< concepts that switch the rule off
  std::vector<Placed> calm_unless;  ///< the same, but not when a distress word stands in this or the previous turn
  std::vector<Placed> needs;        ///< concepts of which one must stand somewhere in the message
  std::vector<Placed> before;       ///< carried concepts of which one must stand in an earlier turn
  std::vector<Placed> denied_with;  ///< a denied match counts all the same beside one of these
  bool deniable = true;             ///< a negation in or right before it cancels it
  bool bystander = false;
  bool weak = false;  ///< gives way to a question about the subject; offered once per conversation
  std::size_t window = 8;
};

/// What the files of all languages say together.
struct SignalLines {
  std::map<std::string, std::vector<Placed>> concepts;
  std::vector<std::pair<std::string, Placed>> spellings;
  std::vector<std::string> ordinary;
  std::vector<Placed> carried;
  std::vector<RuleLine> rules;
};

/// Adds one file. Faults: `bad_input`, with file and line, for what is no YAML or has an unknown key or kind.
[[nodiscard]] Result<void> read_signals(std::string_view file, const std::string& yaml, SignalLines& into);

}  // namespace wegwijzer::safe_space
