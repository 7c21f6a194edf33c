#include "slack/oauth.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/reveal.hpp"
#include "crypto/hash.hpp"
#include "crypto/random.hpp"
#include "http/form.hpp"
#include "slack/json_walk.hpp"
#include "slack/tokens.hpp"

namespace wegwijzer::slack {
namespace {

using namespace std::chrono_literals;

constexpr auto kStateLives = 10min;
constexpr std::size_t kMostUsed = 1000;
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

class Reader final : public Visitor {
 public:
  void value(const Path& path, std::string_view text) override { values_[std::string(path.joined())] = text; }
  [[nodiscard]] std::string operator[](std::string_view path) const {
    const auto found = values_.find(path);
    return found == values_.end() ? std::string{} : found->second;
  }

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

std::string comma_separated(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto word : words) text.append(text.empty() ? "" : ",").append(word);
  return text;
}

http::Call form_call(std::string url, std::string body) {
  http::Call call;
  call.url = std::move(url);
  call.headers = {{"Content-Type", std::string(kFormType)}};
  call.body = share(body);
  wipe(body.data(), body.size());
  return call;
}

http::Call with_credentials(http::Call call, const Options& options) {
  std::string pair = options.client_id + ":";
  pair.append(reveal(options.client_secret));
  std::string value = "Basic " + crypto::base64(pair);
  call.secret_headers.emplace_back("Authorization", share(value));
  wipe(pair.data(), pair.size());
  wipe(value.data(), value.size());
  return call;
}

Instant expiry(std::string_view seconds, Instant now) {
  std::int64_t lives = 0;
  const auto [end, error] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), lives);
  if (error != std::errc{} || end != seconds.data() + seconds.size() || lives <= 0 || lives > 366L * 86400) return {};
  return now + std::chrono::seconds{lives};
}

}  // namespace

const std::vector<std::string_view>& wanted_scopes() {
  static const std::vector<std::string_view> scopes{"app_mentions:read", "chat:write", "commands",
                                                    "im:history",        "im:write",   "users:read"};
  return scopes;
}

bool has_all_scopes(std::string_view granted) {
  const std::string list = "," + std::string(granted) + ",";
  return std::all_of(wanted_scopes().begin(), wanted_scopes().end(), [&](std::string_view scope) {
    return list.find("," + std::string(scope) + ",") != std::string::npos;
  });
}

std::string States::signature(std::string_view nonce, std::string_view until) const {
  return crypto::base64url(vault_.keyed_hash("slack.oauth.state", {nonce, ".", until}));
}

States::Begun States::begin() const {
  const std::string nonce = crypto::base64url(crypto::random_bytes(16));
  const std::string until = std::to_string(to_micros(clock_.now() + kStateLives));
  return {nonce + "." + until + "." + signature(nonce, until), nonce};
}

bool States::redeem(std::string_view state, std::string_view cookie) {
  const auto first = state.find('.');
  const auto second = first == std::string_view::npos ? first : state.find('.', first + 1);
  if (second == std::string_view::npos) return false;
  const auto nonce = state.substr(0, first);
  const auto until = state.substr(first + 1, second - first - 1);
  if (!crypto::equal(signature(nonce, until), state.substr(second + 1)) || !crypto::equal(nonce, cookie)) return false;
  std::int64_t micros = 0;
  std::from_chars(until.data(), until.data() + until.size(), micros);
  const Instant now = clock_.now();
  if (from_micros(micros) < now) return false;
  const std::lock_guard lock(mutex_);
  std::erase_if(used_, [&](const auto& one) { return one.second < now; });
  // Nobody installs so often: then no more of them, rather than no end to what is remembered.
  if (used_.size() >= kMostUsed) return false;
  return used_.emplace(nonce, from_micros(micros)).second;
}

std::string redirect_url(const Options& options) {
  std::string url = options.public_url;
  while (url.ends_with('/')) url.pop_back();
  return url + "/slack/oauth_redirect";
}

std::string authorize_url(const Options& options, std::string_view state) {
  const bool government = http::origin_of(options.api_url) == "https://slack-gov.com";
  std::string url = government ? "https://slack-gov.com" : "https://slack.com";
  url += "/oauth/v2/authorize?client_id=" + http::url_encoded(options.client_id);
  url += "&scope=" + http::url_encoded(comma_separated(wanted_scopes())) + "&user_scope=";
  url += "&state=" + http::url_encoded(state) + "&redirect_uri=" + http::url_encoded(redirect_url(options));
  return url;
}

http::Call exchange_call(const Options& options, std::string_view code) {
  return with_credentials(
      form_call(options.api_url + "oauth.v2.access",
                "code=" + http::url_encoded(code) + "&redirect_uri=" + http::url_encoded(redirect_url(options))),
      options);
}

http::Call refresh_call(const Options& options, const SharedSecret& refresh_token) {
  return with_credentials(form_call(options.api_url + "oauth.v2.access", "grant_type=refresh_token&refresh_token=" +
                                                                             http::url_encoded(reveal(refresh_token))),
                          options);
}

http::Call auth_test_call(const Options& options, const SharedSecret& token) {
  auto call = form_call(options.api_url + "auth.test", "");
  call.secret_headers.emplace_back("Authorization", bearer(token));
  return call;
}

Granted granted_from(std::string_view answer, Instant now) {
  Reader read;
  Granted granted;
  if (!walk_json(answer, read)) return granted;
  granted.error = read["error"];
  if (read["ok"] != "true") return granted;
  granted.whole_enterprise = read["is_enterprise_install"] == "true";
  granted.team = read["team/id"];
  Installation one;
  one.key = granted.whole_enterprise ? read["enterprise/id"] : granted.team;
  one.bot_user = read["bot_user_id"];
  one.app = read["app_id"];
  one.scopes = read["scope"];
  one.token = share(read["access_token"]);
  if (const auto refresh = read["refresh_token"]; !refresh.empty()) one.refresh = share(refresh);
  one.expires = expiry(read["expires_in"], now);
  if (!one.key.empty() && !one.token->empty()) granted.installation = std::move(one);
  return granted;
}

std::optional<Introduction> introduction_from(std::string_view answer) {
  Reader read;
  if (!walk_json(answer, read) || read["ok"] != "true") return std::nullopt;
  const bool whole = read["is_enterprise_install"] == "true" && !read["enterprise_id"].empty();
  Introduction introduction{whole ? read["enterprise_id"] : read["team_id"], read["user_id"]};
  if (introduction.key.empty()) return std::nullopt;
  return introduction;
}

}  // namespace wegwijzer::slack
