#pragma once
#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/reveal.hpp"
#include "http/server.hpp"
#include "raw_client.hpp"

namespace wegwijzer::http {

/// A server on a free port with a few routes:
///   GET /           "hello"            POST /echo (text/plain)   the body
///   GET /about      id, peer, secure, query, one a line
///   GET /later      answered by `answer_later`
///   GET /big        4 MB                GET /throws               throws
struct Serving : ::testing::Test {
  void start(ServerOptions options = {}) {
    options.port = 0;
    Router router;
    router.get("/", [](const Request&, Responder respond) { respond(Response::text(200, "hello")); });
    router.post("/echo", {"text/plain"}, [](const Request& request, Responder respond) {
      respond(Response::text(200, std::string(reveal(request.body))));
    });
    router.get("/about", [](const Request& request, Responder respond) {
      respond(Response::text(200, to_hex(request.id.view()) + "\n" + request.peer + "\n" +
                                      (request.secure ? "secure" : "plain") + "\n" + request.query));
    });
    router.get("/later", [this](const Request&, Responder respond) {
      const std::lock_guard lock(mutex);
      waiting.push_back(std::move(respond));
      arrived.notify_all();
    });
    router.get("/throws", [](const Request&, Responder) { throw std::runtime_error("words of somebody"); });
    router.get("/big",
               [](const Request&, Responder respond) { respond(Response::text(200, std::string(4'000'000, 'x'))); });
    auto made = Server::start(std::move(options), std::move(router));
    ASSERT_TRUE(made) << to_text(made.error());
    server = std::move(*made);
  }
  [[nodiscard]] RawClient connect(int receive_buffer = 0) const { return RawClient(server->port(), receive_buffer); }

  /// The answer to `request` on a connection of its own.
  [[nodiscard]] std::string answer(std::string_view request) const {
    auto client = connect();
    client.say(request);
    return client.answer();
  }
  [[nodiscard]] int status(std::string_view request) const { return RawClient::status_of(answer(request)); }
  /// Expects `status`, and that the connection ends with it.
  void refuses(std::string_view request, int status) const {
    auto client = connect();
    client.say(request);
    EXPECT_EQ(client.status(), status) << request.substr(0, 200);
    EXPECT_TRUE(client.is_closed()) << request.substr(0, 200);
  }
  Responder answer_later() {
    std::unique_lock lock(mutex);
    arrived.wait_for(lock, std::chrono::seconds(10), [this] { return !waiting.empty(); });
    Responder first = std::move(waiting.front());
    waiting.erase(waiting.begin());
    return first;
  }
  bool eventually(const std::function<bool()>& is_so) const {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!is_so()) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::yield();
    }
    return true;
  }

  std::mutex mutex;
  std::condition_variable arrived;
  std::vector<Responder> waiting;
  std::unique_ptr<Server> server;  // last: ends first
};

inline std::string post(std::string_view headers, std::string_view body, std::string_view path = "/echo") {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n" + std::string(headers) +
         "\r\n" + std::string(body);
}
inline std::string get(std::string_view path, std::string_view headers = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(headers) + "\r\n";
}
inline std::string body_of(const std::string& answer) {
  const auto end = answer.find("\r\n\r\n");
  return end == std::string::npos ? "" : answer.substr(end + 4);
}

}  // namespace wegwijzer::http
