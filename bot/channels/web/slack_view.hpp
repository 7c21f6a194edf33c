#pragma once
#include <string>
#include <vector>

#include "model/reply.hpp"

namespace wegwijzer::web {

/// One call that Slack would get: "chat.postMessage" and its JSON, laid out to be read.
struct SlackCall {
  std::string method;
  std::string body;
};

/// What the Slack channel would send for `said`, in its own words; ids of people and places are made up. What Slack
/// cannot be told is left out. Pure.
[[nodiscard]] std::vector<SlackCall> slack_calls(const model::Said& said);

}  // namespace wegwijzer::web
