#pragma once
#include <memory>

#include "base/clock.hpp"
#include "channel/channel.hpp"

namespace wegwijzer::terminal {

/// `ask` on the command line. A RawEvent's body is one chat question (channel/chat.hpp), its kind how it is answered:
/// "line" (the contract's JSON object, or `chat_fault`), "text" (what a person would see) or "explain" (the same, and
/// why). Answers end with a line end; a question that can't be read has the status 400. `clock` outlives the channel.
[[nodiscard]] std::unique_ptr<channel::Channel> make(const Clock& clock);

}  // namespace wegwijzer::terminal
