#include "app/doctor.hpp"

#include <algorithm>

#include "app/commands/commands.hpp"
#include "base/json_write.hpp"

namespace wegwijzer::app {
namespace {

using State = Check::State;

std::string_view word(State state) {
  return state == State::fine ? "ok" : state == State::attention ? "warning" : "fault";
}

std::string shown(State state, const Console& console) {
  switch (state) {
    case State::fine:
      return console.coloured(console.say("doctor.ok"), Console::Colour::green);
    case State::attention:
      return console.coloured(console.say("doctor.attention"), Console::Colour::yellow);
    case State::fault:
      return console.coloured(console.say("doctor.fault"), Console::Colour::red);
  }
  return {};
}

void print_json(const Checks& checks, bool healthy, const Console& console) {
  std::string out;
  JsonWriter json(out);
  json.object().flag("healthy", healthy).key("checks").array();
  for (const auto& check : checks)
    json.object().field("name", check.name).field("state", word(check.state)).field("what", check.what).end_object();
  json.end_array().end_object();
  console.print(out);
}

/// Settings that cannot be used are a finding like any other, and the end of the examination.
Checks examined(const Given& given, const Console& console) {
  const auto settings = Settings::load(sources_from_process(given.value("--config")));
  if (settings) return examine(*settings, console, given.has("--demo"));
  Checks checks;
  for (const auto& fault : settings.error()) checks.push_back({"settings", State::fault, to_text(fault)});
  return checks;
}

int run(const Given& given, Console& console) {
  const auto checks = examined(given, console);
  const bool healthy =
      std::none_of(checks.begin(), checks.end(), [](const Check& one) { return one.state == State::fault; });
  if (given.has("--json"))
    print_json(checks, healthy, console);
  else
    for (const auto& check : checks)
      console.print(shown(check.state, console) + "  " + std::string(check.name) + ": " + check.what);
  return healthy ? kDone : kFailed;
}

}  // namespace

Command doctor_command() {
  return {"doctor",          "doctor.purpose",
          "doctor.examples", {config_option(), {"--demo", "", "option.doctor_demo"}, json_option()},
          std::nullopt,      run};
}

}  // namespace wegwijzer::app
