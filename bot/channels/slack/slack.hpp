#pragma once
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "channel/channel.hpp"
#include "http/client.hpp"
#include "metrics/metrics.hpp"
#include "store/db.hpp"
#include "store/vault.hpp"

namespace wegwijzer::slack {

struct Options {
  SharedSecret signing_secrets;  ///< one, or two separated by a comma
  SharedSecret bot_token;        ///< of the single workspace; may be empty with OAuth
  std::string client_id;         ///< OAuth install is on when this and the secret are set
  SharedSecret client_secret;
  std::string api_url = "https://slack.com/api/";
  std::string public_url;  ///< for the redirect of OAuth
};

/// What it works with; all of it outlives the channel.
struct Parts {
  const store::Vault& vault;
  const Clock& clock;
  http::Client& client;  ///< for OAuth and users.info; deliveries go by the courier
  Metrics& metrics;
};

/// The Slack channel (docs/slack.md). Installations are read from `reader` at once and after each change of its own.
/// Faults: the installations cannot be read.
[[nodiscard]] Result<std::unique_ptr<channel::Channel>> make(Options options, const Parts& parts,
                                                             store::Connection reader);

}  // namespace wegwijzer::slack
