#pragma once
#include <memory>
#include <string>

#include "channel/channel.hpp"
#include "http/router.hpp"
#include "slack/installations.hpp"
#include "slack/oauth.hpp"
#include "slack/slack.hpp"

namespace wegwijzer::slack {

/// Installing into workspaces and organisations by OAuth v2 ("Installing with OAuth"): two pages. Threads: any.
class Install : public std::enable_shared_from_this<Install> {
 public:
  Install(const Options& options, const Parts& parts, std::shared_ptr<Installations> installations);
  /// Only where a client id and secret are set. `intake` outlives the router and the calls of the client.
  void routes(http::Router& router, channel::Intake& intake);

 private:
  struct Visit;
  void begin(const http::Request& request, http::Responder responder) const;
  void redirected(const http::Request& request, http::Responder responder, channel::Intake& intake);
  void exchanged(const std::shared_ptr<Visit>& visit, const http::Answer& answer, channel::Intake& intake);
  void kept(const std::shared_ptr<Visit>& visit, const Result<void>& result);
  void finish(const std::shared_ptr<Visit>& visit) const;

  const Options options_;
  const Clock& clock_;
  http::Client& client_;
  std::shared_ptr<Installations> installations_;
  States states_;
};

}  // namespace wegwijzer::slack
