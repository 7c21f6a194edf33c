#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/id.hpp"

namespace wegwijzer::crypto {

/// 32 raw bytes each. Threads: any.
[[nodiscard]] std::string sha256(std::string_view text);
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);
/// HMAC over several parts in a row, without joining them.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::initializer_list<std::string_view> parts);
/// RFC 5869 with an empty salt; `size` up to 255 × 32 bytes.
[[nodiscard]] std::string hkdf_sha256(std::string_view key, std::string_view info, std::size_t size);
/// Constant time for texts of one length; false at once when the lengths differ.
[[nodiscard]] bool equal(std::string_view some, std::string_view other);
[[nodiscard]] std::string base64url(std::string_view bytes);
[[nodiscard]] std::string base64(std::string_view bytes);

/// The same seed and number always give the same id: what is decided twice carries one delivery id.
[[nodiscard]] OutgoingId derived_outgoing_id(std::string_view seed, std::uint64_t number);

}  // namespace wegwijzer::crypto
