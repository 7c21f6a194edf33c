#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "playground.hpp"

namespace wegwijzer::web {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

std::string thread_on(const std::string& html) {
  const std::string before = R"(name="thread" value=")";
  const auto at = html.find(before) + before.size();
  return html.substr(at, html.find('"', at) - at);
}

std::string address_of(const std::string& html, std::string_view name) {
  const auto end = html.find(name);
  const auto begin = html.rfind('"', end) + 1;
  return html.substr(begin, end - begin) + std::string(name);
}

TEST(Page, opens_in_dutch_with_the_banner_and_six_questions) {
  Playground page;
  const auto response = page.get("/");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
  EXPECT_THAT(response.body, HasSubstr(R"(<html lang="nl">)"));
  EXPECT_THAT(response.body, HasSubstr("Dit is een proefomgeving. Er gaat niets naar Slack of Teams."));
  std::size_t signs = 0;
  for (auto at = response.body.find(R"(name="ask" value=")"); at < response.body.find("<footer");
       at = response.body.find(R"(name="ask" value=")", at + 1))
    ++signs;
  EXPECT_EQ(signs, 6U);
}

TEST(Page, speaks_the_language_that_is_asked_for) {
  Playground page;
  EXPECT_THAT(page.get("/", {}, "lang=en").body, HasSubstr(R"(<html lang="en">)"));
  EXPECT_THAT(page.get("/", {{"Accept-Language", "en-GB,en;q=0.9,nl;q=0.8"}}).body, HasSubstr(R"(<html lang="en">)"));
  EXPECT_THAT(page.get("/", {{"Accept-Language", "nl,en;q=0.8"}}).body, HasSubstr(R"(<html lang="nl">)"));
  EXPECT_THAT(page.get("/", {{"Accept-Language", "fr"}}).body, HasSubstr(R"(<html lang="nl">)"));
  EXPECT_THAT(page.get("/", {{"Accept-Language", "en"}}, "lang=nl").body, HasSubstr(R"(<html lang="nl">)"));
}

TEST(Page, says_everything_it_names_in_both_languages) {
  Playground page;
  for (const char* language : {"lang=nl", "lang=en"}) {
    const auto html = page.get("/", {}, language).body;
    EXPECT_THAT(html, Not(HasSubstr("{{")));
    for (const std::string tag : {"title", "h1", "h2", "p", "li", "a", "label", "legend", "summary", "button", "span"})
      EXPECT_THAT(html, Not(testing::ContainsRegex("<" + tag + "( [^>]*)?></" + tag + ">"))) << tag;
  }
}

TEST(Page, begins_a_new_conversation_each_time_and_is_not_kept) {
  Playground page;
  const auto first = page.get("/");
  const auto second = page.get("/");
  EXPECT_EQ(thread_on(first.body).size(), 32U);
  EXPECT_NE(thread_on(first.body), thread_on(second.body));
  EXPECT_THAT(first.headers, testing::Contains(testing::Pair("Cache-Control", "no-store")));
}

TEST(Page, has_no_script_or_style_of_its_own) {
  Playground page;
  for (const auto& html : {page.get("/").body, page.post("/", "thread=0a&q=x").body}) {
    EXPECT_THAT(html, Not(HasSubstr("<style")));
    EXPECT_THAT(html, Not(HasSubstr("style=")));
    EXPECT_THAT(html, Not(HasSubstr("<script>")));
    EXPECT_THAT(html, Not(testing::ContainsRegex(" on[a-z]+=\"[^0-9a-f]")));
  }
}

TEST(Assets, can_be_kept_for_ever_because_their_address_changes_with_them) {
  Playground page;
  const auto html = page.get("/").body;
  for (const char* name : {"playground.css", "playground.js", "icon.svg"}) {
    const auto response = page.get(address_of(html, name));
    EXPECT_EQ(response.status, 200) << name;
    EXPECT_THAT(response.headers,
                testing::Contains(testing::Pair("Cache-Control", "public, max-age=31536000, immutable")));
    const auto tag = std::find_if(response.headers.begin(), response.headers.end(),
                                  [](const auto& header) { return header.first == "ETag"; });
    ASSERT_NE(tag, response.headers.end());
    EXPECT_EQ(page.get(address_of(html, name), {{"If-None-Match", tag->second}}).status, 304);
  }
  EXPECT_EQ(page.get(address_of(html, "playground.css")).content_type, "text/css; charset=utf-8");
  EXPECT_EQ(page.get("/assets/0000000000000000/playground.css").status, 404);
  EXPECT_EQ(page.get("/assets/../web.cpp").status, 404);
}

TEST(Form, asks_what_was_typed_where_and_in_the_language_that_the_switches_say) {
  Playground page;
  page.post("/", "thread=0a1b&page=en&lang=en&surface=channel&q=Wat+is+een+OR%3F");
  EXPECT_EQ(page.words(), "Wat is een OR?");
  EXPECT_EQ(page.taken->conversation, "0a1b");
  EXPECT_EQ(page.message->source.conversation, "0a1b");
  EXPECT_EQ(page.message->source.surface, model::Surface::channel);
  EXPECT_EQ(page.message->wish, Language::en);
  EXPECT_TRUE(page.message->source.wants_findings);
  EXPECT_EQ(page.left_over, 0U);
}

TEST(Form, shows_the_whole_page_with_question_and_reply_without_script) {
  Playground page;
  page.reply.blocks = {model::Paragraph{model::rich("De or stemt in.")}};
  const auto response = page.post("/", "thread=0a1b&page=nl&lang=nl&surface=channel&q=Wat+is+dat%3F");
  EXPECT_THAT(response.body, HasSubstr("<!DOCTYPE html>"));
  EXPECT_THAT(response.body, HasSubstr("Wat is dat?"));
  EXPECT_THAT(response.body, HasSubstr("<p>De or stemt in.</p>"));
  EXPECT_EQ(thread_on(response.body), "0a1b");
  EXPECT_THAT(response.body, HasSubstr(R"(name="lang" value="nl" checked)"));
  EXPECT_THAT(response.body, HasSubstr(R"(name="surface" value="channel" checked)"));
  EXPECT_THAT(response.headers, testing::Contains(testing::Pair("Cache-Control", "no-store")));
}

TEST(Form, gives_the_script_the_turn_alone) {
  Playground page;
  const auto html = page.piece({model::Paragraph{model::rich("Ja.")}});
  EXPECT_THAT(html, testing::StartsWith("<li class=\"turn\""));
  EXPECT_THAT(html, Not(HasSubstr("<html")));
}

TEST(Form, asks_an_example_and_keeps_what_stood_in_the_box) {
  Playground page;
  const auto html = page.post("/", "thread=0a&q=half+getypt&ask=Wat+is+een+OR%3F").body;
  EXPECT_EQ(page.words(), "Wat is een OR?");
  EXPECT_THAT(html, HasSubstr(">half getypt</textarea>"));
}

TEST(Form, presses_the_button_with_its_action_value_and_turn) {
  Playground page;
  page.post("/turn", "thread=0a&q=&press=ask+or.right.advice+0f+Wat+is+adviesrecht%3F");
  const auto& action = std::get<model::Action>(page.message->what);
  EXPECT_EQ(action.action, "ask");
  EXPECT_EQ(action.value, "or.right.advice");
  EXPECT_EQ(action.message, "0f");
}

TEST(Form, sends_back_exactly_what_a_drawn_button_says) {
  Playground page;
  const auto html = page.piece({model::Buttons{{{"Meer over \"dit\"", "more", "", ""}}}});
  EXPECT_THAT(html, testing::ContainsRegex("name=\"press\" value=\"more  [0-9a-f]{32} Meer over &quot;dit&quot;\""));
  page.post("/turn", "press=more++0123456789abcdef+Meer+over+%22dit%22");
  const auto& action = std::get<model::Action>(page.message->what);
  EXPECT_EQ(action.value, "");
  EXPECT_EQ(action.message, "0123456789abcdef");
}

TEST(Form, takes_the_chosen_option_of_a_menu) {
  Playground page;
  page.post("/turn", "thread=0a&on=0f&choice=area&chosen=or+Ondernemingsraad");
  const auto& action = std::get<model::Action>(page.message->what);
  EXPECT_EQ(action.action, "area");
  EXPECT_EQ(action.value, "or");
  EXPECT_EQ(action.message, "0f");
}

TEST(Form, hands_over_what_was_filled_in_under_the_names_of_the_form) {
  Playground page;
  page.post("/turn",
            "thread=0a&on=0f&form=note&handle=h1&send=Verstuur&field.line=Een+%26+twee&pick.days+mo=1&pick.days+tu=1");
  const auto& submission = std::get<model::Submission>(page.message->what);
  EXPECT_EQ(submission.form, "note");
  EXPECT_EQ(submission.handle, "h1");
  EXPECT_EQ(reveal(submission.fields.at("line")), "Een & twee");
  EXPECT_EQ(reveal(submission.fields.at("days")), "mo,tu");
}

TEST(Form, says_that_it_was_closed) {
  Playground page;
  page.post("/turn", "thread=0a&form=note&handle=h1&close=Sluiten&field.line=weg");
  EXPECT_EQ(std::get<model::Dismissed>(page.message->what).handle, "h1");
}

TEST(Form, answers_anything_that_is_sent) {
  Playground page;
  for (const std::string body : {"", "q=", "q=%00%ff%fe", "thread=../../etc&lang=xx&surface=moon&q=a",
                                 "press=", "press=+++", "=&&=", "choice=&chosen="})
    EXPECT_EQ(page.post("/turn", body).status, 200) << body;
  EXPECT_EQ(page.post("/turn", "q=" + std::string(20'000, 'a')).status, 200);
  page.post("/turn", "thread=..%2F..&q=a");
  EXPECT_EQ(page.taken->conversation.find(".."), std::string::npos);
  EXPECT_FALSE(page.message->from.nobody());
}

}  // namespace
}  // namespace wegwijzer::web
