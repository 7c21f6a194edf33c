#include "crypto/aes_gcm.hpp"

#include <gtest/gtest.h>

#include "base/id.hpp"

namespace wegwijzer::crypto {
namespace {

std::string bytes(std::string_view hex) {
  return *from_hex(hex);
}

struct Vector {
  std::string key, nonce, associated, plain, cipher_and_tag;
};

// McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, test cases 13 to 16 (AES-256, 96-bit nonce);
// the same that NIST took over.
const std::vector<Vector>& published() {
  static const std::string key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
  static const std::string plain =
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
  static const std::string cipher =
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
      "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662";
  static const std::vector<Vector> all{
      {std::string(64, '0'), std::string(24, '0'), "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
      {std::string(64, '0'), std::string(24, '0'), "", std::string(32, '0'),
       "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
      {key, "cafebabefacedbaddecaf888", "", plain + "1aafd255",
       cipher + "898015ad" + "b094dac5d93471bdec1a502270e3cc6c"},
      {key, "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2", plain,
       cipher + "76fc6ece0f4e1768cddf8853bb2d551b"},
  };
  return all;
}

TEST(AesGcm, gives_the_published_ciphertexts_and_tags) {
  for (const auto& vector : published()) {
    std::string out;
    encrypt(out, bytes(vector.key), bytes(vector.nonce), {bytes(vector.associated)}, {bytes(vector.plain)});
    EXPECT_EQ(to_hex(out), vector.cipher_and_tag);
  }
}

TEST(AesGcm, brings_the_published_plain_texts_back) {
  for (const auto& vector : published()) {
    const auto plain =
        decrypt(bytes(vector.key), bytes(vector.nonce), {bytes(vector.associated)}, bytes(vector.cipher_and_tag));
    ASSERT_TRUE(plain);
    EXPECT_EQ(to_hex(*plain), vector.plain);
  }
}

TEST(AesGcm, takes_parts_as_the_whole_and_appends) {
  const auto& vector = published()[3];
  const std::string plain = bytes(vector.plain);
  const std::string associated = bytes(vector.associated);
  const auto view = std::string_view(plain);
  std::string out = "before";
  encrypt(out, bytes(vector.key), bytes(vector.nonce), {associated.substr(0, 3), "", associated.substr(3)},
          {view.substr(0, 17), "", view.substr(17)});
  EXPECT_EQ(out, "before" + bytes(vector.cipher_and_tag));
}

TEST(AesGcm, opens_nothing_when_any_bit_differs_and_goes_on_afterwards) {
  const auto& vector = published()[3];
  const std::string whole = bytes(vector.cipher_and_tag);
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string changed = whole;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(decrypt(bytes(vector.key), bytes(vector.nonce), {bytes(vector.associated)}, changed)) << bit;
  }
  EXPECT_FALSE(decrypt(bytes(vector.key), bytes(vector.nonce), {"elsewhere"}, whole));
  EXPECT_FALSE(decrypt(bytes(vector.key), bytes(vector.nonce), {bytes(vector.associated)}, "short"));
  EXPECT_TRUE(decrypt(bytes(vector.key), bytes(vector.nonce), {bytes(vector.associated)}, whole));
}

}  // namespace
}  // namespace wegwijzer::crypto
