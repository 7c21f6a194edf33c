#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "http/message.hpp"

namespace wegwijzer::slack {

/// Slack's signature v0 ("Verifying requests from Slack"): HMAC-SHA-256 over "v0:time:body", at most 300 s from now in
/// either direction. Threads: any.
class Signatures {
 public:
  /// One secret, or two separated by a comma during a change. None: nothing is ever accepted.
  explicit Signatures(const SharedSecret& secrets);
  [[nodiscard]] bool fit(const http::Request& request, Instant now) const;

 private:
  std::vector<SharedSecret> secrets_;
};

}  // namespace wegwijzer::slack
