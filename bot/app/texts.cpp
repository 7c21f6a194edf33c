#include "app/texts.hpp"

#include <cstdlib>

#include "app_embedded/texts.hpp"

namespace wegwijzer::app {

const Texts& texts() {
  static const Texts all = Texts::built_in(app_embedded::texts);
  return all;
}

Language language_of_terminal() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("nl") ? Language::nl : Language::en;
  }
  return Language::en;
}

}  // namespace wegwijzer::app
