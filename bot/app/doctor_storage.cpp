#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "app/doctor.hpp"
#include "app/health_store.hpp"
#include "app/setting_values.hpp"
#include "app/storage.hpp"
#include "engine/inbox_store.hpp"
#include "engine/outbox_store.hpp"
#include "store/migrate.hpp"
#include "store/vault.hpp"

namespace wegwijzer::app {
namespace {

namespace fs = std::filesystem;
using State = Check::State;

bool open_to_others(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && (info.st_mode & (S_IRGRP | S_IROTH | S_IWGRP | S_IWOTH)) != 0;
}

bool is_there(const std::string& path) {
  return access(path.c_str(), F_OK) == 0;
}

/// The nearest folder above that exists: where the missing ones would be made.
std::string existing_folder(const std::string& file) {
  auto folder = fs::absolute(file).parent_path();
  while (!fs::exists(folder) && folder.has_relative_path()) folder = folder.parent_path();
  return folder.string();
}

Result<void> look_into(store::Connection& connection) {
  const auto schema = store::present_schema(connection);
  if (!schema) return failed(schema.error());
  if (*schema > store::wanted_schema())
    return failed(Kind::conflict, "database", "was made by a newer wegwijzer; install that one");
  return connection.read(Instant{}, HealthStore::check_integrity);
}

Check database(const std::string& path, const Console& console) {
  const auto folder = existing_folder(path);
  if (access(folder.c_str(), W_OK) != 0)
    return {"database", State::fault, console.say("doctor.database.folder", {{"folder", folder}})};
  if (!is_there(path)) return {"database", State::fine, console.say("doctor.database.none", {{"file", path}})};
  if (access(path.c_str(), W_OK) != 0)
    return {"database", State::fault, console.say("doctor.database.read_only", {{"file", path}})};
  auto connection = store::Connection::open("sqlite:" + path, store::Access::read_only);
  auto looked = connection ? look_into(*connection) : Result<void>(failed(connection.error()));
  if (!looked)
    return {"database", State::fault,
            console.say("doctor.database.fault", {{"file", path}, {"why", looked.error().what}})};
  const auto schema = store::present_schema(*connection).value_or(0);
  if (schema < store::wanted_schema())
    return {"database", State::attention,
            console.say("doctor.database.older",
                        {{"schema", std::to_string(schema)}, {"wanted", std::to_string(store::wanted_schema())}})};
  return {"database", State::fine,
          console.say("doctor.database.fine", {{"file", path}, {"schema", std::to_string(schema)}})};
}

bool is_in_a_backup_folder(const std::string& path) {
  for (const auto& part : fs::absolute(path))
    if (part == "backup" || part == "backups") return true;
  return false;
}

/// Opening the keys would make missing ones, so that is only tried where both are there.
Check keys(const Settings& settings, const Storage& storage, const Console& console) {
  const auto store = sqlite_path(storage.keys_url).value_or("");
  const bool file_there = is_there(storage.key_file);
  if (!file_there && !is_there(store))
    return {"keys", State::fine, console.say("doctor.keys.none", {{"file", storage.key_file}})};
  if (file_there && open_to_others(storage.key_file))
    return {"keys", State::fault, console.say("doctor.keys.open", {{"file", storage.key_file}})};
  if (file_there && !is_there(store) && is_there(sqlite_path(storage.database).value_or("")))
    return {"keys", State::fault, console.say("doctor.keys.store_missing", {{"file", store}})};
  store::Vault::Options options{storage.key_file, storage.keys_url, settings.duration("safe_space.key_epoch"),
                                settings.duration("safe_space.key_keep")};
  const auto vault = store::Vault::open(options, SystemClock{}.now());
  if (!vault) return {"keys", State::fault, to_text(vault.error())};
  if (is_in_a_backup_folder(store))
    return {"keys", State::fault, console.say("doctor.keys.in_backup", {{"file", store}})};
  return {"keys", State::fine, console.say("doctor.keys.fine", {{"file", storage.key_file}, {"store", store}})};
}

Check permissions(const Settings& settings, const Storage& storage, const Console& console) {
  for (const auto& path : {sqlite_path(storage.database).value_or(""), sqlite_path(storage.keys_url).value_or(""),
                           settings.text("server.tls_key")})
    if (!path.empty() && open_to_others(path))
      return {"permissions", State::fault, console.say("doctor.permissions.open", {{"file", path}})};
  return {"permissions", State::fine, console.say("doctor.permissions.fine")};
}

struct Queues {
  engine::InboxStore::Depth inbox;
  engine::OutboxStore::Depth outbox;
  std::vector<engine::OutboxStore::GivenUp> given_up;
};

Result<Queues> queues_of(const std::string& url, Instant now) {
  auto connection = store::Connection::open(url, store::Access::read_only);
  if (!connection) return failed(std::move(connection.error()));
  Queues queues;
  const auto read = connection->read(now, [&queues](store::Read& from) -> Result<void> {
    auto inbox = engine::InboxStore::depth(from);
    auto outbox = engine::OutboxStore::depth(from);
    auto given_up = engine::OutboxStore::given_up(from);
    if (!inbox) return failed(inbox.error());
    if (!outbox) return failed(outbox.error());
    if (!given_up) return failed(given_up.error());
    queues = {*inbox, *outbox, std::move(*given_up)};
    return {};
  });
  if (!read) return failed(read.error());
  return queues;
}

constexpr auto kLateAfter = std::chrono::minutes{5};

Check waiting(std::string_view name, std::int64_t count, const std::optional<Instant>& oldest, Instant now,
              const Console& console) {
  if (count == 0 || !oldest) return {name, State::fine, console.say("doctor.queue.empty")};
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - *oldest);
  const auto what = console.say("doctor.queue.waiting",
                                {{"count", std::to_string(count)}, {"minutes", std::to_string(minutes.count())}});
  return {name, minutes > kLateAfter ? State::attention : State::fine, what};
}

}  // namespace

void examine_storage(const Settings& settings, const Console& console, Checks& checks) {
  const auto storage = storage_from(settings);
  checks.push_back(database(sqlite_path(storage.database).value_or(""), console));
  checks.push_back(keys(settings, storage, console));
  checks.push_back(permissions(settings, storage, console));
}

void examine_queues(const Settings& settings, const Console& console, Checks& checks) {
  const auto url = storage_from(settings).database;
  if (!is_there(sqlite_path(url).value_or(""))) return;
  const auto now = SystemClock{}.now();
  const auto queues = queues_of(url, now);
  if (!queues) {
    checks.push_back({"queues", State::fault, to_text(queues.error())});
    return;
  }
  checks.push_back(waiting("inbox", queues->inbox.waiting, queues->inbox.oldest, now, console));
  if (queues->inbox.dead > 0)
    checks.push_back(
        {"inbox", State::attention, console.say("doctor.inbox.dead", {{"count", std::to_string(queues->inbox.dead)}})});
  checks.push_back(waiting("outbox", queues->outbox.waiting, queues->outbox.oldest, now, console));
  for (const auto& one : queues->given_up)
    checks.push_back(
        {"outbox", State::attention,
         console.say("doctor.outbox.dead",
                     {{"count", std::to_string(one.count)}, {"channel", one.channel}, {"reason", one.reason}})});
}

}  // namespace wegwijzer::app
