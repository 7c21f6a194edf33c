#pragma once
#include <string>

#include "base/result.hpp"

namespace wegwijzer::app {

/// What a running service answered to the command line.
struct Answered {
  int status = 0;
  std::string body;
};
/// Blocking calls to a running service; `url` is the whole address. Faults: `unavailable` when nobody answers within
/// 10 seconds, `bad_input` for an address that is none. On this machine the certificate's name is not checked.
[[nodiscard]] Result<Answered> get(const std::string& url);
[[nodiscard]] Result<Answered> post_json(const std::string& url, const std::string& body);

}  // namespace wegwijzer::app
