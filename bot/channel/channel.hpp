#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "http/message.hpp"
#include "http/router.hpp"
#include "model/message.hpp"
#include "model/reply.hpp"
#include "store/db.hpp"

namespace wegwijzer::channel {

/// `event`: kept on disk, then acknowledged, then handled. `waiting`: handled at once, answered on the request (slash
/// command, dialog submission, button, playground); what could not be said there goes by the outbox.
enum class Way { event, waiting };

/// What a platform brought: verified, of its content only the identities read.
struct RawEvent {
  std::string channel;
  Way way = Way::event;
  std::vector<std::string> identities;  ///< each happens once (event id; channel and ts; trigger); none: always handled
  std::string conversation;             ///< order is kept within it
  std::string kind;                     ///< channel's own hint for `read` ("json", "command", "payload")
  SharedSecret body;
  Instant received{};
  RequestId request;
};

/// Where channels hand over what they admitted. Threads: any.
class Intake {
 public:
  virtual ~Intake() = default;
  /// Takes the event; `responder` gets what the channel's `answer` says: after the row is on disk (event), or with the
  /// reply (waiting). 503 when it could not be kept.
  virtual void take(RawEvent event, http::Responder responder) = 0;
  /// Runs a change of the channel's own (an installation) in the writer; `done` is called on the writer's thread.
  virtual void write(std::function<Result<void>(store::Tx&)> change, std::function<void(Result<void>)> done) = 0;
};

/// A call to the platform, without the token. Kept sealed in the outbox; `to_bytes`/`call_from_bytes` below.
struct Call {
  std::string method;        ///< for limits and metrics: "chat.postMessage"; a word of the channel's own source
  std::string installation;  ///< whose token; also the scope of a rate limit
  std::string url;           ///< whole address
  std::string conversation;  ///< order is kept within it; also the scope of pacing
  std::string content_type = "application/json; charset=utf-8";
  SharedSecret body;
  SharedSecret plain_body;  ///< once more as plain text when the platform refuses the blocks; may be empty
  bool with_token = true;   ///< false: a one-off address that carries its own right (response_url)
  bool at_once = false;     ///< ahead of the queue, never stored, dropped after `until`
  Instant until{};
  Instant not_before{};
  OutgoingId id;
  RequestId request;  ///< of what caused it, for the log
};

[[nodiscard]] std::string to_bytes(const Call& call);
[[nodiscard]] Result<Call> call_from_bytes(std::string_view bytes);

/// What the platform's answer means.
struct Done {
  std::string platform_id;
};  ///< delivered
struct Again {
  std::chrono::milliseconds after{0};  ///< 0: by the courier's own backoff
  bool whole_method = false;           ///< a rate limit: holds this method of this installation
  int most = 0;
};                     ///< tries after which it is final; 0: until it is too old
struct FreshToken {};  ///< the token ran out: once more with another
struct AsPlain {};     ///< once more with plain_body
struct Never {
  Word reason;
  bool installation_ended = false;
};  ///< final; the whole installation where the token is dead
using Verdict = std::variant<Done, Again, FreshToken, AsPlain, Never>;

/// A platform. It translates and delivers; it decides nothing. `read`, `answer`, `write`, `judge` are pure.
/// Threads: any.
class Channel {
 public:
  virtual ~Channel() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Registers its addresses: verify, name event and conversation, hand the bytes to `intake` (outlives the router).
  virtual void routes(http::Router& router, Intake& intake) = 0;
  /// Bytes → message. `nullopt`: nothing to do (an edit, a bot's message, an unknown type). Faults: bad input.
  [[nodiscard]] virtual Result<std::optional<model::Message>> read(const RawEvent& event) const = 0;
  /// The answer to the waiting request. Takes out of `said` what it could say there; the rest goes by the outbox.
  /// For events: `said` is empty, a fault means it was not kept.
  [[nodiscard]] virtual http::Response answer(const RawEvent& event, Result<model::Said>& said) const = 0;
  /// Replies → calls, in order (a long one may become several). Faults: this cannot be said on this platform.
  [[nodiscard]] virtual Result<std::vector<Call>> write(const model::Outgoing& outgoing) const = 0;
  /// `response` is empty when the answer was lost.
  [[nodiscard]] virtual Verdict judge(const Call& call, const http::Response& response) const = 0;
  /// The token for an installation's calls; nothing when it ended or never was.
  [[nodiscard]] virtual SharedSecret token(std::string_view installation) const = 0;
  /// Which other messages of an earlier try can be seen there: how to ask whether `call` arrived after a lost answer
  /// (a look at the conversation). Nothing: send again.
  [[nodiscard]] virtual std::optional<Call> look_back(const Call&) const { return std::nullopt; }
  [[nodiscard]] virtual bool arrived(const Call&, const http::Response&) const { return false; }
};

}  // namespace wegwijzer::channel
