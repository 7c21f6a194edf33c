#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/console.hpp"
#include "app/settings.hpp"

namespace wegwijzer::app {

/// One thing that `doctor` looked at: how it stands, and the sentence that says so or cures it.
struct Check {
  enum class State { fine, attention, fault };
  std::string_view name;  ///< word for programs: "database"
  State state = State::fine;
  std::string what;
};
using Checks = std::vector<Check>;

/// All checks, in the order they are printed. Calls Slack when it is switched on; changes nothing. A `demo` may do
/// without what only an organisation in earnest must see to.
[[nodiscard]] Checks examine(const Settings& settings, const Console& console, bool demo);

// The parts, each in a file of its own.
void examine_storage(const Settings& settings, const Console& console, Checks& checks);
void examine_queues(const Settings& settings, const Console& console, Checks& checks);
void examine_machine(const Settings& settings, const Console& console, Checks& checks);
void examine_knowledge(const Settings& settings, const Console& console, bool demo, Checks& checks);
void examine_slack(const Settings& settings, const Console& console, Checks& checks);

}  // namespace wegwijzer::app
