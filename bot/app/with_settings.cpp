#include "app/with_settings.hpp"

#include <utility>

namespace wegwijzer::app {

std::optional<Settings> settings_for(const Given& given, const Console& console,
                                     std::map<std::string, std::string> command_line) {
  auto loaded = Settings::load(sources_from_process(given.value("--config"), std::move(command_line)));
  if (!loaded) {
    console.complain(loaded.error());
    return std::nullopt;
  }
  return std::move(*loaded);
}

}  // namespace wegwijzer::app
