#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace wegwijzer::http {

/// Called on an io thread: must not wait for disk, search or another thread.
using Route = std::function<void(Request, Responder)>;

/// One table of literal paths (and, for `/l/…`, literal prefixes). No regular expressions.
class Router {
 public:
  /// GET; HEAD comes with it.
  void get(std::string path, Route route);
  /// POST with one of these content types (without parameters, "application/json"); others get 415.
  void post(std::string path, std::vector<std::string> content_types, Route route);
  /// GET of everything below `prefix`, which ends in '/'.
  void get_below(std::string prefix, Route route);

  /// Answers 404, 405 with Allow, or 415 itself.
  void serve(Request request, Responder responder) const;

 private:
  struct Row {
    std::string path;
    Method method;
    bool below;
    std::vector<std::string> content_types;
    Route route;
  };
  std::vector<Row> rows_;
};

}  // namespace wegwijzer::http
