#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"

namespace wegwijzer::http {

/// A socket that listens at an address; its number. Faults: `conflict` when the port is taken, `bad_input` for an
/// address that is none of this machine's.
Result<int> listening_socket(const std::string& host, std::uint16_t port);
[[nodiscard]] std::uint16_t port_of(int socket);

/// Takes connections. Out of descriptors it rests a moment instead of spinning. Threads: the context's.
class Listener {
 public:
  using Take = std::function<void(int socket, bool v6, std::string address)>;
  /// Owns `socket`.
  Listener(boost::asio::io_context& context, int socket, Take take);
  void start();
  void close();

 private:
  void wait();
  void accept_some();
  void rest();
  boost::asio::posix::stream_descriptor socket_;
  boost::asio::steady_timer pause_;
  std::chrono::steady_clock::time_point say_again_;
  Take take_;
};

}  // namespace wegwijzer::http
