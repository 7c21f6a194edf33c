#include <gmock/gmock.h>

#include "served.hpp"

namespace wegwijzer::http {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

struct Listener : Serving {};

TEST_F(Listener, answers_get_with_length_type_and_date) {
  start();
  EXPECT_THAT(answer(get("/")), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("\r\nContent-Length: 5\r\n"),
                                      HasSubstr("\r\nContent-Type: text/plain; charset=utf-8\r\n"),
                                      HasSubstr("\r\nDate: "), HasSubstr(" GMT\r\n"), EndsWith("\r\n\r\nhello")));
}

TEST_F(Listener, answers_head_as_get_without_the_body) {
  start();
  auto client = connect();
  client.say("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + get("/"));
  EXPECT_THAT(client.answer(false), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("\r\nContent-Length: 5\r\n")));
  EXPECT_THAT(client.answer(), EndsWith("\r\n\r\nhello"));
}

TEST_F(Listener, reads_length_and_chunks_alike) {
  start();
  EXPECT_EQ(body_of(answer(post("Content-Length: 5\r\n", "abcde"))), "abcde");
  EXPECT_EQ(body_of(answer(post("Transfer-Encoding: chunked\r\n", "2;a=b\r\nab\r\n3\r\ncde\r\n0\r\nX-T: 1\r\n\r\n"))),
            "abcde");
  EXPECT_EQ(body_of(answer(post("Content-Length: 0\r\n", ""))), "");
}

TEST_F(Listener, reads_a_request_that_comes_byte_by_byte) {
  start();
  auto client = connect();
  for (const char letter : post("Transfer-Encoding: chunked\r\n", "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"))
    client.say({&letter, 1});
  EXPECT_EQ(body_of(client.answer()), "abcde");
}

TEST_F(Listener, keeps_the_connection_and_answers_pipelined_requests_in_order) {
  start();
  auto client = connect();
  std::string all;
  for (int i = 0; i < 500; ++i) all += post("Content-Length: 3\r\n", std::to_string(100 + i));
  std::thread talking([&] { client.say(all); });
  for (int i = 0; i < 500; ++i) ASSERT_EQ(body_of(client.answer()), std::to_string(100 + i));
  talking.join();
  client.say(get("/"));
  EXPECT_EQ(client.status(), 200);
}

TEST_F(Listener, closes_when_asked_to) {
  start();
  auto client = connect();
  client.say(get("/", "Connection: close\r\n"));
  EXPECT_THAT(client.answer(), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Listener, closes_after_an_http_1_0_request_unless_asked_to_stay) {
  start();
  auto closing = connect();
  closing.say("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(closing.status(), 200);
  EXPECT_TRUE(closing.is_closed());
  auto staying = connect();
  staying.say("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_THAT(staying.answer(), HasSubstr("\r\nConnection: keep-alive\r\n"));
  staying.say("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(staying.status(), 200);
}

TEST_F(Listener, invites_a_body_that_waits_for_100_continue) {
  start();
  auto client = connect();
  client.say(post("Expect: 100-continue\r\nContent-Length: 3\r\n", ""));
  EXPECT_EQ(client.answer(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.say("abc");
  EXPECT_EQ(body_of(client.answer()), "abc");
}

TEST_F(Listener, does_not_invite_a_body_that_it_refuses) {
  start();
  refuses(post("Expect: 100-continue\r\nContent-Length: 2000000\r\n", ""), 413);
}

TEST_F(Listener, does_not_invite_a_body_that_is_already_there) {
  start();
  EXPECT_THAT(answer(post("Expect: 100-continue\r\nContent-Length: 3\r\n", "abc")), StartsWith("HTTP/1.1 200 OK"));
}

TEST_F(Listener, takes_a_whole_address_for_its_path) {
  start();
  EXPECT_EQ(body_of(answer(get("http://example.org/"))), "hello");
  EXPECT_EQ(body_of(answer(get("https://example.org"))), "hello");
}

TEST_F(Listener, passes_over_an_empty_line_before_a_request) {
  start();
  EXPECT_EQ(status("\r\n" + get("/")), 200);
}

TEST_F(Listener, answers_other_methods_405_and_unknown_paths_404) {
  start();
  EXPECT_THAT(answer("DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("\r\nAllow: POST\r\n")));
  EXPECT_EQ(status("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), 404);
  EXPECT_EQ(status("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"), 404);
  EXPECT_EQ(status(get("/nowhere")), 404);
}

TEST_F(Listener, gives_each_request_an_id_of_its_own) {
  start();
  const auto one = body_of(answer(get("/about")));
  const auto other = body_of(answer(get("/about")));
  EXPECT_NE(one.substr(0, 32), other.substr(0, 32));
}

TEST_F(Listener, tells_a_route_who_asks) {
  start();
  EXPECT_THAT(body_of(answer(get("/about?x=1&y=%20"))), EndsWith("\n127.0.0.1\nplain\nx=1&y=%20"));
}

TEST_F(Listener, believes_forwarded_headers_from_nobody_by_default) {
  start();
  EXPECT_THAT(body_of(answer(get("/about", "X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Proto: https\r\n"))),
              HasSubstr("\n127.0.0.1\nplain\n"));
}

TEST_F(Listener, believes_forwarded_headers_from_its_proxies_only) {
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1", "10.0.0.0/8"};
  start(options);
  const auto asked = [this](const std::string& headers) { return body_of(answer(get("/about", headers))); };
  EXPECT_THAT(asked("X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Proto: https\r\n"),
              HasSubstr("\n198.51.100.7\nsecure\n"));
  EXPECT_THAT(asked("X-Forwarded-For: 203.0.113.9, 198.51.100.7, 10.1.2.3\r\n"), HasSubstr("\n198.51.100.7\nplain\n"));
  EXPECT_THAT(asked("X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-For: 203.0.113.9\r\n"), HasSubstr("\n203.0.113.9\n"));
  EXPECT_THAT(asked("X-Forwarded-For: unknown\r\n"), HasSubstr("\n127.0.0.1\n"));
  RawClient stranger(server->port(), 0, "127.0.0.2");
  stranger.say(get("/about", "X-Forwarded-For: 198.51.100.7\r\n"));
  EXPECT_THAT(stranger.answer(), HasSubstr("\n127.0.0.2\n"));
}

TEST_F(Listener, adds_its_headers_to_every_answer_that_does_not_bring_them) {
  ServerOptions options;
  options.headers = {{"X-Frame-Options", "DENY"}, {"Allow", "nothing"}};
  start(options);
  EXPECT_THAT(answer(get("/")), AllOf(HasSubstr("\r\nX-Frame-Options: DENY\r\n"), HasSubstr("\r\nAllow: nothing\r\n")));
  EXPECT_THAT(answer("hello\r\n\r\n"), HasSubstr("\r\nX-Frame-Options: DENY\r\n"));
  EXPECT_THAT(answer("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n"),
              AllOf(HasSubstr("\r\nX-Frame-Options: DENY\r\n"), Not(HasSubstr("nothing"))));
}

TEST_F(Listener, can_be_answered_later_and_from_another_thread) {
  start();
  auto client = connect();
  client.say(get("/later") + get("/"));
  std::thread answering([this] { answer_later()(Response::text(200, "later")); });
  EXPECT_EQ(body_of(client.answer()), "later");
  EXPECT_EQ(body_of(client.answer()), "hello");
  answering.join();
}

TEST_F(Listener, answers_others_while_one_waits) {
  start();
  auto waiting_client = connect();
  waiting_client.say(get("/later"));
  auto respond = answer_later();
  EXPECT_EQ(status(get("/")), 200);
  respond(Response::text(200, "later"));
  EXPECT_EQ(body_of(waiting_client.answer()), "later");
}

TEST_F(Listener, says_500_when_a_route_forgets_to_answer) {
  start();
  auto client = connect();
  client.say(get("/later"));
  { const Responder forgotten = answer_later(); }
  EXPECT_EQ(client.status(), 500);
}

TEST_F(Listener, says_500_and_goes_on_when_a_route_throws) {
  start();
  const auto given = answer(get("/throws"));
  EXPECT_EQ(RawClient::status_of(given), 500);
  EXPECT_EQ(given.find("words"), std::string::npos);
  EXPECT_EQ(status(get("/")), 200);
}

TEST_F(Listener, does_not_mind_an_answer_for_a_peer_that_left) {
  start();
  {
    auto leaving = connect();
    leaving.say(get("/later"));
    const Responder respond = answer_later();
    waiting.push_back(std::move(const_cast<Responder&>(respond)));
  }
  waiting.front()(Response::text(200, std::string(1'000'000, 'x')));
  EXPECT_EQ(status(get("/")), 200);
  EXPECT_TRUE(eventually([this] { return server->open_connections() == 0; }));
}

TEST_F(Listener, does_not_mind_an_answer_after_its_end) {
  start();
  auto client = connect();
  client.say(get("/later"));
  auto respond = answer_later();
  server.reset();
  respond(Response::text(200, "too late"));
  EXPECT_EQ(client.rest(), "");
}

TEST_F(Listener, sends_a_large_answer_whole) {
  start();
  EXPECT_EQ(body_of(answer(get("/big"))).size(), 4'000'000U);
}

TEST_F(Listener, serves_with_several_threads) {
  ServerOptions options;
  options.threads = 3;
  start(options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 30; ++i) clients.push_back(connect());
  for (int round = 0; round < 10; ++round) {
    for (auto& client : clients) client.say(get("/"));
    for (auto& client : clients) EXPECT_EQ(client.status(), 200);
  }
}

TEST_F(Listener, says_clearly_that_its_port_is_taken) {
  start();
  ServerOptions options;
  options.port = server->port();
  const auto second = Server::start(options, Router());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, Kind::conflict);
  EXPECT_THAT(to_text(second.error()), HasSubstr("127.0.0.1:" + std::to_string(options.port) + " is taken"));
}

TEST_F(Listener, refuses_addresses_that_it_cannot_use) {
  ServerOptions elsewhere;
  elsewhere.host = "198.51.100.7";  // RFC 5737
  EXPECT_EQ(Server::start(elsewhere, Router()).error().kind, Kind::bad_input);
  ServerOptions proxies;
  proxies.port = 0;
  proxies.trusted_proxies = {"10.0.0.0/33"};
  EXPECT_EQ(Server::start(proxies, Router()).error().place, "server.trusted_proxies");
}

TEST_F(Listener, listens_on_ipv6) {
  ServerOptions options;
  options.host = "::";
  start(options);
  EXPECT_THAT(body_of(answer(get("/about"))), HasSubstr("\n127.0.0.1\n"));
}

}  // namespace
}  // namespace wegwijzer::http
