#pragma once
#include <map>
#include <optional>
#include <string>

#include "app/command.hpp"
#include "app/settings.hpp"

namespace wegwijzer::app {

/// The settings of a command; says all problems (and warnings) on standard error. Nothing: exit with kMisuse.
[[nodiscard]] std::optional<Settings> settings_for(const Given& given, const Console& console,
                                                   std::map<std::string, std::string> command_line = {});

}  // namespace wegwijzer::app
