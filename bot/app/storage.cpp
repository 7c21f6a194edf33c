#include "app/storage.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "app/setting_values.hpp"

namespace wegwijzer::app {
namespace {

namespace fs = std::filesystem;

Result<void> make_folder(const fs::path& file) {
  const auto folder = file.parent_path();
  if (folder.empty() || fs::exists(folder)) return {};
  std::error_code error;
  const auto before = umask(077);
  fs::create_directories(folder, error);
  umask(before);
  if (error)
    return failed(
        Kind::unavailable, folder.string(),
        "this folder cannot be made (" + error.message() + "); make it, owned by the user that runs wegwijzer");
  return {};
}

// What a signal handler may touch: plain memory.
constexpr std::array kScratchFiles{"data.db", "data.db-wal", "data.db-shm", "data.db.lock", "data.db.service",
                                   "keys.db", "keys.db-wal", "keys.db-shm", "keys.db.lock", "master.key"};
std::array<std::array<char, 256>, kScratchFiles.size() + 1> scratch_paths{};

extern "C" void interrupted(int) {
  for (std::size_t i = 0; i < kScratchFiles.size(); ++i) unlink(scratch_paths[i].data());
  rmdir(scratch_paths.back().data());
  _exit(130);
}

void remember(const std::string& folder) {
  for (std::size_t i = 0; i < kScratchFiles.size(); ++i)
    std::snprintf(scratch_paths[i].data(), scratch_paths[i].size(), "%s/%s", folder.c_str(), kScratchFiles[i]);
  std::snprintf(scratch_paths.back().data(), scratch_paths.back().size(), "%s", folder.c_str());
  std::signal(SIGINT, interrupted);
  std::signal(SIGTERM, interrupted);
}

}  // namespace

Storage storage_from(const Settings& settings) {
  return {settings.text("storage.url"), settings.text("storage.keys_url"), settings.text("storage.key_file")};
}

Result<void> make_folders(const Storage& storage) {
  for (const auto& path :
       {sqlite_path(storage.database).value_or(""), sqlite_path(storage.keys_url).value_or(""), storage.key_file})
    if (auto made = make_folder(path); !made) return made;
  return {};
}

Result<StorageLock> StorageLock::take(const Storage& storage) {
  const auto path = sqlite_path(storage.database).value_or("") + ".service";
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return failed(Kind::unavailable, path,
                  std::string("this file cannot be written (") + std::strerror(errno) +
                      "); give the user that runs wegwijzer write access to the folder");
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return StorageLock(descriptor);
  close(descriptor);
  return failed(Kind::conflict, path, "another wegwijzer works on this database; stop it first");
}

StorageLock::StorageLock(StorageLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

StorageLock::~StorageLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

namespace {

/// In memory where there is such a place: what is thrown away needs no disk to wait for.
std::string place_for_scratch() {
  if (const char* chosen = std::getenv("TMPDIR"); chosen != nullptr && *chosen != '\0') return chosen;
  return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

}  // namespace

Result<Scratch> Scratch::make() {
  std::string folder = place_for_scratch() + "/wegwijzer-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr)
    return failed(
        Kind::unavailable, folder,
        std::string("no temporary folder can be made (") + std::strerror(errno) + "); set TMPDIR to one that can");
  remember(folder);
  return Scratch(std::move(folder));
}

Scratch::Scratch(Scratch&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}

Scratch::~Scratch() {
  if (folder_.empty()) return;
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Storage Scratch::storage() const {
  return {"sqlite:" + folder_ + "/data.db", "sqlite:" + folder_ + "/keys.db", folder_ + "/master.key"};
}

}  // namespace wegwijzer::app
