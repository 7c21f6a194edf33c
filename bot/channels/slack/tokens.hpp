#pragma once
#include <string>
#include <string_view>

#include "base/reveal.hpp"
#include "base/secret.hpp"

namespace wegwijzer::slack {

/// Value of the Authorization header; "Bearer" is case-sensitive at Slack.
[[nodiscard]] inline SharedSecret bearer(const SharedSecret& token) {
  std::string text("Bearer ");
  text.append(reveal(token));
  auto value = share(text);
  wipe(text.data(), text.size());
  return value;
}

/// Errors of the Web API after which no call with this token can succeed.
[[nodiscard]] inline bool token_is_dead(std::string_view error) {
  return error == "invalid_auth" || error == "account_inactive" || error == "token_revoked" || error == "not_authed" ||
         error == "token_expired";
}

}  // namespace wegwijzer::slack
