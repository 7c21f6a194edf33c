#include "app/content.hpp"

#include <algorithm>
#include <optional>

namespace wegwijzer::app {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> shipped() {
  std::error_code error;
  const fs::path binary = fs::read_symlink("/proc/self/exe", error);
  const fs::path folder = binary.parent_path();
  for (const fs::path& candidate : {
           folder / "../../knowledge/content",       // build/release/wegwijzer of a checkout
           fs::path("knowledge/content"),            // started in a checkout
           folder / "../share/wegwijzer/knowledge",  // an installation under another prefix
           fs::path("/usr/share/wegwijzer/knowledge"),
       })
    if (fs::is_directory(candidate, error)) return fs::weakly_canonical(candidate, error);
  return std::nullopt;
}

}  // namespace

std::vector<fs::path> content_directories(const Settings& settings) {
  std::vector<fs::path> directories;
  if (auto own = shipped()) directories.push_back(std::move(*own));
  for (const auto& named : settings.list("knowledge.dirs")) {
    std::error_code error;
    auto whole = fs::weakly_canonical(named, error);
    if (error) whole = named;
    if (std::find(directories.begin(), directories.end(), whole) == directories.end()) directories.push_back(whole);
  }
  return directories;
}

}  // namespace wegwijzer::app
