#include "web/slack_view.hpp"

#include <nlohmann/json.hpp>

#include "base/reveal.hpp"
#include "slack/write.hpp"

namespace wegwijzer::web {
namespace {

constexpr const char* kDirect = "D0DIRECT";
constexpr const char* kChannel = "C0KANAAL";
constexpr const char* kAsker = "U0COLLEGA";
constexpr const char* kQuestion = "1793000000.000100";  // the message that was answered, or that a button stood on

/// The same message as if it had been caused on Slack.
model::Outgoing on_slack(const model::Outgoing& outgoing) {
  model::Outgoing moved = outgoing;
  const model::PersonRef asker{"slack", "", kAsker};
  if (auto* to = std::get_if<model::ToPerson>(&moved.to); to != nullptr && to->person == moved.asker)
    to->person = asker;
  moved.asker = asker;
  moved.source.channel = "slack";
  const bool channel = moved.source.surface == model::Surface::channel;
  moved.source.conversation = channel ? kChannel : kDirect;
  moved.source.thread = channel ? kQuestion : "";
  moved.source.message = kQuestion;
  moved.source.trigger = share("1793000000.1.trigger");
  return moved;
}

std::string laid_out(std::string_view json) {
  const auto parsed = nlohmann::ordered_json::parse(json, nullptr, false);
  return parsed.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

std::vector<SlackCall> slack_calls(const model::Said& said) {
  static const slack::Writing writing("https://slack.com/api/");
  std::vector<SlackCall> shown;
  for (const auto& outgoing : said) {
    const auto calls = writing.write(on_slack(outgoing));
    if (!calls) continue;
    for (const auto& call : *calls) shown.push_back({call.method, laid_out(reveal(call.body))});
  }
  return shown;
}

}  // namespace wegwijzer::web
