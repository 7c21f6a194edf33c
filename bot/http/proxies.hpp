#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/message.hpp"

namespace wegwijzer::http {

/// The proxies whose word about a request's origin counts. Threads: any, once built.
class Proxies {
 public:
  /// Addresses ("10.0.0.7", "::1") and ranges ("10.0.0.0/8"). Faults: `bad_input` names the one that is neither.
  static Result<Proxies> from(const std::vector<std::string>& texts);

  [[nodiscard]] bool trusts(std::string_view address) const;
  /// Takes peer and protocol from X-Forwarded-For and X-Forwarded-Proto: the nearest address that is no proxy of ours.
  /// Only for requests that a trusted proxy brought.
  void look_behind(Request& request) const;

 private:
  using Bytes = std::array<std::uint8_t, 16>;
  struct Range {
    Bytes bytes{};
    int bits = 128;
  };
  static std::optional<Bytes> parse(std::string_view address);
  std::vector<Range> ranges_;
};

/// An IPv4 address that came in IPv6's clothes ("::ffff:10.0.0.7") without them.
[[nodiscard]] std::string plain_address(std::string_view address);
/// This machine itself.
[[nodiscard]] bool is_loopback(std::string_view address);

}  // namespace wegwijzer::http
