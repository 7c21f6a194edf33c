#pragma once
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "model/message.hpp"
#include "model/reply.hpp"
#include "store/db.hpp"

namespace wegwijzer::handler {

/// What a handler wants to say; the engine adds ids and addresses.
struct Saying {
  model::Reply reply;
  model::To to = model::ToAsker{};
  bool replace = false;
  bool below = false;  ///< below what others say to the same place
};
using Sayings = std::vector<Saying>;

/// Reads for one message. `store()` opens a read transaction on first use; where not even reading works it is a fault
/// and a handler answers with defaults.
class View {
 public:
  virtual ~View() = default;
  [[nodiscard]] virtual Result<store::Read*> store() const = 0;
  [[nodiscard]] virtual Instant now() const = 0;
  [[nodiscard]] virtual const model::Person& person() const = 0;
  /// The language to answer in when the words themselves do not tell: the request's wish, the person's choice, the
  /// setting bot.language.
  [[nodiscard]] virtual Language language() const = 0;
  /// A handler that was asked before takes part in this message (Claim::also). Then nothing of the words is kept
  /// longer than for the answer, not even scrubbed: they may be about somebody's safety.
  [[nodiscard]] virtual bool shared() const { return false; }
  /// A handler that was asked before already says something that stands on its own: who has nothing to add is silent.
  [[nodiscard]] virtual bool answered() const { return false; }
};

struct Outcome {
  Sayings messages;  ///< when nothing has to change
  /// When something does: reads what it depends on, changes it, says what is to be said. May run again: no calls out,
  /// no clock but `tx.now()`, no randomness it did not bring along.
  std::function<Result<Sayings>(store::Tx&)> change;
  std::function<Result<void>(store::Tx&)> note;  ///< written when there is time; lost rather than waited for
};

enum class Claim { no, also, mine };  ///< also: my part first, and the next handler's as well

/// Threads: `claim` and `handle` are called from any worker, messages of one conversation one after the other.
class Handler {
 public:
  virtual ~Handler() = default;
  /// A short word for logs and timers.
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Mine? Asked in the registry's order; the first `mine` ends the asking.
  [[nodiscard]] virtual Claim claim(const model::Message& message, const View& view) const = 0;
  /// Decides; changes nothing. Replies to one place become one message, in the order of the handlers.
  [[nodiscard]] virtual Result<Outcome> handle(const model::Message& message, const View& view) = 0;
  /// Takes out what it kept longer than it promised; called every ten minutes.
  [[nodiscard]] virtual Result<void> forget_old(store::Tx&) { return {}; }
};

using Handlers = std::vector<std::unique_ptr<Handler>>;

}  // namespace wegwijzer::handler
