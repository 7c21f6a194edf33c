#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "playground.hpp"

namespace wegwijzer::web {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

TEST(Api, answers_a_question_with_the_object_of_the_contract) {
  Playground page;
  model::Findings findings;
  findings.intent = "answer";
  findings.confidence = 0.94;
  findings.results.push_back({"or.right.consent", Language::nl, "Instemmingsrecht", 0.94, "De or stemt in.", {}});
  page.reply.findings = std::make_shared<const model::Findings>(findings);
  page.reply.blocks = {model::Paragraph{model::rich("De or stemt in.")}};
  page.time_taken = 180us;
  const auto response = page.post("/api/chat", R"({"q":"Wat is instemmingsrecht?","lang":"auto","thread":"t1"})");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
  const auto answer = json::parse(response.body);
  EXPECT_EQ(answer["q"], "Wat is instemmingsrecht?");
  EXPECT_EQ(answer["intent"], "answer");
  EXPECT_EQ(answer["results"][0]["id"], "or.right.consent");
  EXPECT_EQ(answer["reply"], "De or stemt in.");
  EXPECT_EQ(answer["micros"], 180);
  EXPECT_EQ(page.words(), "Wat is instemmingsrecht?");
  EXPECT_EQ(page.taken->way, channel::Way::waiting);
  EXPECT_EQ(page.left_over, 0U);
}

TEST(Api, keeps_turns_of_one_thread_in_one_conversation) {
  Playground page;
  page.post("/api/chat", R"({"q":"a","thread":"t1"})");
  const auto first = *page.message;
  EXPECT_EQ(page.taken->conversation, "t1");
  page.post("/api/chat", R"({"q":"b","thread":"t1"})");
  EXPECT_EQ(page.message->source.conversation, first.source.conversation);
  EXPECT_EQ(page.message->from, first.from);
  EXPECT_NE(page.message->id, first.id);
}

TEST(Api, names_the_field_that_is_wrong_and_quotes_nothing) {
  Playground page;
  const std::pair<const char*, const char*> wrong[] = {{R"({"lang":"nl"})", "q"},
                                                       {R"({"q":7})", "q"},
                                                       {R"({"q":"geheim","lang":"geheim"})", "lang"},
                                                       {R"({"q":"geheim","surface":"geheim"})", "surface"},
                                                       {R"({"q":"geheim","thread":{}})", "thread"},
                                                       {R"(geheim)", ""},
                                                       {"{\"q\":\"\xff\"}", ""}};
  for (const auto& [body, field] : wrong) {
    const auto response = page.post("/api/chat", body);
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_EQ(json::parse(response.body)["error"]["field"], field) << body;
    EXPECT_EQ(response.body.find("geheim"), std::string::npos);
  }
}

TEST(Api, takes_json_only) {
  Playground page;
  http::Request request;
  request.method = http::Method::post;
  request.path = "/api/chat";
  request.headers = {{"Content-Type", "text/plain"}};
  request.body = share(R"({"q":"a"})");
  int status = 0;
  page.router.serve(std::move(request), http::Responder([&](const http::Response& r) { status = r.status; }));
  EXPECT_EQ(status, 415);
  EXPECT_FALSE(page.taken);
}

TEST(SameSite, refuses_what_another_site_sends) {
  for (const http::Headers& headers :
       {http::Headers{{"Sec-Fetch-Site", "cross-site"}}, http::Headers{{"Sec-Fetch-Site", "same-site"}},
        http::Headers{{"Origin", "https://evil.example"}, {"Host", "127.0.0.1:8080"}},
        http::Headers{{"Origin", "null"}, {"Host", "127.0.0.1:8080"}},
        http::Headers{{"Origin", "http://127.0.0.1:8080.evil.example"}, {"Host", "127.0.0.1:8080"}},
        http::Headers{{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "cross-site"}}}) {
    for (const char* path : {"/", "/turn", "/api/chat"}) {
      Playground page;
      const auto response = page.post(path, R"({"q":"a"})", headers);
      EXPECT_EQ(response.status, 403) << path;
      EXPECT_FALSE(page.taken);
    }
  }
}

TEST(SameSite, takes_what_its_own_page_or_a_program_sends) {
  for (const http::Headers& headers :
       {http::Headers{}, http::Headers{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}},
        http::Headers{{"Sec-Fetch-Site", "none"}},
        http::Headers{{"Origin", "http://127.0.0.1:8080"}, {"Host", "127.0.0.1:8080"}},
        http::Headers{{"Origin", "https://wegwijzer.example"}, {"Host", "wegwijzer.example"}}}) {
    Playground page;
    EXPECT_EQ(page.post("/turn", "q=a", headers).status, 200);
  }
}

}  // namespace
}  // namespace wegwijzer::web
