#include <algorithm>
#include <future>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/doctor.hpp"
#include "base/reveal.hpp"
#include "base/text.hpp"
#include "http/client.hpp"
#include "slack/oauth.hpp"

namespace wegwijzer::app {
namespace {

using State = Check::State;

std::optional<http::Response> auth_test(const Settings& settings) {
  slack::Options options;
  options.api_url = settings.text("slack.api_url");
  if (!options.api_url.ends_with('/')) options.api_url += '/';
  const auto client = http::Client::make(1);
  std::promise<http::Answer> promise;
  auto future = promise.get_future();
  client->send(slack::auth_test_call(options, settings.secret("slack.bot_token")),
               [&promise](http::Answer answer) { promise.set_value(std::move(answer)); });
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
  for (const auto scope : slack::wanted_scopes())
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
  const auto ok = answer.find("ok");
  const auto error = answer.find("error");
  if (ok == answer.end() || *ok != true) {
    const std::string word = error != answer.end() && error->is_string() ? error->get<std::string>() : "unknown";
    return {"slack", State::fault, console.say("doctor.slack.refused", {{"error", word}})};
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
