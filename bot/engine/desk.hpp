#pragma once
#include "handler/handler.hpp"
#include "model/message.hpp"
#include "model/reply.hpp"

namespace wegwijzer::engine {

/// Which handler? Asks them in the registry's order and puts their outcomes together. Threads: any.
class Desk {
 public:
  explicit Desk(const handler::Handlers& handlers) : handlers_(handlers) {}

  /// What is to be done about a message. Nothing claimed: an outcome with nothing in it.
  [[nodiscard]] Result<handler::Outcome> decide(const model::Message& message, const handler::View& view) const;
  /// What can be said without the store when a life may depend on it: the sayings of the first handler whose outcome
  /// holds a crisis card and changes nothing. Empty when there is none.
  [[nodiscard]] handler::Sayings crisis(const model::Message& message, const handler::View& view) const;

 private:
  const handler::Handlers& handlers_;
};

/// Sayings with ids and addresses. Those to one place become one message, in order; ids follow from the message's id,
/// so what is decided again carries the same ones.
[[nodiscard]] model::Said addressed(handler::Sayings sayings, const model::Message& message);

}  // namespace wegwijzer::engine
