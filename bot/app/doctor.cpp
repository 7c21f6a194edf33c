#include "app/doctor.hpp"

namespace wegwijzer::app {

Checks examine(const Settings& settings, const Console& console, bool demo) {
  Checks checks;
  for (const auto& warning : settings.warnings()) checks.push_back({"settings", Check::State::attention, warning});
  if (checks.empty()) checks.push_back({"settings", Check::State::fine, console.say("doctor.settings")});
  examine_storage(settings, console, checks);
  examine_queues(settings, console, checks);
  examine_machine(settings, console, checks);
  examine_knowledge(settings, console, demo, checks);
  examine_slack(settings, console, checks);
  return checks;
}

}  // namespace wegwijzer::app
