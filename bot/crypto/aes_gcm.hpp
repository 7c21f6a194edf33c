#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace wegwijzer::crypto {

constexpr std::size_t kNonceSize = 12;
constexpr std::size_t kTagSize = 16;

/// AES-256-GCM (NIST SP 800-38D): `key` of 32 bytes, `nonce` of 12 that this key never saw before. Appends ciphertext
/// and tag to `out`. Several parts are taken as one, without joining them. Threads: any (a context per thread).
void encrypt(std::string& out, std::string_view key, std::string_view nonce,
             std::initializer_list<std::string_view> associated, std::initializer_list<std::string_view> plain);
/// The plain text, which the caller wipes; nothing when the tag does not fit.
[[nodiscard]] std::optional<std::string> decrypt(std::string_view key, std::string_view nonce,
                                                 std::initializer_list<std::string_view> associated,
                                                 std::string_view cipher_and_tag);

}  // namespace wegwijzer::crypto
