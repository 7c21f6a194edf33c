#pragma once
#include <memory>

#include "channel/channel.hpp"

namespace wegwijzer::terminal {

/// `ask` on the command line: a RawEvent whose body is one chat question (channel/chat.hpp), kind "line" (answered with
/// the contract's JSON object) or "text" (answered with the text a person would see).
[[nodiscard]] std::unique_ptr<channel::Channel> make();

}  // namespace wegwijzer::terminal
