#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"

namespace wegwijzer::engine {

/// One message between its reading and its end; shared with the writer while a change runs.
struct Engine::Handling {
  Item item;
  const channel::Channel* channel = nullptr;
  std::string conversation;  ///< keyed hash
  model::Message message;
  model::Person person;
  Language language = Language::nl;
  handler::Outcome outcome;
  bool withdrawn = false;  ///< answered "try again" before its change began, or a timer that was cancelled

  // What the decision came to.
  std::vector<OutboxRow> rows;             ///< calls for the outbox
  std::vector<channel::Call> at_once;      ///< dialogs
  std::optional<http::Response> response;  ///< for who waits
};

}  // namespace wegwijzer::engine
