#include "http/listener.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <utility>

#include "base/log.hpp"
#include "http/proxies.hpp"

namespace wegwijzer::http {

namespace {

constexpr int kAtOnce = 64;  // then those who are already in have their turn
constexpr auto kRest = std::chrono::milliseconds(100);
constexpr auto kSilence = std::chrono::seconds(10);  // between two lines of the log about it

std::uint16_t in_host_order(const sockaddr_storage& address) {
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                                             : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

std::string text_of(const sockaddr_storage& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET6)
    ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, text, sizeof text);
  else
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text, sizeof text);
  return plain_address(text);
}

Fault cannot_listen(int error, const std::string& where) {
  switch (error) {
    case EADDRINUSE:
      return {Kind::conflict, "server.listen",
              where + " is taken: another program, or another Wegwijzer, listens there", ""};
    case EACCES:
      return {Kind::not_allowed, "server.listen", where + " is a port only an administrator may use", ""};
    default:
      return {Kind::bad_input, "server.listen", where + " is no address of this machine", ""};
  }
}

}  // namespace

Result<int> listening_socket(const std::string& host, std::uint16_t port) {
  const std::string where =
      (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
    return failed(cannot_listen(EADDRNOTAVAIL, where));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> address(found, &::freeaddrinfo);
  const int socket = ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0) return failed(cannot_listen(errno, where));
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(socket, address->ai_addr, address->ai_addrlen) != 0 || ::listen(socket, SOMAXCONN) != 0) {
    const int error = errno;
    ::close(socket);
    return failed(cannot_listen(error, where));
  }
  return socket;
}

std::uint16_t port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return in_host_order(address);
}

Listener::Listener(boost::asio::io_context& context, int socket, Take take)
    : socket_(context, socket), pause_(context), take_(std::move(take)) {}

void Listener::start() {
  wait();
}

void Listener::close() {
  boost::system::error_code ec;
  socket_.close(ec);
  pause_.cancel();
}

void Listener::wait() {
  socket_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](const boost::system::error_code& ec) {
    if (!ec) accept_some();
  });
}

void Listener::accept_some() {
  for (int i = 0; i < kAtOnce; ++i) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    const int socket =
        ::accept4(socket_.native_handle(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket >= 0) {
      take_(socket, peer.ss_family == AF_INET6, text_of(peer));
      continue;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) return rest();
    if (errno == EAGAIN || errno == EWOULDBLOCK) break;
  }
  wait();
}

void Listener::rest() {
  const auto now = std::chrono::steady_clock::now();
  if (now >= say_again_) log::warn("http.out_of_descriptors", {{"pause", kRest}});
  if (now >= say_again_) say_again_ = now + kSilence;
  pause_.expires_after(kRest);
  pause_.async_wait([this](const boost::system::error_code& ec) {
    if (!ec) accept_some();
  });
}

}  // namespace wegwijzer::http
