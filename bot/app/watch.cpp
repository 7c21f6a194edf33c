#include "app/watch.hpp"

#include <sys/stat.h>

#include <functional>
#include <string>
#include <system_error>

namespace wegwijzer::app {
namespace {

namespace fs = std::filesystem;

std::uint64_t mixed(std::uint64_t some, std::uint64_t other) {
  return (some ^ (other + 0x9E3779B97F4A7C15ULL + (some << 6U) + (some >> 2U))) * 0xFF51AFD7ED558CCDULL;
}

std::uint64_t mark_of(const fs::path& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return 0;
  auto mark = std::hash<std::string>{}(path.native());
  mark = mixed(mark, static_cast<std::uint64_t>(info.st_size));
  mark = mixed(mark, static_cast<std::uint64_t>(info.st_ino));
  mark = mixed(mark, static_cast<std::uint64_t>(info.st_mtim.tv_sec));
  return mixed(mark, static_cast<std::uint64_t>(info.st_mtim.tv_nsec));
}

}  // namespace

Watch::Watch(std::vector<fs::path> paths) : paths_(std::move(paths)), loaded_(fingerprint()), last_(loaded_) {}

bool Watch::changed() {
  const auto now = fingerprint();
  const bool settled = now == last_;
  last_ = now;
  if (!settled || now == loaded_) return false;
  loaded_ = now;
  return true;
}

std::uint64_t Watch::fingerprint() const {
  std::uint64_t all = 0;  // a sum: directories list their files in any order
  for (const auto& path : paths_) {
    all += mark_of(path);
    std::error_code error;
    for (fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied, error), end;
         !error && at != end; at.increment(error))
      if (at->is_regular_file(error)) all += mark_of(at->path());
    // A path that is no directory ends the loop with an error that is none.
  }
  return all;
}

}  // namespace wegwijzer::app
