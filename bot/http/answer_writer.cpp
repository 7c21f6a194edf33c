#include "http/answer_writer.hpp"

#include <strings.h>

#include <algorithm>
#include <ctime>
#include <string_view>

namespace wegwijzer::http {

namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "";
  }
}

bool same(std::string_view some, std::string_view other) {
  return some.size() == other.size() && ::strncasecmp(some.data(), other.data(), some.size()) == 0;
}

bool one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

bool sound(const Response& response) {
  return one_line(response.content_type) &&
         std::all_of(response.headers.begin(), response.headers.end(),
                     [](const auto& one) { return one_line(one.first) && one_line(one.second); });
}

void add(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

// RFC 9110, 6.6.1; made once a second. Its form does not follow the locale.
std::string_view date_line() {
  thread_local std::time_t made = 0;
  thread_local std::string line;
  const std::time_t now = std::time(nullptr);
  if (now == made) return line;
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[64];
  const int size = std::snprintf(text, sizeof text, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
                                 kDays[parts.tm_wday], parts.tm_mday, kMonths[parts.tm_mon], parts.tm_year + 1900,
                                 parts.tm_hour, parts.tm_min, parts.tm_sec);
  line.assign(text, static_cast<std::size_t>(size));
  made = now;
  return line;
}

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

}  // namespace

AnswerWriter::AnswerWriter(Headers always) : always_(std::move(always)) {
  for (const auto& [name, value] : always_) add(always_text_, name, value);
}

std::string AnswerWriter::bytes(const Response& response, const AnswerShape& shape) const {
  if (!sound(response)) return bytes(Response::empty(500), shape);
  std::string out;
  out.reserve(256 + always_text_.size() + response.body.size());
  out.append("HTTP/1.1 ")
      .append(std::to_string(response.status))
      .append(" ")
      .append(reason(response.status))
      .append("\r\n");
  out.append(date_line());
  if (!response.content_type.empty()) add(out, "Content-Type", response.content_type);
  if (!has_no_body(response.status)) add(out, "Content-Length", std::to_string(response.body.size()));
  for (const auto& [name, value] : response.headers) add(out, name, value);
  add_always(out, response.headers);
  if (!shape.keep)
    add(out, "Connection", "close");
  else if (shape.http_1_0)
    add(out, "Connection", "keep-alive");
  out.append("\r\n");
  if (!shape.head && !has_no_body(response.status)) out.append(response.body);
  return out;
}

void AnswerWriter::add_always(std::string& out, const Headers& own) const {
  if (own.empty()) {
    out.append(always_text_);
    return;
  }
  for (const auto& [name, value] : always_) {
    const bool given =
        std::any_of(own.begin(), own.end(), [&name = name](const auto& field) { return same(field.first, name); });
    if (!given) add(out, name, value);
  }
}

}  // namespace wegwijzer::http
