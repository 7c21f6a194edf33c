#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "channel/channel.hpp"
#include "http/router.hpp"
#include "slack/envelope.hpp"
#include "slack/installations.hpp"
#include "slack/roll.hpp"
#include "slack/sign.hpp"
#include "slack/slack.hpp"

namespace wegwijzer::slack {

/// RawEvent::kind of what comes from here; a payload's kind is its own type ("block_actions").
inline constexpr std::string_view kEventKind = "event";
inline constexpr std::string_view kCommandKind = "command";

/// Slack's requests up to the engine: signature, type, identities, conversation; nothing of the content. Whatever kind
/// comes to whichever of its three addresses. Threads: any.
class Admission {
 public:
  Admission(const SharedSecret& signing_secrets, const Parts& parts, Installations& installations, Roll& roll);
  /// `intake` outlives the router.
  void routes(http::Router& router, channel::Intake& intake);

 private:
  void admit(http::Request request, http::Responder responder, channel::Intake& intake) const;
  void json(http::Request request, http::Responder responder, channel::Intake& intake) const;
  void form(http::Request request, http::Responder responder, channel::Intake& intake) const;
  void payload(const http::Request& request, std::string json, http::Responder responder,
               channel::Intake& intake) const;
  void command(http::Request request, http::Responder responder, channel::Intake& intake) const;
  void farewell(const Envelope& envelope, channel::RawEvent event, http::Responder responder,
                channel::Intake& intake) const;
  [[nodiscard]] channel::RawEvent raw(const http::Request& request, channel::Way way) const;

  void refuse(const http::Request& request) const;

  Signatures signatures_;
  const Clock& clock_;
  Metrics::Counter refused_;
  mutable std::atomic<std::int64_t> refused_unsaid_{0};  ///< since the last line of the log
  mutable std::atomic<std::int64_t> refused_said_;       ///< when that was, in microseconds
  Installations& installations_;
  Roll& roll_;
};

}  // namespace wegwijzer::slack
