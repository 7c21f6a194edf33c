#pragma once
#include <cstddef>
#include <memory>
#include <string_view>

#include "http/message.hpp"

namespace wegwijzer::http {

/// What a request may be at most; bytes, and fields.
struct RequestLimits {
  std::size_t header = 16 * 1024;
  std::size_t fields = 100;
  std::size_t target = 4 * 1024;
  std::size_t body = 1024 * 1024;
};

/// Reads one request from the bytes of a connection, as strictly as RFC 9112 asks. Knows no socket, so that every rule
/// can be tested in memory. Threads: one.
class RequestReader {
 public:
  enum class State { head, body, done, refused };

  explicit RequestReader(const RequestLimits& limits);
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;
  ~RequestReader();

  /// Takes from the front of `bytes` and says how many; what it leaves must come again with more behind it. After
  /// `done` and `refused` it takes nothing.
  std::size_t take(std::string_view bytes);
  [[nodiscard]] State state() const;
  /// The status to answer when `refused`: 400, 413, 414, 415, 417, 431, 505.
  [[nodiscard]] int refusal() const;
  /// The peer waits for a word before it sends the body; true until a byte of the body came.
  [[nodiscard]] bool awaits_continue() const;
  /// From the version and `Connection`. False before the header is there.
  [[nodiscard]] bool keeps_connection() const;
  [[nodiscard]] bool is_http_1_0() const;
  [[nodiscard]] bool is_head() const;
  /// The request, once, when `done`; id, peer and secure are left to the caller.
  [[nodiscard]] Request request();

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace wegwijzer::http
