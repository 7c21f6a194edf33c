#include "crypto/hash.hpp"

#include <gtest/gtest.h>

namespace wegwijzer::crypto {
namespace {

std::string bytes(std::string_view hex) {
  return *from_hex(hex);
}

// NIST CSRC, examples for SHA-256.
TEST(Sha256, gives_the_published_hashes) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

// RFC 4231, test cases 1 to 4, 6 and 7.
TEST(Hmac, gives_the_hashes_of_rfc_4231) {
  EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\xaa'), std::string(50, '\xdd'))),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(to_hex(hmac_sha256(bytes("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'))),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  EXPECT_EQ(to_hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(
      to_hex(hmac_sha256(std::string(131, '\xaa'),
                         "This is a test using a larger than block-size key and a larger than block-size data. The "
                         "key needs to be hashed before being used by the HMAC algorithm.")),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST(Hmac, of_several_parts_is_that_of_the_parts_in_a_row) {
  EXPECT_EQ(hmac_sha256("key", {"v0:", "1531420618", "", ":body"}), hmac_sha256("key", "v0:1531420618:body"));
}

TEST(Hmac, with_an_empty_key_does_not_remember_the_key_before_it) {
  const auto first = hmac_sha256("", "text");
  (void)hmac_sha256("another key", "text");
  EXPECT_EQ(hmac_sha256("", "text"), first);
  EXPECT_EQ(hmac_sha256(std::string_view{}, "text"), first);
}

// RFC 5869, test case 3: the one without salt.
TEST(Hkdf, gives_the_key_of_rfc_5869) {
  EXPECT_EQ(to_hex(hkdf_sha256(std::string(22, '\x0b'), "", 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(Hkdf, gives_another_key_for_each_use_and_a_prefix_for_each_size) {
  const auto key = hkdf_sha256("master", "inbox", 64);
  EXPECT_EQ(hkdf_sha256("master", "inbox", 32), key.substr(0, 32));
  EXPECT_NE(hkdf_sha256("master", "outbox", 32), key.substr(0, 32));
}

TEST(Equal, is_true_for_the_same_bytes_only) {
  EXPECT_TRUE(equal("", ""));
  EXPECT_TRUE(equal("same", "same"));
  EXPECT_FALSE(equal("same", "sama"));
  EXPECT_FALSE(equal("same", "same "));
  EXPECT_FALSE(equal(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

// RFC 4648, section 10.
TEST(Base64, gives_the_texts_of_rfc_4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, for_addresses_has_no_padding_and_no_letter_that_needs_escaping) {
  EXPECT_EQ(base64("\xfb\xff\xfe"), "+//+");
  EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
  EXPECT_EQ(base64url("f"), "Zg");
}

TEST(DerivedId, is_the_same_for_the_same_seed_and_number_and_no_other) {
  EXPECT_EQ(derived_outgoing_id("slack\nEv1", 0), derived_outgoing_id("slack\nEv1", 0));
  EXPECT_NE(derived_outgoing_id("slack\nEv1", 0), derived_outgoing_id("slack\nEv1", 1));
  EXPECT_NE(derived_outgoing_id("slack\nEv1", 0), derived_outgoing_id("slack\nEv2", 0));
}

}  // namespace
}  // namespace wegwijzer::crypto
