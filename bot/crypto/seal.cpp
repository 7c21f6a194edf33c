#include "crypto/seal.hpp"

#include <array>
#include <cassert>
#include <cstring>
#include <utility>

#include "base/pack.hpp"
#include "crypto/aes_gcm.hpp"
#include "crypto/hash.hpp"
#include "crypto/key_page.hpp"
#include "crypto/random.hpp"

namespace wegwijzer::crypto {
namespace {

// version(1) algorithm(1) key id(8) nonce(12) ciphertext tag(16). These bytes stand in databases: a change gets a new
// version, and the old one stays readable for as long as its keys live.
constexpr char kVersion = 1;
constexpr char kAesGcm = 1;
constexpr std::size_t kKeySize = 32;
constexpr std::size_t kHeader = 2 + std::tuple_size_v<KeyId>;
constexpr std::size_t kOverhead = kHeader + kNonceSize + kTagSize;
constexpr std::size_t kStep = 4096;

/// One byte that ends the text, then zeros: at least one byte is always added.
constexpr auto kPadding = [] {
  std::array<char, kStep + 1> padding{};
  padding[0] = '\x80';
  return padding;
}();

std::size_t padded_size(std::size_t size) {
  for (const std::size_t bucket : {256U, 512U, 1024U, 2048U, 4096U})
    if (size < bucket) return bucket;
  return (size / kStep + 1) * kStep;
}

std::string header_of(const KeyId& id) {
  std::string header{kVersion, kAesGcm};
  header.append(reinterpret_cast<const char*>(id.data()), id.size());
  return header;
}

}  // namespace

SealingKey::SealingKey(KeyId id, std::string_view bytes) : id_(id), bytes_(take_key_room()) {
  assert(bytes.size() == kKeySize);
  std::memcpy(bytes_, bytes.data(), kKeySize);
}

SealingKey::SealingKey(SealingKey&& other) noexcept : id_(other.id_), bytes_(std::exchange(other.bytes_, nullptr)) {}

SealingKey& SealingKey::operator=(SealingKey&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

SealingKey::~SealingKey() {
  if (bytes_ != nullptr) return_key_room(bytes_);
}

std::string seal(const SealingKey& key, std::string_view associated, std::string_view plain) {
  const std::size_t padded = padded_size(plain.size());
  std::string envelope;
  envelope.reserve(padded + kOverhead);
  envelope = header_of(key.id_);
  envelope.resize(kHeader + kNonceSize);
  fill_random(envelope.data() + kHeader, kNonceSize);
  const std::string start = envelope;
  const auto header = std::string_view(start).substr(0, kHeader);
  encrypt(envelope, {key.bytes_, kKeySize}, std::string_view(start).substr(kHeader), {header, associated},
          {plain, {kPadding.data(), padded - plain.size()}});
  return envelope;
}

Result<Secret> open(const SealingKey& key, std::string_view associated, std::string_view envelope) {
  const auto id = key_id_of(envelope);
  if (!id) return failed(Kind::broken, "seal", "not a sealed value of a version this program knows");
  if (*id != key.id_) return failed(Kind::broken, "seal", "sealed with another key");
  auto plain = decrypt({key.bytes_, kKeySize}, envelope.substr(kHeader, kNonceSize),
                       {envelope.substr(0, kHeader), associated}, envelope.substr(kHeader + kNonceSize));
  if (!plain) return failed(Kind::broken, "seal", "a sealed value was changed or stands in another place");
  const auto end = plain->find_last_not_of('\0');
  if (end == std::string::npos || (*plain)[end] != kPadding[0])
    return failed(Kind::broken, "seal", "a sealed value without its end");
  Secret secret(std::string_view(*plain).substr(0, end));
  wipe(plain->data(), plain->size());
  return secret;
}

std::optional<KeyId> key_id_of(std::string_view envelope) {
  if (envelope.size() < kOverhead || envelope[0] != kVersion || envelope[1] != kAesGcm) return std::nullopt;
  KeyId id;
  std::memcpy(id.data(), envelope.data() + 2, id.size());
  return id;
}

SealingKey derived(const SealingKey& key, std::string_view use) {
  std::string bytes = hkdf_sha256({key.bytes_, kKeySize}, use, kKeySize);
  SealingKey made(key.id_, bytes);
  wipe(bytes.data(), bytes.size());
  return made;
}

std::string keyed_hash(const SealingKey& key, std::initializer_list<std::string_view> parts) {
  Packer packed;  // with their lengths, so that no two rows of parts read the same
  for (const auto part : parts) packed.text(part);
  return hmac_sha256({key.bytes_, kKeySize}, packed.bytes());
}

}  // namespace wegwijzer::crypto
