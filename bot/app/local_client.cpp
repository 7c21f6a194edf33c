#include "app/local_client.hpp"

#include <httplib.h>

#include <functional>
#include <utility>

#include "http/form.hpp"

namespace wegwijzer::app {
namespace {

/// Its own certificate names the public address. A name that only begins like one of these is somebody else's.
bool is_this_machine(std::string_view origin) {
  auto host = origin.substr(origin.find("://") + 3);
  const auto bracket = host.find(']');
  host = host.substr(0, host.find(':', bracket == std::string_view::npos ? 0 : bracket));
  const bool address = host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
  return address || host == "localhost" || host == "[::1]";
}

Result<Answered> call(const std::string& url,
                      const std::function<httplib::Result(httplib::Client&, const std::string&)>& send) {
  const auto origin = http::origin_of(url);
  if (!origin) return failed(Kind::bad_input, url, "this is no http:// or https:// address");
  httplib::Client client(*origin);
  client.set_connection_timeout(3);
  client.set_read_timeout(10);
  if (is_this_machine(*origin)) client.enable_server_certificate_verification(false);
  const auto slash = url.find('/', url.find("://") + 3);
  const auto result = send(client, slash == std::string::npos ? "/" : url.substr(slash));
  if (!result) return failed(Kind::unavailable, url, "nobody answers (" + httplib::to_string(result.error()) + ")");
  return Answered{result->status, result->body};
}

}  // namespace

Result<Answered> get(const std::string& url) {
  return call(url, [](httplib::Client& client, const std::string& path) { return client.Get(path); });
}

Result<Answered> post_json(const std::string& url, const std::string& body) {
  return call(url, [&body](httplib::Client& client, const std::string& path) {
    return client.Post(path, body, "application/json");
  });
}

}  // namespace wegwijzer::app
