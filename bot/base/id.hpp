#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wegwijzer {

/// 16 bytes that name one thing; `Tag` keeps one kind from being taken for another.
/// Random ones come from crypto/random.hpp, derived ones from crypto/hash.hpp.
template <class Tag>
struct Id {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
  [[nodiscard]] bool empty() const { return *this == Id{}; }
};

using RequestId = Id<struct RequestTag>;    ///< one request through every hop of the log
using OutgoingId = Id<struct OutgoingTag>;  ///< one message on its way out: the delivery id that marks a repeat
using RowId = Id<struct RowTag>;            ///< one row of inbox, outbox, timer

/// Lower-case hexadecimal, two letters a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// The reverse; nothing when the text is not hexadecimal.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);
/// 8-4-4-4-12, as platforms write a UUID.
[[nodiscard]] std::string to_uuid(std::string_view sixteen_bytes);

template <class Tag>
[[nodiscard]] std::optional<Id<Tag>> id_from_bytes(std::string_view bytes) {
  Id<Tag> id;
  if (bytes.size() != id.bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < bytes.size(); ++i) id.bytes[i] = static_cast<std::uint8_t>(bytes[i]);
  return id;
}

}  // namespace wegwijzer
