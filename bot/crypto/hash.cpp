#include "crypto/hash.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cassert>
#include <cstdlib>
#include <memory>

#include "base/secret.hpp"

namespace wegwijzer::crypto {
namespace {

constexpr std::size_t kHashSize = 32;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

/// Hashing does not fail unless OpenSSL lacks memory or the algorithm: nothing works then.
void must(bool fine) {
  if (!fine) std::abort();
}

const EVP_MD* sha256_algorithm() {
  static const EVP_MD* fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // once: a look-up each time costs more
  must(fetched != nullptr);
  return fetched;
}

struct FreeMac {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

/// An HMAC-SHA-256 of this thread, without a key yet.
EVP_MAC_CTX* hmac_context() {
  static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  thread_local const std::unique_ptr<EVP_MAC_CTX, FreeMac> context = [] {
    std::unique_ptr<EVP_MAC_CTX, FreeMac> made(EVP_MAC_CTX_new(algorithm));
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                     OSSL_PARAM_construct_end()};
    must(made != nullptr && EVP_MAC_CTX_set_params(made.get(), parameters) == 1);
    return made;
  }();
  return context.get();
}

std::string base64_of(std::string_view bytes, std::string_view digits, bool padded) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    const std::size_t letters = std::min<std::size_t>(bytes.size() - i, 3) + 1;
    for (std::size_t k = 0; k < letters; ++k) text.push_back(digits[group >> (18 - 6 * k) & 63U]);
    if (padded) text.append(4 - letters, '=');
  }
  return text;
}

}  // namespace

std::string sha256(std::string_view text) {
  std::string hash(kHashSize, '\0');
  must(EVP_Digest(text.data(), text.size(), bytes_of(hash), nullptr, sha256_algorithm(), nullptr) == 1);
  return hash;
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
  return hmac_sha256(key, {text});
}

std::string hmac_sha256(std::string_view key, std::initializer_list<std::string_view> parts) {
  auto* context = hmac_context();
  // An empty key is a key too; without a pointer OpenSSL would keep the one before.
  must(EVP_MAC_init(context, key.empty() ? bytes_of(std::string_view("")) : bytes_of(key), key.size(), nullptr) == 1);
  for (const auto part : parts) must(EVP_MAC_update(context, bytes_of(part), part.size()) == 1);
  std::string hash(kHashSize, '\0');
  std::size_t size = 0;
  must(EVP_MAC_final(context, bytes_of(hash), &size, hash.size()) == 1 && size == kHashSize);
  return hash;
}

std::string hkdf_sha256(std::string_view key, std::string_view info, std::size_t size) {
  assert(size <= 255 * kHashSize);
  std::string extracted = hmac_sha256(std::string(kHashSize, '\0'), key);
  std::string out;
  out.reserve(size + kHashSize);
  std::string block;
  for (char number = 1; out.size() < size; ++number) {
    block = hmac_sha256(extracted, {block, info, {&number, 1}});
    out.append(block);
  }
  wipe(extracted.data(), extracted.size());
  wipe(block.data(), block.size());
  out.resize(size);
  return out;
}

bool equal(std::string_view some, std::string_view other) {
  return some.size() == other.size() && CRYPTO_memcmp(some.data(), other.data(), some.size()) == 0;
}

std::string base64url(std::string_view bytes) {
  return base64_of(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false);
}

std::string base64(std::string_view bytes) {
  return base64_of(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true);
}

OutgoingId derived_outgoing_id(std::string_view seed, std::uint64_t number) {
  const std::string hash = sha256("outgoing\n" + std::to_string(number) + "\n" + std::string(seed));
  return *id_from_bytes<OutgoingTag>(std::string_view(hash).substr(0, 16));
}

}  // namespace wegwijzer::crypto
