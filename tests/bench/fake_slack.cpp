#include "fake_slack.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace wegwijzer::bench {

namespace {

std::string file(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The value of "channel" in a request that the service wrote.
std::string_view conversation_of(std::string_view body) {
  constexpr std::string_view kKey = "\"channel\":\"";
  const auto at = body.find(kKey);
  if (at == std::string_view::npos) return {};
  const auto begin = at + kKey.size();
  return body.substr(begin, body.find('"', begin) - begin);
}

}  // namespace

class FakeSlack::Connection final : public Poll::Ready {
 public:
  Connection(FakeSlack& slack, int socket) : slack_(slack), socket_(socket) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() override { ::close(socket_); }

  void ready() override {
    char bytes[64 * 1024];
    const auto size = ::recv(socket_, bytes, sizeof bytes, MSG_DONTWAIT);
    if (size == 0) slack_.poll_.remove(socket_);
    if (size <= 0) return;
    got_.append(bytes, static_cast<std::size_t>(size));
    while (take()) {
    }
  }

 private:
  bool take() {
    const auto head = got_.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    const auto length = got_.find("Content-Length: ");
    const auto body = length < head ? std::strtoul(got_.c_str() + length + 16, nullptr, 10) : 0UL;
    if (got_.size() < head + 4 + body) return false;
    const std::string_view all(got_);
    const auto slash = all.find("/api/") + 5;
    const auto method = all.substr(slash, all.find_first_of(" ?", slash) - slash);
    const auto& answer = slack_.answer(method);
    ++slack_.asked_[std::string(method)];
    ::send(socket_, answer.data(), answer.size(), MSG_NOSIGNAL);
    if (method == "chat.postMessage") slack_.posted_(conversation_of(all.substr(head + 4, body)));
    got_.erase(0, head + 4 + body);
    return true;
  }
  FakeSlack& slack_;
  int socket_;
  std::string got_;
};

FakeSlack::FakeSlack(const Poll& poll, std::function<void(std::string_view)> posted)
    : poll_(poll), posted_(std::move(posted)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  ::listen(listener_, 256);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  poll_.add(listener_, *this);
}

FakeSlack::~FakeSlack() {
  ::close(listener_);
}

void FakeSlack::ready() {
  const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (socket < 0) return;
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  connections_.push_back(std::make_unique<Connection>(*this, socket));
  poll_.add(socket, *connections_.back());
}

const std::string& FakeSlack::answer(std::string_view method) {
  const auto known = answers_.find(method);
  if (known != answers_.end()) return known->second;
  auto body = file(std::string(ANSWERS) + "/answer-" + std::string(method) + ".json");
  if (body.empty()) body = R"({"ok":true})";
  return answers_[std::string(method)] =
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
             "\r\n\r\n" + body;
}

}  // namespace wegwijzer::bench
