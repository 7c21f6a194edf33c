#include "http/router.hpp"

#include <gtest/gtest.h>

namespace wegwijzer::http {
namespace {

struct Served : ::testing::Test {
  Served() {
    router.get("/", told("home"));
    router.get("/page", told("page"));
    router.post("/page", {"application/json", "application/x-www-form-urlencoded"}, told("posted"));
    router.get_below("/l/", told("below"));
  }
  static Route told(std::string name) {
    return [name](const Request& request, Responder respond) { respond(Response::text(200, name + request.query)); };
  }
  Response ask(Method method, std::string path, Headers headers = {}) {
    Request request;
    request.method = method;
    request.path = std::move(path);
    request.headers = std::move(headers);
    Response answer;
    router.serve(std::move(request), Responder([&](Response response) { answer = std::move(response); }));
    return answer;
  }
  static std::string allow(const Response& response) {
    return response.headers.empty() ? "" : response.headers.front().first + ": " + response.headers.front().second;
  }
  Router router;
};

TEST_F(Served, literal_paths_go_to_their_route) {
  EXPECT_EQ(ask(Method::get, "/").body, "home");
  EXPECT_EQ(ask(Method::get, "/page").body, "page");
  EXPECT_EQ(ask(Method::post, "/page", {{"Content-Type", "application/json"}}).body, "posted");
}

TEST_F(Served, head_comes_with_get) {
  EXPECT_EQ(ask(Method::head, "/page").body, "page");
}

TEST_F(Served, a_prefix_takes_what_is_below_it_only) {
  EXPECT_EQ(ask(Method::get, "/l/abc").body, "below");
  EXPECT_EQ(ask(Method::get, "/l/").status, 404);
  EXPECT_EQ(ask(Method::get, "/l").status, 404);
}

TEST_F(Served, an_unknown_path_is_404) {
  for (const auto* path : {"/nope", "/page/", "/PAGE", "//", "", "/page%2f", "/./page"})
    EXPECT_EQ(ask(Method::get, path).status, 404) << path;
}

TEST_F(Served, a_wrong_method_is_405_and_says_which_are_allowed) {
  const auto post = ask(Method::post, "/l/abc");
  EXPECT_EQ(post.status, 405);
  EXPECT_EQ(allow(post), "Allow: GET, HEAD");
  Router only_post;
  only_post.post("/in", {"text/plain"}, told("in"));
  std::swap(router, only_post);
  const auto get = ask(Method::get, "/in");
  EXPECT_EQ(get.status, 405);
  EXPECT_EQ(allow(get), "Allow: POST");
}

TEST_F(Served, a_wrong_content_type_is_415) {
  EXPECT_EQ(ask(Method::post, "/page", {{"Content-Type", "text/plain"}}).status, 415);
  EXPECT_EQ(ask(Method::post, "/page").status, 415);
  EXPECT_EQ(ask(Method::post, "/page", {{"Content-Type", "application/json"}, {"content-type", "text/plain"}}).status,
            415);
}

TEST_F(Served, a_content_type_may_carry_parameters_and_any_case) {
  EXPECT_EQ(ask(Method::post, "/page", {{"content-TYPE", "Application/JSON ; charset=utf-8"}}).body, "posted");
}

TEST(Responder, dropped_without_an_answer_says_500) {
  int status = 0;
  {
    const Responder responder([&](const Response& response) { status = response.status; });
  }
  EXPECT_EQ(status, 500);
}

TEST(Responder, answers_once) {
  int answers = 0;
  Responder responder([&](const Response&) { ++answers; });
  responder(Response::empty(200));
  responder(Response::empty(500));
  EXPECT_EQ(answers, 1);
}

}  // namespace
}  // namespace wegwijzer::http
