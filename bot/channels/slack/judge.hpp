#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "channel/channel.hpp"
#include "http/message.hpp"

namespace wegwijzer::slack {

/// What Slack's answer to one of our calls means ("Web API", the error lists of its methods).
[[nodiscard]] channel::Verdict judged(const channel::Call& call, const http::Response& response);

/// How to look, after a lost answer in a direct message, whether it arrived: the newest messages there. Nothing where
/// that cannot be seen.
[[nodiscard]] std::optional<channel::Call> look_back_for(const channel::Call& call, const std::string& api_url);
[[nodiscard]] bool mark_in(const channel::Call& call, const http::Response& response);

}  // namespace wegwijzer::slack
