#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "base/secret.hpp"

namespace wegwijzer::http {

enum class Method { get, head, post, other };  ///< other: refused by the router

using Headers = std::vector<std::pair<std::string, std::string>>;

/// One request, owned. Header names are compared without case.
struct Request {
  RequestId id;  ///< fresh for each request
  Method method = Method::get;
  std::string path;   ///< decoded no further than it came; without the query
  std::string query;  ///< after the '?'
  Headers headers;
  SharedSecret body;    ///< raw bytes after chunked decoding; never inflated
  std::string peer;     ///< remote address; from a trusted proxy's header where configured
  bool secure = false;  ///< came over TLS (here or at a trusted proxy)

  /// The header's value when it stands exactly once.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  [[nodiscard]] std::size_t header_count(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;  ///< empty when the body is
  std::string body;
  Headers headers;

  static Response empty(int status) { return Response{status, {}, {}, {}}; }
  static Response text(int status, std::string body) {
    return {status, "text/plain; charset=utf-8", std::move(body), {}};
  }
  static Response json(int status, std::string body) {
    return {status, "application/json; charset=utf-8", std::move(body), {}};
  }
  static Response html(int status, std::string body) {
    return {status, "text/html; charset=utf-8", std::move(body), {}};
  }
};

/// The right to answer one request, once, now or later, from any thread. Destroyed without an answer: 500.
class Responder {
 public:
  Responder() = default;
  explicit Responder(std::function<void(Response)> send) : send_(std::move(send)) {}
  Responder(Responder&& other) noexcept : send_(std::exchange(other.send_, nullptr)) {}
  Responder& operator=(Responder&& other) noexcept {
    std::swap(send_, other.send_);
    return *this;
  }
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;
  ~Responder() {
    if (send_) send_(Response::empty(500));
  }
  void operator()(Response response) {
    if (auto send = std::exchange(send_, nullptr)) send(std::move(response));
  }

 private:
  std::function<void(Response)> send_;
};

}  // namespace wegwijzer::http
