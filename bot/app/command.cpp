#include "app/command.hpp"

namespace wegwijzer::app {

Exit exit_of(Kind kind) {
  return kind == Kind::bad_input ? kMisuse : kFailed;
}

std::optional<std::string> Given::value(std::string_view option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::nullopt : std::optional(found->second);
}

std::string Given::value_or(std::string_view option, std::string_view otherwise) const {
  return value(option).value_or(std::string(otherwise));
}

Option config_option() {
  return {"--config", "FILE", "option.config"};
}
Option json_option() {
  return {"--json", "", "option.json"};
}

Exit refused(const Fault& fault, const Console& console) {
  console.complain(std::span(&fault, 1));
  return kFailed;
}

}  // namespace wegwijzer::app
