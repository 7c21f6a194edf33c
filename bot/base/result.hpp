#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace wegwijzer {

/// What the caller does about a fault: refuse, try later, give up.
enum class Kind { bad_input, not_allowed, not_found, conflict, unavailable, broken };

/// Names a text in a room's texts.*.yaml. Only what stands in our own source.
struct TextKey {
  consteval TextKey(const char* literal = "") : key(literal) {}  // NOLINT(google-explicit-constructor)
  std::string_view key;
};

struct Fault {
  Kind kind = Kind::broken;
  std::string place;  ///< "networks.yaml:14:3", "slack.signing_secret"
  std::string what;   ///< for the operator; never a person's words, a name or a token
  TextKey say = "";   ///< what the person reads; empty: the general sentence of the kind
};

template <class T>
using Result = tl::expected<T, Fault>;

[[nodiscard]] inline tl::unexpected<Fault> failed(Fault fault) {
  return tl::unexpected<Fault>(std::move(fault));
}
[[nodiscard]] inline tl::unexpected<Fault> failed(Kind kind, std::string place, std::string what) {
  return tl::unexpected<Fault>(Fault{kind, std::move(place), std::move(what), ""});
}

/// "networks.yaml:14:3: a network without a name"
[[nodiscard]] std::string to_text(const Fault& fault);
/// The HTTP status that tells a program about this kind.
[[nodiscard]] int http_status(Kind kind);

}  // namespace wegwijzer
