#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/content.hpp"
#include "app/with_settings.hpp"
#include "base/json_write.hpp"
#include "knowledge/curate.hpp"

namespace wegwijzer::app {
namespace {

using knowledge::Remark;

std::string as_json(const std::vector<Remark>& remarks, std::size_t errors) {
  std::string out;
  JsonWriter json(out);
  json.object().key("remarks").array();
  for (const auto& remark : remarks)
    json.object()
        .field("weight", remark.weight == Remark::Weight::error ? "error" : "warning")
        .field("place", remark.place)
        .field("rule", remark.rule)
        .field("what", remark.what)
        .end_object();
  json.end_array().key("errors").number(static_cast<std::int64_t>(errors));
  json.key("warnings").number(static_cast<std::int64_t>(remarks.size() - errors)).end_object();
  return out;
}

void print(const std::vector<Remark>& remarks, const Console& console) {
  for (const auto& remark : remarks) {
    const bool error = remark.weight == Remark::Weight::error;
    const auto weight = console.coloured(console.say(error ? TextKey("lint.error") : TextKey("lint.warning")),
                                         error ? Console::Colour::red : Console::Colour::yellow);
    console.print(remark.place + ": " + weight + ": " + remark.what + " [" + remark.rule + "]");
  }
}

int run(const Given& given, Console& console) {
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  std::vector<std::filesystem::path> directories = content_directories(*settings);
  if (!given.arguments().empty()) directories.assign(given.arguments().begin(), given.arguments().end());
  knowledge::LintOptions options;
  options.today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  if (const auto against = given.value("--against")) options.against = *against;
  for (const auto& path : options.against ? std::vector{*options.against} : std::vector<std::filesystem::path>{})
    if (!std::filesystem::is_regular_file(path)) {
      console.complain(console.say("file.unreadable", {{"file", path.string()}}));
      return kFailed;
    }
  const auto remarks = knowledge::lint(directories, options);
  const auto errors = static_cast<std::size_t>(std::count_if(
      remarks.begin(), remarks.end(), [](const Remark& one) { return one.weight == Remark::Weight::error; }));
  if (given.has("--json")) {
    console.print(as_json(remarks, errors));
  } else {
    print(remarks, console);
    console.tell(console.say(
        "lint.sum", {{"errors", std::to_string(errors)}, {"warnings", std::to_string(remarks.size() - errors)}}));
  }
  return errors == 0 ? kDone : kFailed;
}

}  // namespace

Command lint_command() {
  return {"knowledge lint",
          "lint.purpose",
          "lint.examples",
          {{"--against", "FILE", "option.against"}, json_option(), config_option()},
          Argument{"DIRECTORY…", "argument.directory", true, false},
          run};
}

}  // namespace wegwijzer::app
