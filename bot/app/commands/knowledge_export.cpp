#include "app/commands/commands.hpp"
#include "app/shelf_for.hpp"
#include "app/with_settings.hpp"
#include "knowledge/curate.hpp"

namespace wegwijzer::app {
namespace {

int run(const Given& given, Console& console) {
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  const auto shelf = shelf_for(*settings, console);
  if (!shelf) return kFailed;
  for (const auto& entry : shelf->all())
    if (entry.status == knowledge::Entry::Status::published) console.print(knowledge::export_line(entry));
  return kDone;
}

}  // namespace

Command export_command() {
  return {"knowledge export", "export.purpose",
          "export.examples",  {{"--jsonl", "", "option.export_jsonl"}, config_option()},
          std::nullopt,       run};
}

}  // namespace wegwijzer::app
