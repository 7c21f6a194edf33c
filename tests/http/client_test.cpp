#include "http/client.hpp"

#include <gtest/gtest.h>
#include <httplib.h>

#include <condition_variable>
#include <future>
#include <mutex>

#include "http/server.hpp"
#include "raw_server.hpp"

namespace wegwijzer::http {
namespace {

using namespace std::chrono_literals;

/// A platform that answers as it should, on threads of its own.
class Fake {
 public:
  Fake() {
    server.new_task_queue = [] { return new httplib::ThreadPool(80); };
    server.set_keep_alive_max_count(1'000'000);
    port_ = server.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
  }
  Fake(const Fake&) = delete;
  Fake& operator=(const Fake&) = delete;
  ~Fake() {
    server.stop();
    thread_.join();
  }
  [[nodiscard]] std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  httplib::Server server;

 private:
  int port_ = 0;
  std::thread thread_;
};

Call to(std::string url, Method method = Method::post, std::string_view body = "") {
  Call call;
  call.method = method;
  call.url = std::move(url);
  call.body = share(body);
  return call;
}

std::future<Answer> sent(Client& client, Call call) {
  auto promise = std::make_shared<std::promise<Answer>>();
  auto answer = promise->get_future();
  client.send(std::move(call), [promise](Answer given) { promise->set_value(std::move(given)); });
  return answer;
}

Answer ask(Client& client, Call call) {
  return sent(client, std::move(call)).get();
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

TEST(Client, sends_body_and_headers_and_brings_the_answer) {
  Fake fake;
  fake.server.Post("/api", [](const httplib::Request& request, httplib::Response& response) {
    response.status = 201;
    response.set_header("Retry-After", "7");
    response.set_content(
        request.get_header_value("Authorization") + "|" + request.get_header_value("X-One") + "|" + request.body,
        "application/json");
  });
  const auto client = Client::make();
  auto call = to(fake.url("/api"), Method::post, std::string_view("a\0b", 3));
  call.headers = {{"X-One", "1"}, {"Content-Type", "application/json"}};
  call.secret_headers = {{"Authorization", share("Bearer token-of-a-test")}};
  const auto answer = ask(*client, std::move(call));
  ASSERT_TRUE(answer.response);
  EXPECT_EQ(answer.response->status, 201);
  EXPECT_EQ(answer.response->body, std::string("Bearer token-of-a-test|1|a\0b", 28));
  EXPECT_EQ(answer.response->content_type, "application/json");
  EXPECT_EQ(header(*answer.response, "Retry-After"), "7");
}

TEST(Client, forgets_body_and_headers_of_the_call_before) {
  Fake fake;
  const auto echo = [](const httplib::Request& request, httplib::Response& response) {
    response.set_content(request.method + request.get_header_value("Authorization") + request.body, "text/plain");
  };
  fake.server.Post("/", echo).Get("/", echo);
  const auto client = Client::make(1);
  auto first = to(fake.url("/"), Method::post, "body");
  first.secret_headers = {{"Authorization", share("secret")}};
  EXPECT_EQ(ask(*client, std::move(first)).response->body, "POSTsecretbody");
  EXPECT_EQ(ask(*client, to(fake.url("/"), Method::get)).response->body, "GET");
  const auto head = ask(*client, to(fake.url("/"), Method::head));
  EXPECT_EQ(head.response->status, 200);
  EXPECT_EQ(head.response->body, "");
  EXPECT_EQ(ask(*client, to(fake.url("/"))).response->body, "POST");
}

TEST(Client, keeps_its_connection) {
  Fake fake;
  fake.server.Get("/", [](const httplib::Request& request, httplib::Response& response) {
    response.set_content(std::to_string(request.remote_port), "text/plain");
  });
  const auto client = Client::make(1);
  const auto port = ask(*client, to(fake.url("/"), Method::get)).response->body;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask(*client, to(fake.url("/"), Method::get)).response->body, port);
}

TEST(Client, follows_no_redirect) {
  Fake fake;
  fake.server.Get("/", [](const httplib::Request&, httplib::Response& response) { response.set_redirect("/there"); });
  fake.server.Get("/there", [](const httplib::Request&, httplib::Response& response) { response.status = 204; });
  EXPECT_EQ(ask(*Client::make(), to(fake.url("/"), Method::get)).response->status, 302);
}

TEST(Client, opens_no_other_protocol_than_http) {
  const auto answer = ask(*Client::make(), to("file:///etc/hostname", Method::get));
  EXPECT_FALSE(answer.response);
  EXPECT_EQ(answer.lost, Lost::nothing_sent);
}

TEST(Client, keeps_a_mebibyte_of_the_body_and_no_more) {
  Fake fake;
  fake.server.Get("/big", [](const httplib::Request&, httplib::Response& response) {
    response.set_content(std::string(5'000'000, 'x'), "text/plain");
  });
  fake.server.Get("/fits", [](const httplib::Request&, httplib::Response& response) {
    response.set_content(std::string(1'048'576, 'x'), "text/plain");
  });
  const auto client = Client::make();
  const auto big = ask(*client, to(fake.url("/big"), Method::get));
  ASSERT_TRUE(big.response);
  EXPECT_EQ(big.response->status, 200);
  EXPECT_EQ(big.response->body.size(), 1'048'576U);
  EXPECT_EQ(ask(*client, to(fake.url("/fits"), Method::get)).response->body.size(), 1'048'576U);
}

TEST(Client, refuses_endless_headers) {
  RawServer server([](int socket) {
    read_head(socket);
    say(socket, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 3'000; ++i) say(socket, "X-More: " + std::string(60, 'x') + "\r\n");
    say(socket, "\r\n");
  });
  EXPECT_FALSE(ask(*Client::make(), to(server.url())).response);
}

TEST(Client, a_refused_connection_means_that_nothing_was_sent) {
  std::string url;
  {
    url = RawServer([](int) {}).url();
  }
  const auto answer = ask(*Client::make(), to(url, Method::post, "body"));
  EXPECT_FALSE(answer.response);
  EXPECT_EQ(answer.lost, Lost::nothing_sent);
}

TEST(Client, an_unknown_host_means_that_nothing_was_sent) {
  const auto answer = ask(*Client::make(), to("http://nowhere.invalid/"));  // RFC 2606
  if (answer.response) GTEST_SKIP() << "a proxy answers for unknown hosts here";
  EXPECT_EQ(answer.lost, Lost::nothing_sent);
}

TEST(Client, closed_after_sending_means_unknown) {
  RawServer server([](int socket) { read_head(socket); });
  const auto answer = ask(*Client::make(), to(server.url(), Method::post, "body"));
  EXPECT_FALSE(answer.response);
  EXPECT_EQ(answer.lost, Lost::unknown);
}

TEST(Client, a_kept_connection_that_ends_without_an_answer_is_not_tried_again_by_itself) {
  std::atomic<int> requests = 0;
  RawServer server([&](int socket) {
    if (read_head(socket).empty()) return;
    ++requests;
    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    if (!read_head(socket).empty()) ++requests;
  });
  const auto client = Client::make(1);
  EXPECT_TRUE(ask(*client, to(server.url())).response);
  const auto second = ask(*client, to(server.url()));
  EXPECT_FALSE(second.response);
  EXPECT_EQ(second.lost, Lost::unknown);
  EXPECT_EQ(requests, 2);
}

TEST(Client, a_whole_request_has_one_deadline) {
  std::promise<void> over;
  auto until = over.get_future().share();
  RawServer server([until](int socket) {
    read_head(socket);
    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    while (until.wait_for(20ms) == std::future_status::timeout) say(socket, "x");  // a byte now and then
  });
  auto call = to(server.url());
  call.timeout = 150ms;
  const auto before = std::chrono::steady_clock::now();
  const auto answer = ask(*Client::make(), std::move(call));
  over.set_value();
  EXPECT_FALSE(answer.response);
  EXPECT_EQ(answer.lost, Lost::unknown);
  EXPECT_GE(std::chrono::steady_clock::now() - before, 140ms);
}

TEST(Client, a_header_that_would_end_its_line_is_never_sent) {
  std::atomic<int> requests = 0;
  RawServer server([&](int socket) {
    if (!read_head(socket).empty()) ++requests;
  });
  auto call = to(server.url());
  call.secret_headers = {{"Authorization", share("Bearer a\r\nX-Other: b")}};
  const auto answer = ask(*Client::make(), std::move(call));
  EXPECT_FALSE(answer.response);
  EXPECT_EQ(answer.lost, Lost::nothing_sent);
  EXPECT_EQ(requests, 0);
}

TEST(Client, asks_the_proxy_that_the_environment_names) {
  std::promise<std::string> asked;
  RawServer proxy([&](int socket) {
    asked.set_value(read_head(socket));
    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy");
  });
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  ::setenv("no_proxy", "127.0.0.1", 1);
  {
    Fake fake;
    fake.server.Get("/", [](const httplib::Request&, httplib::Response& response) { response.body = "direct"; });
    const auto client = Client::make();
    EXPECT_EQ(ask(*client, to("http://platform.example/x", Method::get)).response->body, "proxy");
    EXPECT_EQ(ask(*client, to(fake.url("/"), Method::get)).response->body, "direct");
  }
  ::unsetenv("http_proxy");
  ::unsetenv("no_proxy");
  EXPECT_TRUE(asked.get_future().get().starts_with("GET http://platform.example/x HTTP/1.1\r\n"));
}

/// Holds every request until all that are expected have come.
struct Gate {
  std::mutex mutex;
  std::condition_variable changed;
  int inside = 0;
  bool open = false;
  void pass() {
    std::unique_lock lock(mutex);
    ++inside;
    changed.notify_all();
    changed.wait(lock, [this] { return open; });
    --inside;
  }
  bool filled(int count) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, 10s, [&] { return inside >= count; });
  }
  void lift() {
    const std::lock_guard lock(mutex);
    open = true;
    changed.notify_all();
  }
};

TEST(Client, has_sixty_four_calls_in_flight_and_lets_others_wait) {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Responder> held;
  std::size_t most = 0;
  Router router;
  router.get("/", [&](const Request&, Responder respond) {
    const std::lock_guard lock(mutex);
    held.push_back(std::move(respond));
    most = std::max(most, held.size());
    changed.notify_all();
  });
  ServerOptions options;
  options.port = 0;
  const auto platform = *Server::start(options, std::move(router));
  const auto client = Client::make(64);
  const std::string url = "http://127.0.0.1:" + std::to_string(platform->port()) + "/";
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 100; ++i) answers.push_back(sent(*client, to(url, Method::get)));
  for (const std::size_t expected : {64, 36}) {
    std::unique_lock lock(mutex);
    EXPECT_TRUE(changed.wait_for(lock, 10s, [&] { return held.size() == expected; })) << held.size();
    auto answering = std::exchange(held, {});
    lock.unlock();
    for (auto& respond : answering) respond(Response::empty(200));
  }
  for (auto& answer : answers) EXPECT_TRUE(answer.get().response);
  EXPECT_EQ(most, 64U);
}

TEST(Client, starts_waiting_calls_in_their_order) {
  std::vector<std::string> seen;
  Fake fake;
  fake.server.Post("/", [&](const httplib::Request& request, httplib::Response&) { seen.push_back(request.body); });
  const auto client = Client::make(1);
  std::vector<std::future<Answer>> answers;
  std::vector<std::string> expected;
  for (int i = 0; i < 50; ++i) {
    expected.push_back(std::to_string(i));
    answers.push_back(sent(*client, to(fake.url("/"), Method::post, expected.back())));
  }
  for (auto& answer : answers) EXPECT_TRUE(answer.get().response);
  EXPECT_EQ(seen, expected);
}

TEST(Client, may_be_asked_for_more_from_within_an_answer) {
  Fake fake;
  fake.server.Post("/", [](const httplib::Request&, httplib::Response&) {});
  const auto client = Client::make(1);
  std::promise<Answer> second;
  client->send(to(fake.url("/")), [&](const Answer&) {
    client->send(to(fake.url("/")), [&](Answer answer) { second.set_value(std::move(answer)); });
  });
  EXPECT_TRUE(second.get_future().get().response);
}

TEST(Client, on_its_end_says_how_far_each_call_got) {
  Gate gate;
  Fake fake;
  fake.server.Post("/", [&](const httplib::Request&, httplib::Response&) { gate.pass(); });
  auto client = Client::make(1);
  auto flying = sent(*client, to(fake.url("/")));
  auto waiting = sent(*client, to(fake.url("/")));
  EXPECT_TRUE(gate.filled(1));
  client.reset();
  gate.lift();
  const auto lost_in_flight = flying.get();
  EXPECT_FALSE(lost_in_flight.response);
  EXPECT_EQ(lost_in_flight.lost, Lost::unknown);
  EXPECT_EQ(waiting.get().lost, Lost::nothing_sent);
}

}  // namespace
}  // namespace wegwijzer::http
