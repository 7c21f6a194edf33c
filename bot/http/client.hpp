#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "http/message.hpp"

namespace wegwijzer::http {

/// One call to a platform. Secrets stand in `secret_headers` (name, value) only.
struct Call {
  Method method = Method::post;
  std::string url;
  Headers headers;
  std::vector<std::pair<std::string, SharedSecret>> secret_headers;
  SharedSecret body;
  std::chrono::milliseconds timeout{10'000};  ///< the whole request
};

/// Why there is no answer: `nothing_sent` is safe to repeat, `unknown` may have happened over there.
enum class Lost { nothing_sent, unknown };

struct Answer {
  std::optional<Response> response;  ///< nothing when it was lost; at most 1 MiB of body is kept
  Lost lost = Lost::unknown;
};

/// Calls over libcurl's multi interface on one thread of its own: proxy variables honoured, no redirects, connections
/// kept, at most `most` calls in flight (others queue in order). Threads: any may send; `done` is called on the
/// client's thread, must be short and must not throw.
class Client {
 public:
  static std::unique_ptr<Client> make(int most = 64);
  virtual ~Client() = default;  ///< ends calls in flight; each `done` hears how far its call got
  virtual void send(Call call, std::function<void(Answer)> done) = 0;
};

}  // namespace wegwijzer::http
