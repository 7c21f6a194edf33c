#pragma once
#include "answer/answer.hpp"
#include "handler/handler.hpp"
#include "home/home.hpp"
#include "knowledge/shelf.hpp"
#include "safe_space/safe_space.hpp"

namespace wegwijzer::app {

/// What handlers are made of; library and guide outlive them.
struct HandlerParts {
  const knowledge::Library& library;
  const safe_space::Guide& guide;
  answer::Options answer;
  home::Options home;
};

/// Every handler, in the order in which they are asked. Defined in handlers/registry.cpp: one line per handler.
[[nodiscard]] handler::Handlers all_handlers(const HandlerParts& parts);

}  // namespace wegwijzer::app
