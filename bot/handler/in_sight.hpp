#pragma once
#include <utility>

#include "handler/handler.hpp"

namespace wegwijzer::handler {

/// The reply where the asker is looking: the App Home and an open dialog change in place, elsewhere it is said.
[[nodiscard]] inline Saying in_sight(const model::Message& message, model::Reply reply) {
  Saying saying;
  saying.reply = std::move(reply);
  if (message.source.surface == model::Surface::home) saying.to = model::ToHome{};
  if (message.source.surface != model::Surface::form) return saying;
  if (std::holds_alternative<model::Submission>(message.what))
    saying.to = model::ToDialog{};
  else
    saying.replace = true;
  return saying;
}

}  // namespace wegwijzer::handler
