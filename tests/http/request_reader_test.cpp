#include "http/request_reader.hpp"

#include <gtest/gtest.h>

#include "base/reveal.hpp"

namespace wegwijzer::http {
namespace {

struct Outcome {
  RequestReader::State state;
  int refusal;
  std::size_t used;
  std::string body;
  auto operator<=>(const Outcome&) const = default;
};

// Reads `text` in two pieces, as a connection would bring them.
Outcome read_in_two(std::string_view text, std::size_t first) {
  RequestReader reader{RequestLimits{}};
  const auto used = reader.take(text.substr(0, first));
  const auto more = reader.take(text.substr(used));
  const bool done = reader.state() == RequestReader::State::done;
  std::string body = done ? std::string(reveal(reader.request().body)) : "";
  return {reader.state(), reader.refusal(), done ? used + more : 0, body};
}

TEST(RequestReader, reads_the_same_wherever_the_pieces_end) {
  for (const std::string_view text :
       {"POST /x?y HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcdeGET / HTTP/1.1\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;e=\"f\"\r\nab\r\n3\r\ncde\r\n0\r\nT: "
        "1\r\n\r\nmore",
        "\r\nGET / HTTP/1.1\r\nHost: a\r\nX: folded\r\n  line\r\n\r\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"}) {
    const auto whole = read_in_two(text, text.size());
    for (std::size_t first = 0; first < text.size(); ++first)
      EXPECT_TRUE(read_in_two(text, first) == whole) << text << " cut at " << first;
  }
}

TEST(RequestReader, takes_its_own_request_and_leaves_the_next) {
  RequestReader reader{RequestLimits{}};
  const std::string_view first = "POST /x?y=z HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab";
  const std::string both = std::string(first) + "GET / HTTP/1.1\r\n";
  EXPECT_EQ(reader.take(both), first.size());
  EXPECT_EQ(reader.state(), RequestReader::State::done);
  EXPECT_EQ(reader.take("more"), 0U);
  const auto request = reader.request();
  EXPECT_EQ(request.method, Method::post);
  EXPECT_EQ(request.path, "/x");
  EXPECT_EQ(request.query, "y=z");
  EXPECT_EQ(request.header("content-length"), "2");
  EXPECT_EQ(reveal(request.body), "ab");
}

TEST(RequestReader, does_not_take_a_trailer_for_a_header) {
  RequestReader reader{RequestLimits{}};
  reader.take(
      "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Slack-Signature: "
      "v0=1\r\n\r\n");
  ASSERT_EQ(reader.state(), RequestReader::State::done);
  EXPECT_FALSE(reader.request().header("x-slack-signature"));
}

TEST(RequestReader, gives_a_header_that_stands_twice_to_nobody) {
  RequestReader reader{RequestLimits{}};
  reader.take("GET / HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nx-one: 2\r\n\r\n");
  const auto request = reader.request();
  EXPECT_FALSE(request.header("X-One"));
  EXPECT_EQ(request.header_count("X-ONE"), 2U);
}

}  // namespace
}  // namespace wegwijzer::http
