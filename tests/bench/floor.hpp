#pragma once
#include <string>

namespace wegwijzer::bench {

/// What the service stands on, and nothing else: Beast on one thread that checks Slack's signature and says 200; with
/// `database` (a file) it says so when the request's row is on disk, one transaction for all that wait. Serves until
/// the process is killed; prints its port on a line of stdout.
[[noreturn]] void serve_floor(const std::string& database);

}  // namespace wegwijzer::bench
