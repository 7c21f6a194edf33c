#include <algorithm>
#include <array>
#include <future>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/doctor.hpp"
#include "base/reveal.hpp"
#include "base/text.hpp"
#include "http/client.hpp"

namespace wegwijzer::app {
namespace {

using State = Check::State;

/// What the bot does needs these; deploy/slack/manifest.yaml asks for the same.
constexpr std::array<std::string_view, 6> kScopes{"app_mentions:read", "chat:write", "commands",
                                                  "im:history",        "im:write",   "users:read"};

std::optional<http::Response> auth_test(const Settings& settings) {
  const auto client = http::Client::make(1);
  std::string url = settings.text("slack.api_url");
  if (!url.ends_with('/')) url += '/';
  http::Call call;
  call.url = url + "auth.test";
  call.secret_headers.emplace_back("Authorization",
                                   share("Bearer " + std::string(reveal(settings.secret("slack.bot_token")))));
  std::promise<http::Answer> promise;
  auto future = promise.get_future();
  client->send(std::move(call), [&promise](http::Answer answer) { promise.set_value(std::move(answer)); });
  return future.get().response;
}

std::string missing_scopes(const http::Response& response) {
  const auto header = std::find_if(response.headers.begin(), response.headers.end(),
                                   [](const auto& one) { return folded(one.first) == "x-oauth-scopes"; });
  if (header == response.headers.end()) return {};
  std::vector<std::string> granted;
  std::stringstream in(header->second);
  for (std::string scope; std::getline(in, scope, ',');) granted.emplace_back(trimmed(scope));
  std::string missing;
  for (const auto scope : kScopes)
    if (std::find(granted.begin(), granted.end(), scope) == granted.end())
      missing += (missing.empty() ? "" : ", ") + std::string(scope);
  return missing;
}

Check token(const Settings& settings, const Console& console) {
  const auto response = auth_test(settings);
  if (!response)
    return {"slack", State::fault, console.say("doctor.slack.unreachable", {{"url", settings.text("slack.api_url")}})};
  const auto answer = nlohmann::json::parse(response->body, nullptr, false);
  if (response->status != 200 || !answer.is_object())
    return {"slack", State::fault, console.say("doctor.slack.strange", {{"status", std::to_string(response->status)}})};
  if (!answer.value("ok", false)) {
    const auto error = answer.value("error", "unknown");
    return {"slack", State::fault, console.say("doctor.slack.refused", {{"error", error}})};
  }
  const auto missing = missing_scopes(*response);
  if (!missing.empty()) return {"slack", State::fault, console.say("doctor.slack.scopes", {{"scopes", missing}})};
  return {"slack", State::fine, console.say("doctor.slack.fine")};
}

/// Slack's signing secrets are 32 hexadecimal letters; another form is likely the wrong field of the page.
Check signing(const Settings& settings, const Console& console) {
  std::stringstream in{std::string(reveal(settings.secret("slack.signing_secret")))};
  for (std::string secret; std::getline(in, secret, ',');) {
    const auto word = trimmed(secret);
    const bool usual = word.size() == 32 && word.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!usual) return {"slack_signing", State::attention, console.say("doctor.slack.signing")};
  }
  return {"slack_signing", State::fine, console.say("doctor.slack.signing_fine")};
}

}  // namespace

void examine_slack(const Settings& settings, const Console& console, Checks& checks) {
  if (!settings.secret("slack.signing_secret")) {
    checks.push_back({"slack", State::fine, console.say("doctor.slack.off")});
    return;
  }
  checks.push_back(signing(settings, console));
  if (settings.secret("slack.bot_token")) checks.push_back(token(settings, console));
  if (!settings.text("slack.client_id").empty() && settings.text("server.public_url").empty())
    checks.push_back({"slack_install", State::fault, console.say("doctor.slack.public_url")});
}

}  // namespace wegwijzer::app
