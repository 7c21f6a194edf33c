#include "http/server.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

#include "base/log.hpp"
#include "http/listener.hpp"
#include "http/loop.hpp"

namespace wegwijzer::http {

namespace {

namespace ssl = boost::asio::ssl;

constexpr auto kLinger = std::chrono::milliseconds(2'000);
constexpr std::size_t kMostTurnedAway = 256;  // connections over the limit that may hear so at one time
constexpr std::size_t kOtherFiles = 256;      // descriptors for everything that is no connection

Result<Loop::Tls> certificate(const std::string& chain, const std::string& key) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  boost::system::error_code no_chain, no_key;
  context->use_certificate_chain_file(chain, no_chain);
  if (!no_chain) context->use_private_key_file(key, ssl::context::pem, no_key);
  const bool fits = !no_chain && !no_key && SSL_CTX_check_private_key(context->native_handle()) == 1;
  ERR_clear_error();
  if (no_chain)
    return failed(Kind::bad_input, "server.tls_certificate", chain + " holds no certificate that can be read");
  if (no_key) return failed(Kind::bad_input, "server.tls_key", key + " holds no key that can be read");
  if (!fits) return failed(Kind::bad_input, "server.tls_key", key + " is not the key of " + chain);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(context->native_handle(),
                      SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
  return context;
}

// As many connections as were asked for, or as the system lets one have.
std::size_t raised_limit(std::size_t connections) {
  const auto wanted = static_cast<rlim_t>(connections + kMostTurnedAway + kOtherFiles);
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return connections;
  if (limit.rlim_cur < wanted) {
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  if (limit.rlim_cur >= wanted) return connections;
  const auto spare = std::min<rlim_t>(kMostTurnedAway + kOtherFiles, limit.rlim_cur / 2);
  const auto fits = static_cast<std::size_t>(limit.rlim_cur - spare);
  log::warn("http.fewer_connections", {{"connections", static_cast<std::int64_t>(fits)}});
  return fits;
}

class BeastServer final : public Server {
 public:
  BeastServer(ServerOptions options, House house, Loop::Tls tls, int socket);
  ~BeastServer() override { stop(std::chrono::milliseconds(0)); }

  [[nodiscard]] std::uint16_t port() const override { return port_; }
  [[nodiscard]] std::size_t open_connections() const override { return seats_.taken(); }
  void stop(std::chrono::milliseconds grace) override;
  Result<std::function<void()>> fresh_certificate() override;

 private:
  void take(int socket, bool v6, std::string address);

  const ServerOptions options_;
  const House house_;
  std::atomic<Loop::Tls> tls_;
  Seats seats_;
  Seats turned_away_{kMostTurnedAway, kMostTurnedAway};
  const std::uint16_t port_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::unique_ptr<Listener> listener_;
  std::size_t next_ = 0;
};

BeastServer::BeastServer(ServerOptions options, House house, Loop::Tls tls, int socket)
    : options_(std::move(options)),
      house_(std::move(house)),
      tls_(std::move(tls)),
      seats_(raised_limit(options_.connections), options_.connections_per_address),
      port_(port_of(socket)) {
  const Loop::Lengths lengths{std::chrono::milliseconds(0), options_.idle_deadline,  options_.header_deadline,
                              options_.body_deadline,       options_.write_deadline, kLinger};
  for (int i = 0; i < std::max(options_.threads, 1); ++i) loops_.push_back(std::make_unique<Loop>(house_, lengths));
  listener_ = std::make_unique<Listener>(
      loops_.front()->context(), socket,
      [this](int taken, bool v6, std::string address) { take(taken, v6, std::move(address)); });
  loops_.front()->run_soon([this] { listener_->start(); });
}

void BeastServer::take(int socket, bool v6, std::string address) {
  const auto tls = tls_.load();
  const bool proxy = house_.proxies.trusts(address);
  const bool counts = !proxy && (options_.loopback_counts || !is_loopback(address));
  auto seat = seats_.take(counts ? address : std::string());
  Peer peer{std::move(address), proxy, tls != nullptr, !seat};
  auto& loop = *loops_[next_++ % loops_.size()];
  if (!seat && !tls) seat = turned_away_.take({});  // a refusal is not worth a handshake
  if (seat)
    loop.adopt(socket, v6, std::move(peer), std::move(*seat), tls);
  else
    ::close(socket);
}

void BeastServer::stop(std::chrono::milliseconds grace) {
  if (!listener_) return;
  std::promise<void> closed;
  loops_.front()->run_soon([&] {
    listener_->close();
    closed.set_value();
  });
  closed.get_future().wait();
  for (const auto& loop : loops_) loop->wind_down();
  const auto until = std::chrono::steady_clock::now() + grace;
  for (const auto& loop : loops_) {
    if (!loop->wait_until_empty(until) && grace.count() > 0) log::warn("http.closed_unfinished");
  }
  for (const auto& loop : loops_) loop->end();
  listener_.reset();
}

Result<std::function<void()>> BeastServer::fresh_certificate() {
  if (options_.tls_certificate.empty()) return [] {};
  auto fresh = certificate(options_.tls_certificate, options_.tls_key);
  if (!fresh) return failed(std::move(fresh.error()));
  return [this, tls = std::move(*fresh)] { tls_ = tls; };
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Router router) {
  auto proxies = Proxies::from(options.trusted_proxies);
  if (!proxies) return failed(std::move(proxies.error()));
  Loop::Tls tls;
  if (!options.tls_certificate.empty()) {
    auto read = certificate(options.tls_certificate, options.tls_key);
    if (!read) return failed(std::move(read.error()));
    tls = std::move(*read);
  }
  const auto socket = listening_socket(options.host, options.port);
  if (!socket) return failed(socket.error());
  const RequestLimits limits{options.header_limit, options.field_limit, options.target_limit, options.body_limit};
  House house{std::move(router), AnswerWriter(options.headers), std::move(*proxies), limits};
  return std::make_unique<BeastServer>(std::move(options), std::move(house), std::move(tls), *socket);
}

}  // namespace wegwijzer::http
