#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>
#include <type_traits>

#include "base/id.hpp"
#include "base/language.hpp"
#include "base/log.hpp"
#include "base/pack.hpp"
#include "base/result.hpp"
#include "base/reveal.hpp"
#include "base/secret.hpp"

namespace wegwijzer {
namespace {

using namespace std::string_view_literals;

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) { out << value; };

// The wrong call does not compile.
static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string_view> && !std::is_convertible_v<Secret, std::string>);
static_assert(!Streamable<Secret>);
static_assert(!fmt::is_formattable<Secret>::value);
static_assert(!std::is_constructible_v<log::Value, std::string> &&
              !std::is_constructible_v<log::Value, std::string_view>);
static_assert(!std::is_constructible_v<Word, std::string> && !std::is_constructible_v<Word, std::string_view>);
static_assert(!std::is_convertible_v<RowId, RequestId> && !std::is_constructible_v<RowId, OutgoingId>);

TEST(Secret, is_opened_by_reveal_alone_and_moves_without_a_copy) {
  Secret secret("private\0text"sv);
  EXPECT_EQ(reveal(secret), "private\0text"sv);
  const auto* at = reveal(secret).data();
  Secret moved(std::move(secret));
  EXPECT_EQ(reveal(moved).data(), at);
  Secret assigned("other");
  assigned = std::move(moved);
  EXPECT_EQ(reveal(assigned), "private\0text"sv);
  EXPECT_EQ(reveal(SharedSecret{}), "");
  EXPECT_TRUE(Secret{}.empty());
}

TEST(Wipe, leaves_zeros) {
  std::string text = "private";
  wipe(text.data(), text.size());
  EXPECT_EQ(text, std::string(7, '\0'));
}

TEST(Hex, goes_there_and_back_and_refuses_what_is_none) {
  EXPECT_EQ(to_hex("\x00\xAF\x10"sv), "00af10");
  EXPECT_EQ(from_hex("00aF10"), "\x00\xAF\x10"sv);
  EXPECT_EQ(from_hex(""), "");
  EXPECT_EQ(from_hex("0"), std::nullopt);
  EXPECT_EQ(from_hex("0g"), std::nullopt);
}

TEST(Uuid, has_its_dashes) {
  EXPECT_EQ(to_uuid(*from_hex("00112233445566778899aabbccddeeff")), "00112233-4455-6677-8899-aabbccddeeff");
}

TEST(Id, comes_from_sixteen_bytes_only) {
  const auto bytes = *from_hex("00112233445566778899aabbccddeeff");
  EXPECT_EQ(id_from_bytes<RowTag>(bytes)->view(), bytes);
  EXPECT_FALSE(id_from_bytes<RowTag>("short"));
  EXPECT_TRUE(RowId{}.empty());
}

TEST(Packed, reads_back_in_the_same_order) {
  Packer packer;
  packer.number(-1).text("a\0b"sv).number(INT64_MAX).text("");
  Unpacker unpacker(packer.bytes());
  EXPECT_EQ(unpacker.number(), -1);
  EXPECT_EQ(unpacker.text(), "a\0b"sv);
  EXPECT_EQ(unpacker.number(), INT64_MAX);
  EXPECT_EQ(unpacker.text(), "");
  EXPECT_TRUE(unpacker.fine() && unpacker.at_end());
}

TEST(Packed, that_was_cut_or_lies_about_a_length_is_not_fine_and_harms_nobody) {
  Packer packer;
  packer.text("some text");
  for (std::size_t size = 0; size < packer.bytes().size(); ++size) {
    Unpacker cut(std::string_view(packer.bytes()).substr(0, size));
    EXPECT_EQ(cut.text(), "");
    EXPECT_FALSE(cut.fine());
  }
  for (const std::int64_t lie : {std::int64_t{-1}, std::int64_t{10}, INT64_MAX}) {
    Packer lying;
    lying.number(lie);
    Unpacker unpacker(lying.bytes());
    EXPECT_EQ(unpacker.text(), "");
    EXPECT_FALSE(unpacker.fine());
    EXPECT_EQ(unpacker.number(), 0);
  }
}

TEST(Fault, is_told_with_its_place_and_as_a_status) {
  EXPECT_EQ(to_text({Kind::bad_input, "networks.yaml:14", "a network without a name", ""}),
            "networks.yaml:14: a network without a name");
  EXPECT_EQ(to_text({Kind::broken, "", "went wrong", ""}), "went wrong");
  EXPECT_EQ(http_status(Kind::bad_input), 400);
  EXPECT_EQ(http_status(Kind::not_allowed), 403);
  EXPECT_EQ(http_status(Kind::not_found), 404);
  EXPECT_EQ(http_status(Kind::conflict), 409);
  EXPECT_EQ(http_status(Kind::unavailable), 503);
  EXPECT_EQ(http_status(Kind::broken), 500);
}

TEST(Language, has_a_code_and_comes_from_one) {
  EXPECT_EQ(code(Language::nl), "nl");
  EXPECT_EQ(language_from("en"), Language::en);
  EXPECT_EQ(language_from("fr"), std::nullopt);
}

}  // namespace
}  // namespace wegwijzer
