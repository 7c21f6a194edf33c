#pragma once
#include <string>

#include "http/message.hpp"

namespace wegwijzer::http {

/// What an answer must fit: the request's version and method, and what becomes of the connection.
struct AnswerShape {
  bool head = false;
  bool http_1_0 = false;
  bool keep = true;
};

/// Answers as bytes: header and body in one piece. Threads: any.
class AnswerWriter {
 public:
  /// `always` is added to every answer that does not carry such a field itself.
  explicit AnswerWriter(Headers always);
  /// A header that would end its line makes the whole answer an empty 500.
  [[nodiscard]] std::string bytes(const Response& response, const AnswerShape& shape) const;

 private:
  void add_always(std::string& out, const Headers& own) const;
  Headers always_;
  std::string always_text_;
};

}  // namespace wegwijzer::http
