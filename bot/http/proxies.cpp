#include "http/proxies.hpp"

#include <arpa/inet.h>
#include <strings.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace wegwijzer::http {

namespace {

constexpr std::string_view kMapped = "::ffff:";

bool same(std::string_view some, std::string_view other) {
  return some.size() == other.size() && ::strncasecmp(some.data(), other.data(), some.size()) == 0;
}

// Each value of a list field, the last one first, over all lines of that name.
std::vector<std::string_view> last_first(const Request& request, std::string_view name) {
  std::vector<std::string_view> values;
  for (auto field = request.headers.rbegin(); field != request.headers.rend(); ++field) {
    if (!same(field->first, name)) continue;
    std::string_view rest = field->second;
    while (true) {
      const auto comma = rest.rfind(',');
      values.push_back(trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1)));
      if (comma == std::string_view::npos) break;
      rest = rest.substr(0, comma);
    }
  }
  return values;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string plain_address(std::string_view address) {
  const bool mapped = address.starts_with(kMapped) && address.find('.') != std::string_view::npos;
  return std::string(mapped ? address.substr(kMapped.size()) : address);
}

std::optional<Proxies::Bytes> Proxies::parse(std::string_view address) {
  Bytes bytes{};
  const std::string text(address);
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  bytes[10] = bytes[11] = 0xFF;  // IPv4 as IPv6 carries it
  if (::inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1) return bytes;
  return std::nullopt;
}

Result<Proxies> Proxies::from(const std::vector<std::string>& texts) {
  Proxies proxies;
  for (const std::string_view text : texts) {
    const auto slash = text.find('/');
    const auto address = parse(text.substr(0, slash));
    const bool v4 = text.find(':') == std::string_view::npos;
    const auto bits = slash == std::string_view::npos ? std::optional(v4 ? 32 : 128) : number(text.substr(slash + 1));
    if (!address || !bits || *bits < 0 || *bits > (v4 ? 32 : 128))
      return failed(Kind::bad_input, "server.trusted_proxies", "'" + std::string(text) + "' is no address or range");
    proxies.ranges_.push_back({*address, v4 ? *bits + 96 : *bits});
  }
  return proxies;
}

bool Proxies::trusts(std::string_view address) const {
  if (ranges_.empty()) return false;
  const auto bytes = parse(address);
  if (!bytes) return false;
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
    for (int bit = 0; bit < range.bits; ++bit) {
      const auto at = static_cast<std::size_t>(bit / 8);
      const auto mask = 0x80U >> static_cast<unsigned>(bit % 8);
      if ((((*bytes)[at] ^ range.bytes[at]) & mask) != 0) return false;
    }
    return true;
  });
}

void Proxies::look_behind(Request& request) const {
  for (const auto address : last_first(request, "x-forwarded-for")) {
    if (!parse(address)) break;  // from here on it is hearsay
    request.peer = plain_address(address);
    if (!trusts(address)) break;
  }
  const auto protocols = last_first(request, "x-forwarded-proto");
  if (!protocols.empty()) request.secure = same(protocols.front(), "https");
}

bool is_loopback(std::string_view address) {
  const std::string plain = plain_address(address);
  in_addr v4{};
  if (inet_pton(AF_INET, plain.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24 == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, plain.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

}  // namespace wegwijzer::http
