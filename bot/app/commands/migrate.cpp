#include "store/migrate.hpp"
#include "app/commands/commands.hpp"
#include "app/storage.hpp"
#include "app/with_settings.hpp"

namespace wegwijzer::app {
namespace {

int run(const Given& given, Console& console) {
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  const auto storage = storage_from(*settings);
  if (auto made = make_folders(storage); !made) return refused(made.error(), console);
  const auto lock = StorageLock::take(storage);
  if (!lock) return refused(lock.error(), console);
  auto connection = store::Connection::open(storage.database, store::Access::read_write);
  if (!connection) return refused(connection.error(), console);
  const auto present = store::present_schema(*connection);
  if (!present) return refused(present.error(), console);
  const auto from = std::to_string(*present);
  const auto to = std::to_string(store::wanted_schema());
  if (given.has("--dry-run") && *present <= store::wanted_schema()) {
    console.print(*present == store::wanted_schema() ? console.say("migrate.current", {{"to", to}})
                                                     : console.say("migrate.would", {{"from", from}, {"to", to}}));
    return kDone;
  }
  if (auto done = store::migrate(*connection); !done) return refused(done.error(), console);
  console.print(*present == store::wanted_schema() ? console.say("migrate.current", {{"to", to}})
                                                   : console.say("migrate.done", {{"from", from}, {"to", to}}));
  return kDone;
}

}  // namespace

Command migrate_command() {
  return {"migrate",          "migrate.purpose",
          "migrate.examples", {{"--dry-run", "", "option.dry_run"}, config_option()},
          std::nullopt,       run};
}

}  // namespace wegwijzer::app
