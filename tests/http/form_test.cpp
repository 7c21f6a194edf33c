#include "http/form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wegwijzer::http {
namespace {

using ::testing::Eq;
using ::testing::Optional;

TEST(Form, decodes_escapes_and_plus) {
  const Form form("text=wat+is+een+or%3F&caf%C3%A9=%e2%82%AC");
  EXPECT_EQ(form.value("text"), "wat is een or?");
  EXPECT_EQ(form.value("café"), "€");
}

TEST(Form, leaves_broken_escapes_as_they_are) {
  const Form form("a=%&b=%4&c=%zz&d=%4%41&e=100%");
  EXPECT_EQ(form.value("a"), "%");
  EXPECT_EQ(form.value("b"), "%4");
  EXPECT_EQ(form.value("c"), "%zz");
  EXPECT_EQ(form.value("d"), "%4A");
  EXPECT_EQ(form.value("e"), "100%");
}

TEST(Form, tells_an_empty_field_from_none) {
  const Form form("text=&&flag&x=y");
  EXPECT_THAT(form.field("text"), Optional(Eq("")));
  EXPECT_THAT(form.field("flag"), Optional(Eq("")));
  EXPECT_FALSE(form.field("other"));
}

TEST(Form, keeps_the_last_of_a_repeated_key) {
  EXPECT_EQ(Form("a=1&a=2").value("a"), "2");
  EXPECT_THAT(form_field("a=1&b=3&a=2", "a"), Optional(Eq("2")));
}

TEST(Form, reads_at_most_a_thousand_fields) {
  std::string many;
  for (int i = 0; i < 1'000; ++i) many += "k" + std::to_string(i) + "=v&";
  EXPECT_EQ(Form(many).value("k999"), "v");
  EXPECT_FALSE(Form(many + "late=1").field("late"));
  EXPECT_FALSE(form_field(many + "late=1", "late"));
}

TEST(FormField, reads_one_field_as_the_whole_form_does) {
  const std::string encoded = "token=t&payload=%7B%22a%22%3A+1%7D&%70lus=x%2By";
  const Form form(encoded);
  for (const auto* name : {"token", "payload", "plus", "none"})
    EXPECT_EQ(form_field(encoded, name), form.field(name)) << name;
}

TEST(UrlEncoded, keeps_only_unreserved_letters) {
  EXPECT_EQ(url_encoded("a-b.c_d~e"), "a-b.c_d~e");  // RFC 3986, 2.3
  EXPECT_EQ(url_encoded("é &=+/%"), "%C3%A9%20%26%3D%2B%2F%25");
}

TEST(UrlEncoded, is_undone_by_reading_the_form) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte.push_back(static_cast<char>(i));
  EXPECT_THAT(form_field("v=" + url_encoded(every_byte), "v"), Optional(Eq(every_byte)));
}

TEST(OriginOf, names_scheme_host_and_port) {
  EXPECT_THAT(origin_of("https://hooks.slack.com/commands/T1/2/x"), Optional(Eq("https://hooks.slack.com")));
  EXPECT_THAT(origin_of("https://HOOKS.slack.com:443/x"), Optional(Eq("https://hooks.slack.com")));
  EXPECT_THAT(origin_of("http://127.0.0.1:8081/api/"), Optional(Eq("http://127.0.0.1:8081")));
  EXPECT_THAT(origin_of("http://[::1]:8081"), Optional(Eq("http://[::1]:8081")));
}

TEST(OriginOf, is_not_deceived_by_what_only_looks_like_a_host) {
  EXPECT_FALSE(origin_of("https://hooks.slack.com@evil.example/x"));
  EXPECT_FALSE(origin_of("https://hooks.slack.com:secret@evil.example/x"));
  EXPECT_NE(origin_of("https://hooks.slack.com.evil.example/x"), "https://hooks.slack.com");
  EXPECT_NE(origin_of("https://evil.example/https://hooks.slack.com"), "https://hooks.slack.com");
  EXPECT_NE(origin_of("https://evil.example#@hooks.slack.com/"), "https://hooks.slack.com");
  EXPECT_NE(origin_of("https://evil.example\\@hooks.slack.com/"), "https://hooks.slack.com");
  for (const auto* none :
       {"", "hooks.slack.com/x", "file:///etc/passwd", "javascript:alert(1)", "https://", "https:///"})
    EXPECT_FALSE(origin_of(none)) << none;
  EXPECT_FALSE(origin_of(std::string_view("https://hooks.slack.com\0.evil.example", 37)));
}

}  // namespace
}  // namespace wegwijzer::http
