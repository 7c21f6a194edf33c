#pragma once
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "http/client.hpp"
#include "slack/install_store.hpp"
#include "slack/slack.hpp"
#include "store/vault.hpp"

namespace wegwijzer::slack {

/// The least the app needs; docs/slack.md says what each is for.
[[nodiscard]] const std::vector<std::string_view>& wanted_scopes();
[[nodiscard]] bool has_all_scopes(std::string_view granted);

/// `state` of OAuth: 128 random bits, signed, for ten minutes, redeemed once and only with the cookie of the browser
/// that began. Threads: any.
class States {
 public:
  States(const store::Vault& vault, const Clock& clock) : vault_(vault), clock_(clock) {}
  struct Begun {
    std::string state;
    std::string cookie;
  };
  [[nodiscard]] Begun begin() const;
  [[nodiscard]] bool redeem(std::string_view state, std::string_view cookie);

 private:
  [[nodiscard]] std::string signature(std::string_view nonce, std::string_view until) const;

  const store::Vault& vault_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Instant, std::less<>> used_;
};

/// Slack's page that asks for permission.
[[nodiscard]] std::string authorize_url(const Options& options, std::string_view state);
[[nodiscard]] std::string redirect_url(const Options& options);

/// `oauth.v2.access`, with credentials by HTTP Basic: for a code, or for the next token of a rotation.
[[nodiscard]] http::Call exchange_call(const Options& options, std::string_view code);
[[nodiscard]] http::Call refresh_call(const Options& options, const SharedSecret& refresh_token);
[[nodiscard]] http::Call auth_test_call(const Options& options, const SharedSecret& token);

/// What it answered.
struct Granted {
  std::optional<Installation> installation;
  bool whole_enterprise = false;
  std::string team;
  std::string error;  ///< Slack's word; empty when the answer could not be read
};
[[nodiscard]] Granted granted_from(std::string_view answer, Instant now);

/// What `auth.test` said; nothing when the token does not work or the answer could not be read.
struct Introduction {
  std::string key;
  std::string bot_user;
};
[[nodiscard]] std::optional<Introduction> introduction_from(std::string_view answer);

}  // namespace wegwijzer::slack
