#pragma once
#include "base/result.hpp"
#include "channel/channel.hpp"
#include "http/message.hpp"
#include "model/reply.hpp"

namespace wegwijzer::slack {

/// The answer to a request of Slack's; takes out of `said` what it says itself: all of it for the asker on a command,
/// the dialog on a submission, the options of a menu.
[[nodiscard]] http::Response answer_to(const channel::RawEvent& event, Result<model::Said>& said);

}  // namespace wegwijzer::slack
