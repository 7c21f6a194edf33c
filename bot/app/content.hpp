#pragma once
#include <filesystem>
#include <vector>

#include "app/settings.hpp"

namespace wegwijzer::app {

/// The directories of entries: what ships with this binary (`knowledge/content` of the checkout, else
/// /usr/share/wegwijzer/knowledge), and over it those of `knowledge.dirs`, in their order, each once.
[[nodiscard]] std::vector<std::filesystem::path> content_directories(const Settings& settings);

}  // namespace wegwijzer::app
