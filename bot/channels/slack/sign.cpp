#include "slack/sign.hpp"

#include <charconv>

#include "base/reveal.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"

namespace wegwijzer::slack {
namespace {

constexpr std::int64_t kWindow = 300;  // seconds
constexpr std::size_t kMostDigits = 20;

std::optional<std::int64_t> seconds_from(std::string_view text) {
  if (text.empty() || text.size() > kMostDigits) return std::nullopt;
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return seconds;
}

bool recent(std::int64_t seconds, Instant now) {
  const std::int64_t present = to_micros(now) / 1'000'000;
  return seconds >= present - kWindow && seconds <= present + kWindow;
}

}  // namespace

Signatures::Signatures(const SharedSecret& secrets) {
  auto rest = reveal(secrets);
  while (!rest.empty()) {
    const auto end = std::min(rest.find(','), rest.size());
    if (const auto one = trimmed(rest.substr(0, end)); !one.empty()) secrets_.push_back(share(one));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

bool Signatures::fit(const http::Request& request, Instant now) const {
  const auto time = request.header("X-Slack-Request-Timestamp");
  const auto signature = request.header("X-Slack-Signature");
  if (!time || !signature) return false;
  const auto seconds = seconds_from(*time);
  if (!seconds || !recent(*seconds, now)) return false;
  bool fits = false;
  for (const auto& secret : secrets_) {
    const auto expected =
        "v0=" + to_hex(crypto::hmac_sha256(reveal(secret), {"v0:", *time, ":", reveal(request.body)}));
    fits = crypto::equal(expected, *signature) || fits;
  }
  return fits;
}

}  // namespace wegwijzer::slack
