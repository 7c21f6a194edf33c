#include "http/answer_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wegwijzer::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(AnswerWriter, a_header_that_would_end_its_line_never_leaves) {
  Response response = Response::empty(302);
  response.headers = {{"Location", "https://example.org/\r\nSet-Cookie: a=b"}};
  const auto bytes = AnswerWriter({}).bytes(response, {});
  EXPECT_THAT(bytes, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(bytes, Not(HasSubstr("Set-Cookie")));
}

TEST(AnswerWriter, no_content_and_not_modified_have_no_body_and_no_length) {
  for (const int status : {204, 304}) {
    const auto bytes = AnswerWriter({}).bytes(Response::text(status, "words"), {});
    EXPECT_THAT(bytes, Not(HasSubstr("Content-Length")));
    EXPECT_TRUE(bytes.ends_with("\r\n\r\n"));
  }
}

TEST(AnswerWriter, an_empty_answer_says_that_it_is_empty) {
  EXPECT_THAT(AnswerWriter({}).bytes(Response::empty(200), {}), HasSubstr("\r\nContent-Length: 0\r\n"));
}

}  // namespace
}  // namespace wegwijzer::http
