#include "http/router.hpp"

#include <strings.h>

#include <algorithm>

#include "base/text.hpp"

namespace wegwijzer::http {

namespace {

// "application/json" of "application/json; charset=utf-8".
std::string_view media_type(const Request& request) {
  const auto value = request.header("content-type").value_or("");
  return trimmed(value.substr(0, value.find(';')));
}

bool accepts(const std::vector<std::string>& types, std::string_view type) {
  return std::any_of(types.begin(), types.end(), [&](const std::string& one) {
    return one.size() == type.size() && ::strncasecmp(one.data(), type.data(), type.size()) == 0;
  });
}

Method row_method(Method asked) {
  return asked == Method::head ? Method::get : asked;
}

}  // namespace

void Router::get(std::string path, Route route) {
  rows_.push_back({std::move(path), Method::get, false, {}, std::move(route)});
}

void Router::post(std::string path, std::vector<std::string> content_types, Route route) {
  rows_.push_back({std::move(path), Method::post, false, std::move(content_types), std::move(route)});
}

void Router::get_below(std::string prefix, Route route) {
  rows_.push_back({std::move(prefix), Method::get, true, {}, std::move(route)});
}

void Router::serve(Request request, Responder responder) const {
  const auto fits = [&](const Row& row) {
    return row.below ? request.path.size() > row.path.size() && request.path.starts_with(row.path)
                     : request.path == row.path;
  };
  std::string allow;
  for (const Row& row : rows_) {
    if (!fits(row)) continue;
    if (row.method != row_method(request.method)) {
      allow.append(allow.empty() ? "" : ", ").append(row.method == Method::post ? "POST" : "GET, HEAD");
      continue;
    }
    if (row.method == Method::post && !accepts(row.content_types, media_type(request)))
      return responder(Response::empty(415));
    return row.route(std::move(request), std::move(responder));
  }
  if (allow.empty()) return responder(Response::empty(404));
  auto refusal = Response::empty(405);
  refusal.headers.emplace_back("Allow", std::move(allow));
  responder(std::move(refusal));
}

}  // namespace wegwijzer::http
