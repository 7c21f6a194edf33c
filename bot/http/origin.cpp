#include <curl/curl.h>

#include <memory>

#include "http/form.hpp"

namespace wegwijzer::http {

namespace {

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part(const Url& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string copy = text;
  curl_free(text);
  return copy;
}

std::string lower(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

}  // namespace

// Read by the parser that also makes the calls: what is compared here is where a call would go.
std::optional<std::string> origin_of(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  const Url url(curl_url(), &curl_url_cleanup);
  if (!url || curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), 0) != CURLUE_OK) return std::nullopt;
  const auto scheme = lower(part(url, CURLUPART_SCHEME));
  const auto host = lower(part(url, CURLUPART_HOST));
  if ((scheme != "https" && scheme != "http") || host.empty() || !part(url, CURLUPART_USER).empty())
    return std::nullopt;
  const auto port = part(url, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
  return scheme + "://" + host + (port.empty() ? "" : ":" + port);
}

}  // namespace wegwijzer::http
