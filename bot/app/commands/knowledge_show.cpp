#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/nearest.hpp"
#include "app/shelf_for.hpp"
#include "app/with_settings.hpp"
#include "knowledge/curate.hpp"

namespace wegwijzer::app {
namespace {

using knowledge::Entry;

void print(const Entry& entry, const Console& console) {
  console.print(entry.id + " · " + std::string(code(entry.language)) + " · " + entry.file);
  console.print(entry.title + "\n");
  console.print(knowledge::plain_text(entry.parts));
  for (const auto& source : entry.sources)
    console.print(
        console.say("show.source", {{"document", source.document}, {"section", source.section}, {"url", source.url}}));
  std::string related;
  for (const auto& id : entry.related) related += (related.empty() ? "" : ", ") + id;
  if (!related.empty()) console.print(console.say("show.related", {{"ids", related}}));
  console.print(console.say("show.owner", {{"owner", entry.owner}}));
}

int not_found(const knowledge::Shelf& shelf, const std::string& id, const Console& console) {
  std::vector<std::string_view> ids;
  for (const auto& entry : shelf.all()) ids.push_back(entry.id);
  const auto meant = nearest(id, ids);
  console.complain(meant.empty() ? console.say("show.unknown", {{"id", id}})
                                 : console.say("show.unknown_near", {{"id", id}, {"meant", meant}}));
  return kFailed;
}

int run(const Given& given, Console& console) {
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  const auto shelf = shelf_for(*settings, console);
  if (!shelf) return kFailed;
  const auto& id = given.arguments().front();
  const auto language = given.value("--lang");
  bool found = false;
  for (const auto& entry : shelf->all()) {
    if (entry.id != id || (language && *language != code(entry.language))) continue;
    if (found && !given.has("--json")) console.print("");
    found = true;
    if (given.has("--json"))
      console.print(knowledge::export_line(entry));
    else
      print(entry, console);
  }
  return found ? kDone : not_found(*shelf, id, console);
}

}  // namespace

Command show_command() {
  return {"knowledge show",
          "show.purpose",
          "show.examples",
          {{"--lang", "nl|en", "option.only_lang", {"nl", "en"}}, json_option(), config_option()},
          Argument{"ID", "argument.id"},
          run};
}

}  // namespace wegwijzer::app
