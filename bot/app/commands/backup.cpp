#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/storage.hpp"
#include "app/with_settings.hpp"
#include "store/db.hpp"

namespace wegwijzer::app {
namespace {

int run(const Given& given, Console& console) {
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  const auto& file = given.arguments().front();
  auto connection = store::Connection::open(storage_from(*settings).database, store::Access::read_only);
  auto copied = connection ? connection->backup_to(file) : Result<void>(failed(connection.error()));
  if (!copied) return refused(copied.error(), console);
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  console.print(console.say("backup.done", {{"file", file}, {"bytes", std::to_string(error ? 0 : size)}}));
  console.tell(console.say("backup.keys"));
  return kDone;
}

}  // namespace

Command backup_command() {
  return {"backup", "backup.purpose", "backup.examples", {config_option()}, Argument{"FILE", "argument.backup"}, run};
}

}  // namespace wegwijzer::app
