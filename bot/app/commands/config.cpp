#include "app/commands/commands.hpp"
#include "app/with_settings.hpp"
#include "base/json_write.hpp"

namespace wegwijzer::app {
namespace {

std::string_view word(Origin::Kind kind) {
  switch (kind) {
    case Origin::Kind::standard:
      return "default";
    case Origin::Kind::file:
      return "file";
    case Origin::Kind::file_of_file:
    case Origin::Kind::file_of_environment:
      return "secret file";
    case Origin::Kind::environment:
      return "environment";
    case Origin::Kind::credential:
      return "credential";
    case Origin::Kind::command_line:
      return "command line";
  }
  return "default";
}

int show(const Given& given, Console& console) {
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  for (const auto& warning : settings->warnings()) console.tell(warning);
  if (given.has("--json")) {
    std::string out;
    JsonWriter json(out);
    json.object().key("settings").array();
    for (const auto& setting : all_settings())
      json.object()
          .field("key", setting.key)
          .field("value", settings->shown(setting))
          .field("origin", word(settings->origin(setting.key).kind))
          .field("place", settings->origin(setting.key).place)
          .end_object();
    json.end_array().end_object();
    console.print(out);
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& setting : all_settings()) {
    const auto& origin = settings->origin(setting.key);
    const auto value = settings->shown(setting);
    rows.push_back({std::string(setting.key), value.empty() ? "-" : value,
                    origin.kind == Origin::Kind::standard ? console.say("config.standard") : origin.place});
  }
  console.print(aligned(rows));
  return kDone;
}

int check(const Given& given, Console& console) {
  const auto& file = given.arguments().front();
  const auto settings = Settings::load(sources_from_process(file));
  if (!settings) {
    console.complain(settings.error());
    return kMisuse;
  }
  for (const auto& warning : settings->warnings()) console.complain(warning);
  console.print(console.say("config.fine", {{"file", file}}));
  return kDone;
}

}  // namespace

Command config_show_command() {
  return {"config show", "config.show.purpose", "config.show.examples", {config_option(), json_option()}, std::nullopt,
          show};
}

Command config_check_command() {
  return {"config check", "config.check.purpose", "config.check.examples", {}, Argument{"FILE", "argument.settings"},
          check};
}

}  // namespace wegwijzer::app
