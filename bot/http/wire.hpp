#pragma once
#include <memory>
#include <string_view>

namespace boost::asio {
class io_context;
namespace ssl {
class context;
}
}  // namespace boost::asio

namespace wegwijzer::http {

/// Who hears what happens on a wire. Called on the wire's own thread, never from within a call to the wire.
class WireUser {
 public:
  virtual ~WireUser() = default;
  [[nodiscard]] virtual bool closed() const = 0;  ///< then it hears no more
  virtual void opened(bool well) = 0;
  virtual void arrived(std::string_view bytes) = 0;  ///< gone, and wiped, after the call
  virtual void ended() = 0;                          ///< nothing more will come
  virtual void written(bool well) = 0;
};

/// The two ends of one connection's bytes, plain or through TLS. One call at a time: each waits for its answer.
class Wire {
 public:
  using User = std::shared_ptr<WireUser>;
  virtual ~Wire() = default;
  virtual void open(User user) = 0;  ///< → opened
  virtual void read(User user) = 0;  ///< → arrived or ended
  /// True: all of it left at once. False: → written; `bytes` must stay until then.
  [[nodiscard]] virtual bool write(User user, std::string_view bytes) = 0;
  /// Says that nothing more will be sent and throws away what still comes, so that the answer arrives. → ended
  virtual void finish(User user) = 0;
  virtual void close() = 0;
};

/// Both take the socket over.
[[nodiscard]] std::shared_ptr<Wire> plain_wire(boost::asio::io_context& context, int socket, bool v6);
[[nodiscard]] std::shared_ptr<Wire> tls_wire(boost::asio::io_context& context, int socket, bool v6,
                                             boost::asio::ssl::context& tls);

}  // namespace wegwijzer::http
