// One line per handler, in the order in which they are asked.
#include "app/registry.hpp"

namespace wegwijzer::app {

handler::Handlers all_handlers(const HandlerParts& parts) {
  handler::Handlers handlers;
  handlers.push_back(safe_space::make(parts.guide, parts.safe_space));
  handlers.push_back(home::make(parts.library, parts.vault, parts.home));
  handlers.push_back(access::make(parts.knowledge));
  handlers.push_back(answer::make(parts.library, parts.vault, parts.answer));
  return handlers;
}

}  // namespace wegwijzer::app
