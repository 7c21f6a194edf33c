#include <gmock/gmock.h>

#include "served.hpp"

namespace wegwijzer::http {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

struct Limits : Serving {};
struct Strictness : Serving {};

std::string field_of(std::size_t size) {
  return "X-Long: " + std::string(size, 'x') + "\r\n";
}

TEST_F(Limits, a_header_block_of_16_KiB_is_read_and_more_is_431) {
  start();
  EXPECT_EQ(status(get("/", field_of(16'000))), 200);
  refuses(get("/", field_of(17'000)), 431);
  refuses(get("/", field_of(9'000) + field_of(9'000)), 431);
}

TEST_F(Limits, an_endless_header_line_is_431) {
  start();
  refuses("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x'), 431);
}

TEST_F(Limits, more_than_100_fields_are_431) {
  start();
  std::string fields;
  for (int i = 0; i < 99; ++i) fields += "X-" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(status(get("/", fields)), 200);
  refuses(get("/", fields + "X-Last: 1\r\n"), 431);
}

TEST_F(Limits, a_target_of_4_KiB_is_read_and_more_is_414) {
  start();
  EXPECT_EQ(status(get("/?" + std::string(4'094, 'x'))), 200);
  refuses(get("/?" + std::string(4'095, 'x')), 414);
  refuses(get("/?" + std::string(60'000, 'x')), 414);
}

TEST_F(Limits, a_body_of_1_MiB_is_read_and_more_is_413) {
  start();
  const std::string fits(1'048'576, 'b');
  EXPECT_EQ(body_of(answer(post("Content-Length: 1048576\r\n", fits))), fits);
  refuses(post("Content-Length: 1048577\r\n", fits + "b"), 413);
}

TEST_F(Limits, a_chunked_body_has_the_same_limit) {
  start();
  const std::string half(524'288, 'c');
  const std::string chunk = "80000\r\n" + half + "\r\n";
  EXPECT_EQ(body_of(answer(post("Transfer-Encoding: chunked\r\n", chunk + chunk + "0\r\n\r\n"))), half + half);
  refuses(post("Transfer-Encoding: chunked\r\n", chunk + chunk + "1\r\nx\r\n0\r\n\r\n"), 413);
  refuses(post("Transfer-Encoding: chunked\r\n", "fffffffffffffffe\r\n"), 413);
}

TEST_F(Limits, a_refused_body_still_on_its_way_does_not_keep_the_answer_from_arriving) {
  start();
  auto client = connect();
  std::thread talking([&] {
    client.say(post("Content-Length: 50000000\r\n", ""));
    for (int i = 0; i < 3'000 && client.say(std::string(1'000, 'x')); ++i) {
    }
  });
  EXPECT_EQ(client.status(), 413);
  talking.join();
}

TEST_F(Limits, a_body_is_never_inflated) {
  start();
  refuses(post("Content-Encoding: gzip\r\nContent-Length: 3\r\n", "abc"), 415);
  refuses(post("Content-Encoding: identity\r\nContent-Encoding: br\r\nContent-Length: 3\r\n", "abc"), 415);
  EXPECT_EQ(status(post("Content-Encoding: identity\r\nContent-Length: 3\r\n", "abc")), 200);
}

TEST_F(Limits, an_endless_chunk_extension_or_trailer_is_refused) {
  start();
  refuses(post("Transfer-Encoding: chunked\r\n", "1;x=" + std::string(40'000, 'e')), 431);
  refuses(post("Transfer-Encoding: chunked\r\n", "0\r\nX: " + std::string(40'000, 'e')), 431);
}

TEST_F(Strictness, contradictory_lengths_are_400) {
  start();
  refuses(post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), 400);
  refuses(post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400);
  refuses(post("Content-Length: 3, 3\r\n", "abc"), 400);
  refuses(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
  refuses(post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 400);
}

TEST_F(Strictness, a_length_that_is_no_number_is_400) {
  start();
  for (const auto* length : {"", "x", "-1", "+3", "0x3", "3 3", "3a", "99999999999999999999999"})
    refuses(post("Content-Length: " + std::string(length) + "\r\n", "abc"), 400);
}

TEST_F(Strictness, an_encoding_other_than_chunked_is_400) {
  start();
  for (const auto* coding :
       {"gzip, chunked", "chunked, chunked", "gzip", "identity", "chunked, gzip", "xchunked", "\"chunked\""})
    refuses(post("Transfer-Encoding: " + std::string(coding) + "\r\n", "0\r\n\r\n"), 400);
  refuses(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400);
  refuses("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
}

TEST_F(Strictness, broken_chunks_are_400) {
  start();
  for (const auto* chunks :
       {"x\r\n", "-1\r\n", " 3\r\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n"})
    refuses(post("Transfer-Encoding: chunked\r\n", std::string(chunks) + std::string(20, ' ')), 400);
}

TEST_F(Strictness, a_bare_line_feed_is_400) {
  start();
  refuses("GET / HTTP/1.1\nHost: a\n\n", 400);
  refuses("GET / HTTP/1.1\r\nHost: a\n\r\n\r\n", 400);
  refuses("GET / HTTP/1.1\r\nHost: a\r\nX: 1\nY: 2\r\n\r\n", 400);
  refuses("GET / HTTP/1.1\r\nHost: a\r\nX: 1\rY: 2\r\n\r\n", 400);
}

TEST_F(Strictness, a_nul_is_400) {
  start();
  refuses(std::string_view("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 29), 400);
  refuses(std::string_view("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 34), 400);
  refuses(std::string_view("GET / HTTP/1.1\r\nHost: a\r\nX\0: 1\r\n\r\n", 35), 400);
}

TEST_F(Strictness, a_blank_before_the_colon_is_400) {
  start();
  refuses("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400);
  refuses("GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\nabc", 400);
  refuses("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400);
}

TEST_F(Strictness, a_missing_or_double_or_strange_host_is_400) {
  start();
  refuses("GET / HTTP/1.1\r\n\r\n", 400);
  refuses("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400);
  refuses("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400);
  for (const auto* host : {"", "a b", "a/b", "user@a", "a,b", "<a>"})
    refuses("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n", 400);
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n"), 200);
}

TEST_F(Strictness, what_is_no_http_is_answered_400) {
  start();
  refuses("\x16\x03\x01\x02\r\n\r\n", 400);
  refuses("hello\r\n\r\n", 400);
  refuses("GET nowhere HTTP/1.1\r\nHost: a\r\n\r\n", 400);
}

TEST_F(Strictness, another_version_is_505) {
  start();
  refuses("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505);
  refuses("GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505);
  refuses("GET / HTTP/1.1x\r\nHost: a\r\n\r\n", 400);
  refuses("GET / HTTX/1.1\r\nHost: a\r\n\r\n", 400);
  refuses("GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505);
}

TEST_F(Strictness, half_a_request_and_the_end_is_400) {
  start();
  for (const auto* half :
       {"GET / HTTP/1.1\r\nHost: a\r\n", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"}) {
    auto client = connect();
    client.say(half);
    client.say_no_more();
    EXPECT_EQ(client.status(), 400);
    EXPECT_TRUE(client.is_closed());
  }
}

TEST_F(Strictness, nothing_after_a_refused_request_is_taken_for_the_next) {
  start();
  auto client = connect();
  client.say(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n") + get("/"));
  EXPECT_EQ(client.status(), 400);
  EXPECT_EQ(client.rest(), "");
}

TEST_F(Strictness, an_expectation_other_than_100_continue_is_417) {
  start();
  refuses(post("Expect: miracles\r\nContent-Length: 3\r\n", "abc"), 417);
}

TEST_F(Strictness, answers_tell_no_server_and_no_exception) {
  start();
  const auto refusal = answer("hello\r\n\r\n");
  for (const auto* word : {"Server", "Beast", "Boost", "exception", "what"}) EXPECT_THAT(refusal, Not(HasSubstr(word)));
  EXPECT_THAT(answer(get("/")), Not(HasSubstr("Server:")));
}

}  // namespace
}  // namespace wegwijzer::http
