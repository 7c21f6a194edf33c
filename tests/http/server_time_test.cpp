#include <gmock/gmock.h>
#include <sys/resource.h>

#include <fstream>

#include "served.hpp"

namespace wegwijzer::http {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

struct Deadline : Serving {};
struct Limit : Serving {};
struct Stop : Serving {};

// Long where the test expects nothing, short where it does.
ServerOptions patient() {
  ServerOptions options;
  options.header_deadline = options.body_deadline = options.idle_deadline = options.write_deadline = 60s;
  return options;
}

std::chrono::milliseconds since(std::chrono::steady_clock::time_point before) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - before);
}

// Says one more letter every few milliseconds until the other side has had enough.
std::string trickle(RawClient& client, std::string_view first) {
  client.say(first);
  std::string got;
  while (got.empty() && client.say("x")) got = client.answer(true, 20ms);
  return got;
}

TEST_F(Deadline, a_header_that_trickles_in_is_answered_408) {
  auto options = patient();
  options.header_deadline = 200ms;
  start(options);
  auto client = connect();
  EXPECT_EQ(RawClient::status_of(trickle(client, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")), 408);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Deadline, a_body_that_trickles_in_is_answered_408) {
  auto options = patient();
  options.body_deadline = 200ms;
  start(options);
  auto client = connect();
  EXPECT_EQ(RawClient::status_of(trickle(client, post("Content-Length: 100000\r\n", ""))), 408);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Deadline, an_idle_connection_is_closed_without_a_word) {
  auto options = patient();
  options.idle_deadline = 200ms;
  start(options);
  auto fresh = connect();
  auto used = connect();
  used.say(get("/"));
  EXPECT_EQ(used.status(), 200);
  EXPECT_EQ(fresh.rest(), "");
  EXPECT_TRUE(fresh.is_closed());
  EXPECT_EQ(used.rest(), "");
}

TEST_F(Deadline, an_idle_connection_is_kept_until_then) {
  auto options = patient();
  options.idle_deadline = 400ms;
  start(options);
  const auto before = std::chrono::steady_clock::now();
  auto client = connect();
  EXPECT_TRUE(client.is_closed());
  EXPECT_GE(since(before), 400ms);
}

TEST_F(Deadline, a_peer_that_asks_and_never_reads_is_closed) {
  auto options = patient();
  options.write_deadline = 300ms;
  start(options);
  auto client = connect(4'096);
  client.say(get("/big") + get("/big"));
  EXPECT_TRUE(eventually([this] { return server->open_connections() == 1; }));
  EXPECT_TRUE(eventually([this] { return server->open_connections() == 0; }));
}

TEST_F(Deadline, a_route_that_takes_long_has_none) {
  auto options = patient();
  options.header_deadline = options.body_deadline = options.idle_deadline = options.write_deadline = 100ms;
  start(options);
  auto client = connect();
  client.say(get("/later"));
  auto respond = answer_later();
  auto idle = connect();  // its end shows that the deadlines have passed
  EXPECT_TRUE(idle.is_closed());
  respond(Response::text(200, "at last"));
  EXPECT_EQ(body_of(client.answer()), "at last");
}

TEST_F(Limit, a_peer_that_pipelines_and_never_reads_costs_one_buffer) {
  start(patient());
  auto client = connect(4'096);
  timeval soon{0, 300'000};
  ::setsockopt(client.socket(), SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
  const std::string many = [] {
    std::string text;
    for (int i = 0; i < 100; ++i) text += get("/big");
    return text;
  }();
  std::size_t sent = 0;
  while (sent < 200'000'000 && client.say(many)) sent += many.size();
  // What the kernel holds for both sides, and no more: nobody read on.
  EXPECT_LT(sent, 20'000'000U);
  EXPECT_EQ(status(get("/")), 200);
}

TEST_F(Limit, over_the_limit_of_connections_new_ones_are_answered_503) {
  auto options = patient();
  options.connections = 3;
  start(options);
  std::vector<RawClient> inside;
  for (int i = 0; i < 3; ++i) inside.push_back(connect());
  EXPECT_TRUE(eventually([this] { return server->open_connections() == 3; }));
  refuses(get("/"), 503);
  inside.pop_back();
  EXPECT_TRUE(eventually([this] { return server->open_connections() == 2; }));
  EXPECT_EQ(status(get("/")), 200);
}

TEST_F(Limit, one_address_cannot_take_all_connections) {
  auto options = patient();
  options.connections = 10;
  options.connections_per_address = 2;
  options.loopback_counts = true;
  start(options);
  const auto one = connect();
  const auto two = connect();
  refuses(get("/"), 503);
  RawClient other(server->port(), 0, "127.0.0.2");
  other.say(get("/"));
  EXPECT_EQ(other.status(), 200);
}

TEST_F(Limit, this_machine_and_trusted_proxies_have_no_limit_of_their_own) {
  auto options = patient();
  options.connections = 10;
  options.connections_per_address = 2;
  start(options);
  const auto one = connect();
  const auto two = connect();
  EXPECT_EQ(status(get("/")), 200);
  options.loopback_counts = true;
  options.trusted_proxies = {"127.0.0.1"};
  start(options);
  const auto three = connect();
  const auto four = connect();
  EXPECT_EQ(status(get("/")), 200);
}

double processor_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

TEST_F(Limit, out_of_descriptors_it_pauses_and_does_not_spin) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizers need descriptors themselves";
#endif
  start(patient());
  auto early = connect();
  early.say(get("/"));
  EXPECT_EQ(early.status(), 200);
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  RawClient late(0);  // not connected: has its descriptor already
  const rlimit none{static_cast<rlim_t>(late.socket()) + 1, before.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &none);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(server->port());
  ASSERT_EQ(::connect(late.socket(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  late.say(get("/"));
  const auto used = processor_seconds();
  EXPECT_EQ(late.answer(true, 500ms), "");
  EXPECT_LT(processor_seconds() - used, 0.2);
  early.say(get("/"));
  EXPECT_EQ(early.status(), 200);
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_EQ(late.status(), 200);
}

TEST_F(Limit, raises_the_number_of_files_it_may_open) {
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  if (before.rlim_max < 11'000) GTEST_SKIP() << "the system allows " << before.rlim_max;
  const rlimit low{1'000, before.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &low);
  start();
  rlimit after{};
  ::getrlimit(RLIMIT_NOFILE, &after);
  EXPECT_GE(after.rlim_cur, 10'000U);
}

TEST_F(Stop, closes_idle_connections_at_once) {
  start(patient());
  auto idle = connect();
  auto kept = connect();
  kept.say(get("/"));
  EXPECT_EQ(kept.status(), 200);
  const auto before = std::chrono::steady_clock::now();
  server->stop(30s);
  EXPECT_LT(since(before), 10s);
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(kept.is_closed());
}

TEST_F(Stop, finishes_what_is_in_flight) {
  start(patient());
  std::thread stopping;
  {
    auto client = connect();
    client.say(get("/later"));
    auto respond = answer_later();
    stopping = std::thread([this] { server->stop(30s); });
    EXPECT_TRUE(eventually([this] { return !RawClient(server->port()).connected(); }));
    respond(Response::text(200, "finished"));
    const auto answer = client.answer();
    EXPECT_EQ(body_of(answer), "finished");
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_TRUE(client.is_closed());
  }
  stopping.join();
}

TEST_F(Stop, finishes_a_request_that_is_half_read) {
  start(patient());
  std::thread stopping;
  {
    auto client = connect();
    client.say(post("Content-Length: 6\r\n", "abc"));
    auto other = connect();  // answered after the first bytes were read
    other.say(get("/"));
    EXPECT_EQ(other.status(), 200);
    stopping = std::thread([this] { server->stop(30s); });
    EXPECT_TRUE(eventually([this] { return !RawClient(server->port()).connected(); }));
    client.say("def");
    EXPECT_EQ(body_of(client.answer()), "abcdef");
    EXPECT_TRUE(client.is_closed());
  }
  stopping.join();
}

TEST_F(Stop, waits_no_longer_than_its_grace) {
  start(patient());
  auto client = connect();
  client.say(get("/later"));
  auto respond = answer_later();
  const auto before = std::chrono::steady_clock::now();
  server->stop(200ms);
  EXPECT_GE(since(before), 200ms);
  EXPECT_LT(since(before), 10s);
  EXPECT_EQ(client.rest(), "");
  respond(Response::empty(200));
}

}  // namespace
}  // namespace wegwijzer::http
