#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/router.hpp"

namespace wegwijzer::http {

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one
  int threads = 1;
  std::size_t header_limit = 16 * 1024;
  std::size_t field_limit = 100;
  std::size_t target_limit = 4 * 1024;
  std::size_t body_limit = 1024 * 1024;
  std::chrono::milliseconds header_deadline{10'000};
  std::chrono::milliseconds body_deadline{10'000};
  std::chrono::milliseconds idle_deadline{30'000};
  std::chrono::milliseconds write_deadline{10'000};
  std::size_t connections = 10'000;
  /// From one remote address; trusted proxies, who speak for many, are not counted, nor is this machine itself unless
  /// `loopback_counts`.
  std::size_t connections_per_address = 1'000;
  bool loopback_counts = false;
  std::vector<std::string> trusted_proxies;  ///< addresses or CIDR ranges whose X-Forwarded-For/-Proto count
  std::string tls_certificate;               ///< PEM file; empty: plain HTTP
  std::string tls_key;
  Headers headers;  ///< added to every answer
};

/// The listener: Boost.Beast on Asio, hidden. docs/decisions/0001 says why and what it promises.
class Server {
 public:
  /// Binds. Faults: `conflict` when the port is taken, `bad_input` for an address or certificate that can't be used.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, Router router);
  virtual ~Server() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// Stops accepting, closes idle connections, lets what is in flight end within `grace`, then closes all. Blocks.
  virtual void stop(std::chrono::milliseconds grace) = 0;
  /// Reads the certificate again (SIGHUP) and gives what puts it in use; the old one stays until then, and when the new
  /// one can't be used.
  virtual Result<std::function<void()>> fresh_certificate() = 0;
  [[nodiscard]] virtual std::size_t open_connections() const = 0;
};

}  // namespace wegwijzer::http
