#include "http/request_reader.hpp"

#include <strings.h>

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <utility>

#include "base/secret.hpp"
#include "http/wiped_bytes.hpp"

namespace wegwijzer::http {

namespace {

namespace beast = boost::beast;
using beast::error_code;
using beast::http::field;
using beast::http::verb;
using Error = beast::http::error;

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

bool same(std::string_view some, std::string_view other) {
  return some.size() == other.size() && ::strncasecmp(some.data(), other.data(), some.size()) == 0;
}

Method method_of(verb asked) {
  switch (asked) {
    case verb::get:
      return Method::get;
    case verb::head:
      return Method::head;
    case verb::post:
      return Method::post;
    default:
      return Method::other;
  }
}

bool digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

int status_of(const error_code& error) {
  if (error == Error::body_limit) return 413;
  if (error == Error::header_limit || error == Error::buffer_overflow) return 431;
  return 400;
}

// A request line whose version is well formed and not ours.
bool names_other_version(std::string_view bytes) {
  const auto line = bytes.substr(0, bytes.find("\r\n"));
  if (line.size() == bytes.size() || line.size() < 8 || line.find('\n') != std::string_view::npos) return false;
  const auto version = line.substr(line.size() - 8);
  return version.starts_with("HTTP/") && digits(version.substr(5, 1)) && version[6] == '.' && digits(version.substr(7));
}

// RFC 3986, 3.2.2 and 3.2.3, as far as a server needs it: a name, an address, a port.
bool names_host(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           std::string_view(".-_:[]").find(letter) != std::string_view::npos;
  });
}

}  // namespace

class RequestReader::Parser final : public beast::http::basic_parser<true> {
 public:
  explicit Parser(const RequestLimits& limits) : limits_(limits) {
    header_limit(static_cast<std::uint32_t>(limits.header));
    body_limit(limits.body);
    eager(true);
    request_.headers.reserve(16);
  }

  std::size_t take(std::string_view bytes);
  Request request() {
    request_.body = whole_ ? std::move(whole_) : share(gathered_.text());
    return std::move(request_);
  }

  State state = State::head;
  int refusal = 0;
  bool expects_continue = false;
  bool body_began = false;
  bool http_1_0 = false;
  bool head = false;

 private:
  void refuse(int status, error_code& ec) {
    refusal = status;
    ec = Error::bad_field;
  }
  void refuse_too_long(std::string_view rest) {
    state = State::refused;
    const bool target = !request_line_ && rest.substr(0, limits_.target).find("\r\n") == std::string_view::npos;
    refusal = target ? 414 : 431;
  }
  void take_target(std::string_view target, error_code& ec);

  void on_request_impl(verb method, beast::string_view, beast::string_view target, int version,
                       error_code& ec) override;
  void on_field_impl(field name, beast::string_view name_text, beast::string_view value, error_code& ec) override;
  void on_header_impl(error_code& ec) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override { length_ = length; }
  std::size_t on_body_impl(beast::string_view piece, error_code&) override {
    body_began = true;
    if (length_ && piece.size() == *length_)
      whole_ = share(view(piece));  // all of it at once: no copy in between
    else
      gathered_.add(view(piece));
    return piece.size();
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override { body_began = true; }
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view piece, error_code&) override {
    gathered_.add(view(piece));
    return piece.size();
  }
  void on_finish_impl(error_code&) override {}
  void on_response_impl(int, beast::string_view, int, error_code&) override {}

  const RequestLimits limits_;
  Request request_;
  SharedSecret whole_;
  WipedBytes gathered_;
  boost::optional<std::uint64_t> length_;
  std::size_t header_bytes_ = 0;
  std::size_t fields_ = 0;
  int hosts_ = 0;
  int lengths_ = 0;
  int encodings_ = 0;
  bool request_line_ = false;
  bool sound_ = true;  ///< nothing about lengths and host was wrong so far
};

std::size_t RequestReader::Parser::take(std::string_view bytes) {
  std::size_t used = 0;
  // RFC 9112, 2.2: an empty line before a request is passed over.
  while (!got_some() && bytes.substr(used).starts_with("\r\n")) used += 2;
  if (used == bytes.size() || (!got_some() && bytes.substr(used) == "\r")) return used;
  error_code ec;
  used += put({bytes.data() + used, bytes.size() - used}, ec);
  if (ec && ec != Error::need_more) {
    state = State::refused;
    if (ec == Error::header_limit && refusal == 0)
      refuse_too_long(bytes.substr(used));
    else if (ec == Error::bad_version && names_other_version(bytes.substr(used)))
      refusal = 505;
    else if (refusal == 0)
      refusal = status_of(ec);
  } else if (is_done()) {
    state = State::done;
  } else {
    state = is_header_done() ? State::body : State::head;
    if (bytes.size() - used > limits_.header) refuse_too_long(bytes.substr(used));
  }
  return used;
}

void RequestReader::Parser::on_request_impl(verb method, beast::string_view name, beast::string_view target,
                                            int version, error_code& ec) {
  request_line_ = true;
  request_.method = method_of(method);
  head = method == verb::head;
  http_1_0 = version == 10;
  header_bytes_ = name.size() + target.size() + 14;  // with blanks, version and both line ends
  if (target.size() > limits_.target) return refuse(414, ec);
  take_target(view(target), ec);
}

void RequestReader::Parser::take_target(std::string_view target, error_code& ec) {
  // RFC 9112, 3.2.2: the whole address is as good as its path.
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const auto slash = target.find('/', scheme.size());
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  if (!target.starts_with('/') && request_.method != Method::other) return refuse(400, ec);
  const auto mark = std::min(target.find('?'), target.size());
  request_.path = target.substr(0, mark);
  request_.query = target.substr(std::min(mark + 1, target.size()));
}

void RequestReader::Parser::on_field_impl(field name, beast::string_view name_text, beast::string_view value,
                                          error_code& ec) {
  header_bytes_ += name_text.size() + value.size() + 4;
  if (++fields_ > limits_.fields || header_bytes_ > limits_.header) return refuse(431, ec);
  if (is_header_done()) return;  // a trailer is no header
  switch (name) {
    case field::host:
      ++hosts_;
      sound_ = sound_ && names_host(view(value));
      break;
    case field::content_length:
      ++lengths_;
      sound_ = sound_ && digits(view(value));
      break;
    case field::transfer_encoding:
      ++encodings_;
      sound_ = sound_ && same(view(value), "chunked");
      break;
    case field::content_encoding:
      if (!same(view(value), "identity")) return refuse(415, ec);
      break;
    case field::expect:
      if (!same(view(value), "100-continue")) return refuse(417, ec);
      expects_continue = !http_1_0;
      break;
    default:
      break;
  }
  request_.headers.emplace_back(view(name_text), view(value));
}

// What the parser lets pass and a proxy before us may read differently.
void RequestReader::Parser::on_header_impl(error_code& ec) {
  const bool host = hosts_ == 1 || (hosts_ == 0 && http_1_0);
  const bool framing = lengths_ + encodings_ <= 1 && !(encodings_ > 0 && http_1_0);
  if (!sound_ || !host || !framing) refuse(400, ec);
}

RequestReader::RequestReader(const RequestLimits& limits) : parser_(std::make_unique<Parser>(limits)) {}
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;
RequestReader::~RequestReader() = default;

std::size_t RequestReader::take(std::string_view bytes) {
  const bool open = parser_->state == State::head || parser_->state == State::body;
  return open && !bytes.empty() ? parser_->take(bytes) : 0;
}
RequestReader::State RequestReader::state() const {
  return parser_->state;
}
int RequestReader::refusal() const {
  return parser_->refusal;
}
bool RequestReader::awaits_continue() const {
  return parser_->state == State::body && parser_->expects_continue && !parser_->body_began;
}
bool RequestReader::keeps_connection() const {
  return parser_->is_header_done() && parser_->keep_alive();
}
bool RequestReader::is_http_1_0() const {
  return parser_->http_1_0;
}
bool RequestReader::is_head() const {
  return parser_->head;
}
Request RequestReader::request() {
  return parser_->request();
}

}  // namespace wegwijzer::http
