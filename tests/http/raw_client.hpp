#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace wegwijzer::http {

/// A peer that says what it wants, byte by byte, and hears what comes back.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer = 0, const char* from = nullptr)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    if (from != nullptr) {
      ::inet_pton(AF_INET, from, &address.sin_addr);
      ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  RawClient(RawClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_), got_(std::move(other.got_)) {}
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient() {
    if (socket_ >= 0) ::close(socket_);
  }

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] int socket() const { return socket_; }
  /// False when the other side has closed.
  bool say(std::string_view text) const {
    while (!text.empty()) {
      const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void say_no_more() const { ::shutdown(socket_, SHUT_WR); }

  /// One answer, head and body; what has come when the connection ends or `patience` is over.
  std::string answer(bool has_body = true, std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (true) {
      const auto end = got_.find("\r\n\r\n");
      if (end != std::string::npos) {
        const auto size = end + 4 + (has_body ? body_size(got_.substr(0, end + 2)) : 0);
        if (got_.size() >= size) {
          auto one = got_.substr(0, size);
          got_.erase(0, size);
          return one;
        }
      }
      if (!more(until)) return std::exchange(got_, {});
    }
  }
  int status(bool has_body = true) { return status_of(answer(has_body)); }
  static int status_of(const std::string& answer) {
    return answer.starts_with("HTTP/1.1 ") ? std::atoi(answer.c_str() + 9) : 0;
  }
  /// Everything until the other side closes.
  std::string rest(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (more(until)) {
    }
    return std::exchange(got_, {});
  }
  /// True when the other side closes within `patience`.
  bool is_closed(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    rest(patience);
    return ended_;
  }

 private:
  static std::size_t body_size(const std::string& head) {
    const auto at = head.find("\r\nContent-Length: ");
    return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 18, nullptr, 10);
  }
  bool more(std::chrono::steady_clock::time_point until) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    pollfd waiting{socket_, POLLIN, 0};
    if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) != 1) return false;
    char bytes[16 * 1024];
    const auto size = ::recv(socket_, bytes, sizeof bytes, 0);
    if (size <= 0) {
      ended_ = true;
      return false;
    }
    got_.append(bytes, static_cast<std::size_t>(size));
    return true;
  }
  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string got_;
};

}  // namespace wegwijzer::http
