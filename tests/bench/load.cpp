#include "load.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cstdlib>

namespace wegwijzer::bench {

int connected(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return socket;
  }
  ::close(socket);
  return -1;
}

class Load::Connection final : public Poll::Ready {
 public:
  Connection(Load& load, int socket) : load_(load), socket_(socket) { load_.poll_.add(socket_, *this); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() override { ::close(socket_); }

  [[nodiscard]] bool free() const { return !busy_ && !gone_; }
  void send(const std::string& request) {
    busy_ = true;
    ++load_.in_flight_;
    sent_ = Steady::now();
    ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
  }
  void ready() override {
    char bytes[64 * 1024];
    const auto size = ::recv(socket_, bytes, sizeof bytes, MSG_DONTWAIT);
    if (size == 0) return end();
    if (size < 0) return;
    got_.append(bytes, static_cast<std::size_t>(size));
    const auto head = got_.find("\r\n\r\n");
    if (head == std::string::npos) return;
    const auto length = got_.find("Content-Length: ");
    const auto body = length < head ? std::strtoul(got_.c_str() + length + 16, nullptr, 10) : 0UL;
    if (got_.size() < head + 4 + body) return;
    answered(std::atoi(got_.c_str() + 9));
    got_.clear();
  }

 private:
  void answered(int status) {
    busy_ = false;
    --load_.in_flight_;
    load_.answered_(status, Steady::now() - sent_);
  }
  void end() {
    gone_ = true;
    load_.poll_.remove(socket_);
    if (busy_) answered(0);
  }
  Load& load_;
  int socket_;
  bool busy_ = false;
  bool gone_ = false;
  Steady::time_point sent_;
  std::string got_;
};

Load::Load(const Poll& poll, std::uint16_t port, int connections) : poll_(poll) {
  for (int i = 0; i < connections; ++i) connections_.push_back(std::make_unique<Connection>(*this, connected(port)));
}

Load::~Load() = default;

void Load::offer(const Next& next) {
  for (auto& connection : connections_) {
    if (!connection->free()) continue;
    const std::string* const request = next();
    if (request == nullptr) return;
    connection->send(*request);
  }
}

}  // namespace wegwijzer::bench
