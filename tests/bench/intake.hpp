#pragma once
#include <string>

namespace wegwijzer::bench {

/// The service with its reply side at a standstill: events are verified, sealed, kept and acknowledged, and the first
/// handler never comes to an end. Keeps its files in `folder`, asks the fake Web API at `api_url`. Serves until the
/// process is killed; prints its port on a line of stdout.
[[noreturn]] void serve_intake(const std::string& folder, const std::string& api_url);

}  // namespace wegwijzer::bench
