#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace wegwijzer::crypto {

using KeyId = std::array<std::uint8_t, 8>;

/// 32 random bytes with an id. Kept in a locked page that core dumps leave out; wiped at the end. Threads: any.
class SealingKey {
 public:
  /// `bytes` must be 32 long (assert); the caller wipes them.
  SealingKey(KeyId id, std::string_view bytes);
  SealingKey(SealingKey&&) noexcept;
  SealingKey& operator=(SealingKey&&) noexcept;
  ~SealingKey();
  [[nodiscard]] const KeyId& id() const { return id_; }

 private:
  friend std::string seal(const SealingKey&, std::string_view, std::string_view);
  friend Result<Secret> open(const SealingKey&, std::string_view, std::string_view);
  friend SealingKey derived(const SealingKey&, std::string_view);
  friend std::string keyed_hash(const SealingKey&, std::initializer_list<std::string_view>);
  KeyId id_{};
  char* bytes_ = nullptr;
};

/// AES-256-GCM. Envelope: version(1) algorithm(1) key id(8) nonce(12) ciphertext tag(16). `associated` names the place
/// (table, column, row) and is not stored; version, algorithm and key id are bound in with it. The plain text is padded
/// (ISO/IEC 7816-4: one byte 0x80, then zeros) to 256, 512, 1024, 2048, 4096 bytes, beyond that to the next multiple of
/// 4096, before sealing.
[[nodiscard]] std::string seal(const SealingKey& key, std::string_view associated, std::string_view plain);
/// Faults: `broken` for an unknown version, another key's id, a tag that does not fit. Never says what was inside.
[[nodiscard]] Result<Secret> open(const SealingKey& key, std::string_view associated, std::string_view envelope);
/// Whose envelope this is; nothing when it is none of ours.
[[nodiscard]] std::optional<KeyId> key_id_of(std::string_view envelope);
/// A key of its own for one use, by HKDF-SHA-256; keeps the id.
[[nodiscard]] SealingKey derived(const SealingKey& key, std::string_view use);
/// HMAC-SHA-256 by which things are found again without naming them; ("ab", "c") and ("a", "bc") differ.
[[nodiscard]] std::string keyed_hash(const SealingKey& key, std::initializer_list<std::string_view> parts);

}  // namespace wegwijzer::crypto
