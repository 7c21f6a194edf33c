#pragma once
#include "access/access.hpp"
#include "answer/answer.hpp"
#include "handler/handler.hpp"
#include "handler/welcome.hpp"
#include "home/home.hpp"
#include "knowledge/shelf.hpp"
#include "safe_space/safe_space.hpp"
#include "store/vault.hpp"

namespace wegwijzer::app {

/// What handlers are made of; library, guide and vault outlive them.
struct HandlerParts {
  const knowledge::Library& library;
  const safe_space::Guide& guide;
  const store::Vault& vault;
  answer::Options answer;
  home::Options home;
  handler::Welcome knowledge;
  handler::Welcome safe_space;
};

/// Every handler, in the order in which they are asked. Defined in handlers/registry.cpp: one line per handler.
[[nodiscard]] handler::Handlers all_handlers(const HandlerParts& parts);

}  // namespace wegwijzer::app
