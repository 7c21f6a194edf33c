#include "http/transfer.hpp"

#include <strings.h>

#include <cstring>
#include <new>
#include <utility>

#include "base/reveal.hpp"
#include "base/text.hpp"

namespace wegwijzer::http {

namespace {

constexpr std::size_t kMostBody = 1024 * 1024;
constexpr std::size_t kMostHeaders = 64 * 1024;
constexpr long kMostConnecting = 5'000;  // milliseconds

}  // namespace

Easy make_easy() {
  Easy easy(curl_easy_init());
  if (!easy) throw std::bad_alloc();
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // One request of a connection at a time, so that "was it sent?" has a plain answer.
  curl_easy_setopt(easy.get(), CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy.get(), CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_USERAGENT, "Wegwijzer");
  return easy;
}

Transfer::Transfer(Easy easy, Call call, std::function<void(Answer)> done)
    : easy_(std::move(easy)), call_(std::move(call)), done_(std::move(done)) {
  CURL* const handle = easy_.get();
  curl_easy_setopt(handle, CURLOPT_PRIVATE, this);
  curl_easy_setopt(handle, CURLOPT_URL, call_.url.c_str());
  prepare_method();
  const auto timeout = static_cast<long>(std::max<std::int64_t>(call_.timeout.count(), 1));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, timeout);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, std::min(timeout, kMostConnecting));
  for (const auto& [name, value] : call_.headers) add_header(name, value);
  for (const auto& [name, value] : call_.secret_headers) add_header(name, reveal(value));
  add_header("Expect", "");  // none: it costs a round trip
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_);
  curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, &before_request);
  curl_easy_setopt(handle, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &on_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
}

Transfer::~Transfer() {
  if (easy_) curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, nullptr);
  for (curl_slist* at = headers_; at != nullptr; at = at->next) wipe(at->data, std::strlen(at->data));
  curl_slist_free_all(headers_);
}

void Transfer::prepare_method() {
  CURL* const handle = easy_.get();
  if (call_.method != Method::post) {
    curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    if (call_.method == Method::head) curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    return;
  }
  const auto body = reveal(call_.body);
  curl_easy_setopt(handle, CURLOPT_POST, 1L);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.empty() ? "" : body.data());  // not copied: the call keeps it
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
}

void Transfer::add_header(std::string_view name, std::string_view value) {
  std::string line;
  line.reserve(name.size() + 2 + value.size());  // grows no further: no copy of a secret stays behind
  line.append(name).append(value.empty() ? ":" : ": ").append(value);
  curl_slist* const longer = curl_slist_append(headers_, line.c_str());
  sound_ = sound_ && longer != nullptr && line.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
  if (longer != nullptr) headers_ = longer;
  wipe(line.data(), line.size());
}

// A second time means that libcurl wants to send again after a kept connection ended without an answer. Whether the
// first one was acted upon nobody knows, so that is for the caller to decide.
int Transfer::before_request(void* self, char*, char*, int, int) {
  auto& transfer = *static_cast<Transfer*>(self);
  return std::exchange(transfer.sent_, true) ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

std::size_t Transfer::on_header(char* data, std::size_t, std::size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.header_bytes_ += size;
  if (transfer.header_bytes_ > kMostHeaders) return 0;
  transfer.take_header({data, size});
  return size;
}

void Transfer::take_header(std::string_view line) {
  if (line.starts_with("HTTP/")) return response_.headers.clear();  // a final answer after an interim one
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const auto name = line.substr(0, colon);
  const auto value = trimmed(line.substr(colon + 1));
  if (name.size() == 12 && ::strncasecmp(name.data(), "content-type", 12) == 0) response_.content_type = value;
  response_.headers.emplace_back(name, value);
}

std::size_t Transfer::on_body(char* data, std::size_t, std::size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  auto& body = transfer.response_.body;
  const auto room = kMostBody - body.size();
  body.append(data, std::min(size, room));
  transfer.full_ = size > room;
  return transfer.full_ ? 0 : size;
}

Answer Transfer::finished(CURLcode code) {
  const bool whole = code == CURLE_OK || (code == CURLE_WRITE_ERROR && full_);
  if (!whole) return cut_short();
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  return {std::move(response_), Lost::unknown};
}

}  // namespace wegwijzer::http
