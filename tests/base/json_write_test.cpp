#include "base/json_write.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace wegwijzer {
namespace {

std::string written(std::string_view text) {
  std::string out;
  append_json_text(out, text);
  return out;
}

std::string read_back(std::string_view text) {
  return nlohmann::json::parse(written(text)).get<std::string>();
}

TEST(JsonWriter, escapes_what_json_forbids_and_leaves_the_rest) {
  EXPECT_EQ(written("a\"b\\c\n\r\t\x01/é☃😀"), "\"a\\\"b\\\\c\\n\\r\\t\\u0001/é☃😀\"");
}

TEST(JsonWriter, every_byte_comes_back_as_itself_or_as_a_replacement) {
  for (int c = 0; c < 0x80; ++c)
    EXPECT_EQ(read_back(std::string(1, static_cast<char>(c))), std::string(1, static_cast<char>(c)));
  for (int c = 0x80; c < 0x100; ++c) EXPECT_EQ(read_back(std::string(1, static_cast<char>(c))), "\xEF\xBF\xBD");
}

TEST(JsonWriter, replaces_broken_utf8_and_keeps_what_follows) {
  const std::string_view broken[] = {
      "\xC0\xAF",         "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF",
      "\xF4\x90\x80\x80", "\xC3",         "\xE2\x98",     "\xF0\x9F\x98",
  };
  for (const auto bytes : broken) {
    const auto back = read_back(std::string(bytes) + "x");
    EXPECT_TRUE(back.starts_with("\xEF\xBF\xBD")) << back;
    EXPECT_TRUE(back.ends_with("x")) << back;
  }
}

TEST(JsonWriter, keeps_the_first_and_last_character_of_every_length) {
  for (const std::string_view text : {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                      "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    EXPECT_EQ(read_back(text), text);
}

TEST(JsonWriter, places_the_commas) {
  std::string out;
  JsonWriter json(out);
  json.object().field("a", "1").key("b").array().number(1).boolean(true).null().object().end_object().end_array();
  json.key("c").array().end_array().flag("d", false).end_object();
  EXPECT_EQ(out, R"({"a":"1","b":[1,true,null,{}],"c":[],"d":false})");
}

}  // namespace
}  // namespace wegwijzer
