#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "http/answer_writer.hpp"
#include "http/deadlines.hpp"
#include "http/proxies.hpp"
#include "http/request_reader.hpp"
#include "http/router.hpp"
#include "http/seats.hpp"
#include "http/wiped_bytes.hpp"
#include "http/wire.hpp"

namespace wegwijzer::http {

class Session;

/// What all connections of a server have in common. Immutable.
struct House {
  Router router;
  AnswerWriter answers;
  Proxies proxies;
  RequestLimits limits;
};

/// Brings answers from any thread to the one that owns their connections.
class Mailbox {
 public:
  struct Letter {
    std::shared_ptr<Session> to;
    Response response;
  };
  virtual ~Mailbox() = default;
  /// Dropped when the owner has ended.
  virtual void put(Letter letter) = 0;
  [[nodiscard]] virtual bool on_owners_thread() const = 0;
};

/// The thread on which a connection lives.
class Host {
 public:
  virtual ~Host() = default;
  [[nodiscard]] virtual const House& house() const = 0;
  [[nodiscard]] virtual Deadlines& deadlines() = 0;
  [[nodiscard]] virtual const std::shared_ptr<Mailbox>& mailbox() const = 0;
  [[nodiscard]] virtual bool stopping() const = 0;
  virtual void gone(Session& session) = 0;
};

/// Who is at the other end.
struct Peer {
  std::string address;
  bool proxy = false;  ///< one whose forwarded headers count
  bool secure = false;
  bool turned_away = false;  ///< there is no room: hears so, and no more
};

/// One connection: requests one after the other, each read whole, answered, and only then the next one read.
/// Threads: the host's, except `answered`.
class Session final : public WireUser, public Timed, public std::enable_shared_from_this<Session> {
 public:
  Session(Host& host, std::shared_ptr<Wire> wire, Peer peer, Seats::Seat seat);

  void start();
  /// The host's clock: the deadline that was set is over.
  void expired();
  /// Closes the connection when nothing is in flight; else after the answer.
  void wind_down();
  void close();
  /// The letter that `answered` put into the mailbox.
  void deliver(Response response);

  [[nodiscard]] bool closed() const override { return wire_ == nullptr; }
  void opened(bool well) override;
  void arrived(std::string_view bytes) override;
  void ended() override;
  void written(bool well) override;

 private:
  enum class Doing { opening, waiting, reading, inviting, answering, writing, finishing };

  void answered(Response response);  // any thread
  [[nodiscard]] std::size_t proceed(std::string_view input);
  void go_on();
  void begin_request();
  void await_request();
  void await_more();
  void dispatch();
  void refuse(int status);
  void send(const Response& response, const AnswerShape& shape);
  void sent();

  Host& host_;
  const std::shared_ptr<Mailbox> mailbox_;
  std::shared_ptr<Wire> wire_;
  Peer peer_;
  Seats::Seat seat_;
  Doing doing_ = Doing::opening;
  bool dispatching_ = false;
  bool invited_ = false;  ///< to send the body
  bool last_ = false;     ///< the connection ends after this answer
  std::optional<RequestReader> reader_;
  WipedBytes pending_;  ///< came, and waits for more or for its turn
  AnswerShape shape_;
  std::optional<Response> at_once_;  ///< answered before the route returned
  std::string out_;
};

}  // namespace wegwijzer::http
