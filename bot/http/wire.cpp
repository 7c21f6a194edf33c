#include "http/wire.hpp"

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "base/secret.hpp"

namespace wegwijzer::http {

namespace {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;
using Socket = net::basic_stream_socket<tcp, net::io_context::executor_type>;

Socket taken_over(net::io_context& context, int socket, bool v6) {
  Socket made(context);
  error_code ec;
  made.assign(v6 ? tcp::v6() : tcp::v4(), socket, ec);
  made.non_blocking(true, ec);
  made.set_option(tcp::no_delay(true), ec);
  return made;
}

/// A connection that is silent owns no buffer: what is readable goes through one buffer of the thread.
class PlainWire final : public Wire, public std::enable_shared_from_this<PlainWire> {
 public:
  PlainWire(net::io_context& context, int socket, bool v6) : socket_(taken_over(context, socket, v6)) {}

  void open(User user) override {
    net::post(socket_.get_executor(), [user = std::move(user)] {
      if (!user->closed()) user->opened(true);
    });
  }

  void read(User user) override {
    socket_.async_wait(Socket::wait_read, [self = shared_from_this(), user = std::move(user)](const error_code& ec) {
      if (user->closed()) return;
      if (ec) return user->ended();
      self->take(user);
    });
  }

  bool write(User user, std::string_view bytes) override {
    error_code ec;
    const auto sent = socket_.write_some(net::buffer(bytes.data(), bytes.size()), ec);
    if (!ec && sent == bytes.size()) return true;
    const auto rest = bytes.substr(ec ? 0 : sent);
    net::async_write(socket_, net::buffer(rest.data(), rest.size()),
                     [self = shared_from_this(), user = std::move(user)](const error_code& failed, std::size_t) {
                       if (!user->closed()) user->written(!failed);
                     });
    return false;
  }

  void finish(User user) override {
    error_code ec;
    socket_.shutdown(Socket::shutdown_send, ec);
    throw_away(std::move(user), kMostThrownAway);
  }

  void close() override {
    error_code ec;
    socket_.close(ec);
  }

 private:
  static constexpr std::size_t kMostThrownAway = 4 * 1024 * 1024;
  static std::array<char, 16 * 1024>& scratch() {
    thread_local std::array<char, 16 * 1024> bytes;
    return bytes;
  }

  void take(const User& user) {
    auto& bytes = scratch();
    error_code ec;
    const auto size = socket_.read_some(net::buffer(bytes), ec);
    if (ec == net::error::would_block || ec == net::error::try_again) return read(user);
    if (ec) return user->ended();
    user->arrived({bytes.data(), size});
    wipe(bytes.data(), size);
  }

  void throw_away(User user, std::size_t most) {
    socket_.async_wait(Socket::wait_read,
                       [self = shared_from_this(), user = std::move(user), most](const error_code& ec) {
                         if (user->closed()) return;
                         error_code failed = ec;
                         const auto size = failed ? 0 : self->socket_.read_some(net::buffer(scratch()), failed);
                         wipe(scratch().data(), size);
                         const bool again = failed == net::error::would_block || failed == net::error::try_again;
                         if ((failed && !again) || size >= most) return user->ended();
                         self->throw_away(user, most - size);
                       });
  }

  Socket socket_;
};

class TlsWire final : public Wire, public std::enable_shared_from_this<TlsWire> {
 public:
  TlsWire(net::io_context& context, int socket, bool v6, net::ssl::context& tls)
      : stream_(taken_over(context, socket, v6), tls) {}

  void open(User user) override {
    stream_.async_handshake(net::ssl::stream_base::server,
                            [self = shared_from_this(), user = std::move(user)](const error_code& ec) {
                              if (!user->closed()) user->opened(!ec);
                            });
  }

  void read(User user) override {
    reading_ = true;
    stream_.async_read_some(net::buffer(bytes_), [self = shared_from_this(), user = std::move(user)](
                                                     const error_code& ec, std::size_t size) {
      self->reading_ = false;
      if (!user->closed()) ec ? user->ended() : user->arrived({self->bytes_.data(), size});
      if (!self->reading_) wipe(self->bytes_.data(), size);
    });
  }

  bool write(User user, std::string_view bytes) override {
    net::async_write(stream_, net::buffer(bytes.data(), bytes.size()),
                     [self = shared_from_this(), user = std::move(user)](const error_code& failed, std::size_t) {
                       if (!user->closed()) user->written(!failed);
                     });
    return false;
  }

  void finish(User user) override {
    if (reading_) {  // a farewell would read as well; the read that stands hears the end
      error_code ec;
      stream_.next_layer().shutdown(Socket::shutdown_send, ec);
      return;
    }
    stream_.async_shutdown([self = shared_from_this(), user = std::move(user)](const error_code&) {
      if (!user->closed()) user->ended();
    });
  }

  void close() override {
    error_code ec;
    stream_.next_layer().close(ec);
  }

 private:
  net::ssl::stream<Socket> stream_;
  std::array<char, 8 * 1024> bytes_;
  bool reading_ = false;
};

}  // namespace

std::shared_ptr<Wire> plain_wire(net::io_context& context, int socket, bool v6) {
  return std::make_shared<PlainWire>(context, socket, v6);
}

std::shared_ptr<Wire> tls_wire(net::io_context& context, int socket, bool v6, net::ssl::context& tls) {
  return std::make_shared<TlsWire>(context, socket, v6, tls);
}

}  // namespace wegwijzer::http
