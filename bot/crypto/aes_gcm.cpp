#include "crypto/aes_gcm.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <cassert>
#include <cstdlib>
#include <memory>

#include "base/secret.hpp"

namespace wegwijzer::crypto {
namespace {

constexpr std::size_t kKeySize = 32;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text, std::size_t at) {
  return reinterpret_cast<unsigned char*>(text.data()) + at;
}

void must(bool fine) {
  if (!fine) std::abort();
}

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

/// The cipher is looked up once and its context kept: doing so each time costs more than sealing itself.
Context context_for(bool encrypting) {
  static const EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  Context context(EVP_CIPHER_CTX_new());
  must(cipher != nullptr && context != nullptr &&
       EVP_CipherInit_ex2(context.get(), cipher, nullptr, nullptr, encrypting ? 1 : 0, nullptr) == 1);
  return context;
}

void associate(EVP_CIPHER_CTX* context, std::initializer_list<std::string_view> parts, bool encrypting) {
  int size = 0;
  for (const auto part : parts) {
    if (part.empty()) continue;
    const auto bytes = static_cast<int>(part.size());
    must((encrypting ? EVP_EncryptUpdate(context, nullptr, &size, bytes_of(part), bytes)
                     : EVP_DecryptUpdate(context, nullptr, &size, bytes_of(part), bytes)) == 1);
  }
}

}  // namespace

void encrypt(std::string& out, std::string_view key, std::string_view nonce,
             std::initializer_list<std::string_view> associated, std::initializer_list<std::string_view> plain) {
  assert(key.size() == kKeySize && nonce.size() == kNonceSize);
  thread_local const Context context = context_for(true);
  must(EVP_EncryptInit_ex2(context.get(), nullptr, bytes_of(key), bytes_of(nonce), nullptr) == 1);
  associate(context.get(), associated, true);
  std::size_t at = out.size();
  std::size_t whole = kTagSize;
  for (const auto part : plain) whole += part.size();
  out.resize(at + whole);
  int size = 0;
  for (const auto part : plain) {
    if (part.empty()) continue;
    must(EVP_EncryptUpdate(context.get(), bytes_of(out, at), &size, bytes_of(part), static_cast<int>(part.size())) ==
         1);
    at += static_cast<std::size_t>(size);
  }
  must(EVP_EncryptFinal_ex(context.get(), bytes_of(out, at), &size) == 1 && size == 0);
  must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, bytes_of(out, at)) == 1);
}

std::optional<std::string> decrypt(std::string_view key, std::string_view nonce,
                                   std::initializer_list<std::string_view> associated,
                                   std::string_view cipher_and_tag) {
  assert(key.size() == kKeySize && nonce.size() == kNonceSize);
  if (cipher_and_tag.size() < kTagSize) return std::nullopt;
  thread_local const Context context = context_for(false);
  const auto cipher = cipher_and_tag.substr(0, cipher_and_tag.size() - kTagSize);
  std::string tag(cipher_and_tag.substr(cipher.size()));
  must(EVP_DecryptInit_ex2(context.get(), nullptr, bytes_of(key), bytes_of(nonce), nullptr) == 1);
  associate(context.get(), associated, false);
  std::string plain(cipher.size(), '\0');
  int size = 0;
  if (!cipher.empty())
    must(EVP_DecryptUpdate(context.get(), bytes_of(plain, 0), &size, bytes_of(cipher),
                           static_cast<int>(cipher.size())) == 1);
  must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag.data()) == 1);
  unsigned char rest[16];
  if (EVP_DecryptFinal_ex(context.get(), rest, &size) != 1) {
    ERR_clear_error();
    wipe(plain.data(), plain.size());
    return std::nullopt;
  }
  return plain;
}

}  // namespace wegwijzer::crypto
