#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/health_store.hpp"
#include "app/setting_values.hpp"
#include "app/storage.hpp"
#include "app/with_settings.hpp"
#include "store/migrate.hpp"

namespace wegwijzer::app {
namespace {

namespace fs = std::filesystem;

/// A backup's schema, once it is sure that the file is whole and this program knows it.
Result<int> looked_at(const std::string& file) {
  if (!fs::is_regular_file(file)) return failed(Kind::not_found, file, "there is no such file");
  auto connection = store::Connection::open("sqlite:" + file, store::Access::read_only);
  if (!connection) return failed(std::move(connection.error()));
  if (auto whole = connection->read(Instant{}, HealthStore::check_integrity); !whole)
    return failed(Kind::broken, file, whole.error().what);
  auto schema = store::present_schema(*connection);
  if (!schema) return schema;
  if (*schema == 0) return failed(Kind::bad_input, file, "this is no backup of wegwijzer");
  if (*schema > store::wanted_schema())
    return failed(Kind::conflict, file,
                  "was made by a newer wegwijzer (schema " + std::to_string(*schema) + "); install that one first");
  return schema;
}

Result<void> onto_disk(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool fine = descriptor >= 0 && fsync(descriptor) == 0;
  if (descriptor >= 0) close(descriptor);
  if (!fine) return failed(Kind::unavailable, path, "cannot be written to disk");
  return {};
}

/// Beside the database first, then over it in one step: there is always a whole one.
Result<void> put_in_place(const std::string& file, const std::string& database) {
  const std::string beside = database + ".restoring";
  std::error_code error;
  fs::remove(beside, error);
  auto connection = store::Connection::open("sqlite:" + file, store::Access::read_only);
  if (!connection) return failed(std::move(connection.error()));
  if (auto copied = connection->backup_to(beside); !copied) return copied;
  if (auto kept = onto_disk(beside); !kept) return kept;
  for (const char* rest : {"-wal", "-shm"}) fs::remove(database + rest, error);
  fs::rename(beside, database, error);
  if (error) return failed(Kind::unavailable, database, "cannot be replaced (" + error.message() + ")");
  const auto folder = fs::path(database).parent_path();
  return onto_disk(folder.empty() ? "." : folder.string());
}

int run(const Given& given, Console& console) {
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  const auto storage = storage_from(*settings);
  const auto& file = given.arguments().front();
  const auto database = sqlite_path(storage.database).value_or("");
  const auto schema = looked_at(file);
  if (!schema) return refused(schema.error(), console);
  const auto summary =
      console.say("restore.summary", {{"file", file}, {"schema", std::to_string(*schema)}, {"database", database}});
  if (given.has("--dry-run")) {
    console.print(summary);
    return kDone;
  }
  console.tell(summary);
  if (!given.has("--yes") && !console.agreed(console.say("restore.sure"))) {
    console.complain(console.say("restore.not_agreed"));
    return kFailed;
  }
  if (auto made = make_folders(storage); !made) return refused(made.error(), console);
  const auto lock = StorageLock::take(storage);
  if (!lock) return refused(lock.error(), console);
  if (auto placed = put_in_place(file, database); !placed) return refused(placed.error(), console);
  console.print(console.say("restore.done", {{"database", database}}));
  return kDone;
}

}  // namespace

Command restore_command() {
  return {"restore",
          "restore.purpose",
          "restore.examples",
          {{"--yes", "", "option.yes"}, {"--dry-run", "", "option.dry_run"}, config_option()},
          Argument{"FILE", "argument.backup"},
          run};
}

}  // namespace wegwijzer::app
