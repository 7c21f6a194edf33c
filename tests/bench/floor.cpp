#include "floor.hpp"

#include <sqlite3.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/id.hpp"
#include "crypto/hash.hpp"
#include "requests.hpp"

namespace wegwijzer::bench {

namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using net::ip::tcp;

/// Keeps rows; whatever waits when a commit ends makes up the next one.
class Rows {
 public:
  explicit Rows(const std::string& file) {
    run_or_die(sqlite3_open(file.c_str(), &db_));
    for (const auto* sql : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=4096",
                            "CREATE TABLE inbox (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT"})
      run_or_die(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr));
    run_or_die(sqlite3_prepare_v2(db_, "INSERT INTO inbox (body) VALUES (?)", -1, &insert_, nullptr));
    std::thread([this] { work(); }).detach();
  }
  void keep(std::string body, std::function<void()> kept) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({std::move(body), std::move(kept)});
    wake_.notify_one();
  }

 private:
  struct Row {
    std::string body;
    std::function<void()> kept;
  };
  static void run_or_die(int code) {
    if (code != SQLITE_OK) std::abort();
  }
  void work() {
    for (std::vector<Row> batch;; batch.clear()) {
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return !waiting_.empty(); });
        batch.swap(waiting_);
      }
      run_or_die(sqlite3_exec(db_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr));
      for (const auto& row : batch) {
        sqlite3_bind_blob(insert_, 1, row.body.data(), static_cast<int>(row.body.size()), SQLITE_STATIC);
        if (sqlite3_step(insert_) != SQLITE_DONE) std::abort();
        sqlite3_reset(insert_);
      }
      run_or_die(sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr));
      for (const auto& row : batch) row.kept();
    }
  }
  sqlite3* db_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Row> waiting_;
};

using Socket = net::basic_stream_socket<tcp, net::io_context::executor_type>;

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Socket socket, Rows* rows) : socket_(std::move(socket)), rows_(rows) {
    error_code ec;
    socket_.set_option(tcp::no_delay(true), ec);
  }
  void read() {
    request_ = {};
    http::async_read(socket_, buffer_, request_, [self = shared_from_this()](const error_code& ec, std::size_t) {
      if (!ec) self->act();
    });
  }

 private:
  void act() {
    if (!signature_fits()) return answer(http::status::unauthorized);
    if (rows_ == nullptr) return answer(http::status::ok);
    rows_->keep(std::move(request_.body()), [self = shared_from_this()] {
      net::post(self->socket_.get_executor(), [self] { self->answer(http::status::ok); });
    });
  }
  [[nodiscard]] bool signature_fits() const {
    const auto time = request_["X-Slack-Request-Timestamp"];
    const auto signature = request_["X-Slack-Signature"];
    const auto expected =
        "v0=" + to_hex(crypto::hmac_sha256(kSigningSecret, {"v0:", {time.data(), time.size()}, ":", request_.body()}));
    return crypto::equal(expected, {signature.data(), signature.size()});
  }
  void answer(http::status status) {
    response_ = {status, 11};
    response_.prepare_payload();
    http::async_write(socket_, response_, [self = shared_from_this()](const error_code& ec, std::size_t) {
      if (!ec) self->read();
    });
  }
  Socket socket_;
  Rows* rows_;
  boost::beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response<http::empty_body> response_;
};

void accept(net::basic_socket_acceptor<tcp, net::io_context::executor_type>& acceptor, Rows* rows) {
  acceptor.async_accept([&acceptor, rows](const error_code& ec, Socket socket) {
    if (!ec) std::make_shared<Connection>(std::move(socket), rows)->read();
    accept(acceptor, rows);
  });
}

}  // namespace

void serve_floor(const std::string& database) {
  const auto rows = database.empty() ? nullptr : std::make_unique<Rows>(database);
  net::io_context context(1);
  net::basic_socket_acceptor<tcp, net::io_context::executor_type> acceptor(
      context, tcp::endpoint(net::ip::address_v4::loopback(), 0));
  std::printf("%d\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  accept(acceptor, rows.get());
  context.run();
  std::abort();
}

}  // namespace wegwijzer::bench
