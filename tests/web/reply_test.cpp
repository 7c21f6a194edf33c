#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "playground.hpp"

namespace wegwijzer::web {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

TEST(Reply, draws_every_kind_of_block) {
  Playground page;
  const auto html = page.piece({
      model::Heading{"Kop"},
      model::Paragraph{{{"Gewoon ", false, ""}, {"vet", true, ""}}},
      model::Fields{{{"Netwerk", model::rich("Regenboog")}}},
      model::List{{model::rich("een")}, false},
      model::List{{model::rich("eerst")}, true},
      model::Table{{"Wat"}, {{"Start"}}},
      model::Quote{model::rich("Citaat")},
      model::Divider{},
      model::Note{model::rich("Klein")},
  });
  EXPECT_THAT(html, HasSubstr("<h4>Kop</h4>"));
  EXPECT_THAT(html, HasSubstr("<p>Gewoon <strong>vet</strong></p>"));
  EXPECT_THAT(html, HasSubstr("<dt>Netwerk</dt><dd>Regenboog</dd>"));
  EXPECT_THAT(html, HasSubstr("<ul><li>een</li></ul>"));
  EXPECT_THAT(html, HasSubstr("<ol><li>eerst</li></ol>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">Wat</th>"));
  EXPECT_THAT(html, HasSubstr("<td>Start</td>"));
  EXPECT_THAT(html, HasSubstr("<blockquote><p>Citaat</p></blockquote>"));
  EXPECT_THAT(html, HasSubstr("<hr>"));
  EXPECT_THAT(html, HasSubstr("<p class=\"note\">Klein</p>"));
}

TEST(Reply, escapes_what_stands_in_it_everywhere) {
  Playground page;
  const std::string bad = "<b>\"'&";
  model::Field field{"n", bad, bad};
  field.options = {{bad, bad}};
  auto several = field;
  several.kind = model::Field::Kind::choices;
  const auto html = page.piece(
      {model::Heading{bad}, model::Paragraph{{{bad, true, "https://example.org/\"><b>"}}},
       model::Fields{{{bad, model::rich(bad)}}}, model::Table{{bad}, {{bad}}},
       model::Sources{{{bad, "https://example.org/'"}}, bad},
       model::Buttons{{{bad, bad, bad, "", model::Style::plain, bad}}}, model::Choice{bad, bad, {{bad, bad}}, ""},
       model::Form{bad, bad, bad, bad, bad, {model::rich(bad)}, {field, several}}},
      "thread=0a&q=%3Cb%3E%22%27%26");
  EXPECT_THAT(html, Not(HasSubstr("<b>\"")));
  EXPECT_THAT(html, Not(HasSubstr("\"><b>")));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;&quot;&apos;&amp;"));
}

TEST(Reply, repairs_broken_letters) {
  Playground page;
  EXPECT_THAT(page.piece({model::Paragraph{model::rich("a\xff"
                                                       "b")}}),
              HasSubstr("<p>a\xef\xbf\xbd"
                        "b</p>"));
}

TEST(Reply, links_only_to_addresses_that_are_safe_to_follow) {
  Playground page;
  const auto html = page.piece({model::Paragraph{{{"bel", false, "tel:113"},
                                                  {"lees", false, "https://example.org/"},
                                                  {"klik", false, "javascript:alert(1)"},
                                                  {"d", false, "data:text/html,x"}}}});
  EXPECT_THAT(html, HasSubstr(R"(<a href="tel:113">bel</a>)"));
  EXPECT_THAT(html, HasSubstr(R"(<a href="https://example.org/" target="_blank" rel="noopener noreferrer">lees)"));
  EXPECT_THAT(html, Not(HasSubstr("href=\"javascript:")));
  EXPECT_THAT(html, Not(HasSubstr("href=\"data:")));
}

TEST(Reply, keeps_lines_apart_in_text_and_plain_text) {
  Playground page;
  const auto html = page.piece({model::Paragraph{model::rich("een\ntwee")}, model::Paragraph{model::rich("drie")}});
  EXPECT_THAT(html, HasSubstr("<p>een\ntwee</p>"));
  EXPECT_THAT(html, HasSubstr("een\ntwee\n\ndrie</pre>"));
}

TEST(Reply, marks_the_language_of_every_passage) {
  Playground page;
  page.reply.language = Language::en;
  const auto html = page.piece({model::Sources{{{"WOR", "https://example.org/"}}, ""}}, "thread=0a&page=nl&q=What");
  EXPECT_THAT(html, HasSubstr(R"(<div class="view chat" lang="en">)"));
  EXPECT_THAT(html, HasSubstr(R"(<p class="bubble" lang="en">What</p>)"));
  EXPECT_THAT(html, HasSubstr("(new tab)"));
  EXPECT_THAT(html, HasSubstr(">Source<"));
  EXPECT_THAT(html, HasSubstr("Waarom dit antwoord?"));
}

TEST(Reply, says_what_the_asker_alone_sees) {
  Playground page;
  EXPECT_THAT(page.piece({}), Not(HasSubstr("Alleen jij ziet dit")));
  page.reply.privacy = model::Privacy::only_asker;
  EXPECT_THAT(page.piece({}), HasSubstr("Alleen jij ziet dit"));
  EXPECT_THAT(page.piece({}), Not(HasSubstr("In het kanaal verschijnt niets.")));
  page.reply.privacy = model::Privacy::everyone;
  page.to = model::ToPerson{{"web", "", "0a"}};
  EXPECT_THAT(page.piece({}, "thread=0a&surface=channel&q=x"), HasSubstr("In het kanaal verschijnt niets."));
}

TEST(Reply, takes_the_place_of_the_one_its_button_stood_on_where_it_should) {
  Playground page;
  page.replace = true;
  EXPECT_THAT(page.piece({}, "press=feedback+x+0f0f+Klopt+niet"), HasSubstr(R"(data-replaces="turn-0f0f")"));
  page.replace = false;
  EXPECT_THAT(page.piece({}, "press=feedback+x+0f0f+Klopt+niet"), Not(HasSubstr("data-replaces")));
}

TEST(Reply, points_at_the_field_that_is_wrong) {
  Playground page;
  model::Field field{"name", "Naam", "Hoe heet je netwerk?"};
  field.wrong = "Dit mag niet leeg zijn.";
  const auto html = page.piece({model::Form{"note", "h1", "Aanvraag", "Verstuur", "Sluit", {}, {field}}});
  const auto at = html.find("name=\"field.name\"");
  ASSERT_NE(at, std::string::npos);
  EXPECT_THAT(html, testing::ContainsRegex("<li><a href=\"#f[0-9a-f-]+\">Naam</a></li>"));
  EXPECT_THAT(html.substr(at, 200), HasSubstr("aria-invalid=\"true\""));
  EXPECT_THAT(html.substr(at, 200), HasSubstr("required"));
  EXPECT_THAT(html, HasSubstr("Dit mag niet leeg zijn."));
  EXPECT_THAT(html, HasSubstr(R"(name="close" value="Sluit" formnovalidate)"));
}

TEST(Why, tells_what_was_considered_how_sure_and_how_long) {
  Playground page;
  model::Findings findings;
  findings.intent = "answer";
  findings.confidence = 0.936;
  findings.results = {{"or.right.consent", Language::nl, "Instemmingsrecht", 0.936, "", {}},
                      {"or.right.advice", Language::en, "Right of advice", 0.41, "", {}}};
  findings.reasons = {"instemmingsrecht: title 3.1"};
  page.reply.findings = std::make_shared<const model::Findings>(findings);
  page.time_taken = 1300us;
  const auto html = page.piece({});
  EXPECT_THAT(html, HasSubstr("Antwoord gevonden"));
  EXPECT_THAT(html, HasSubstr("94&nbsp;%"));
  EXPECT_THAT(html, HasSubstr("1,3 ms"));
  EXPECT_THAT(html, HasSubstr(R"(<span lang="en">Right of advice</span><code>or.right.advice</code>)"));
  EXPECT_THAT(html, HasSubstr("instemmingsrecht: title 3.1"));
}

TEST(Why, says_so_when_nothing_was_searched) {
  Playground page;
  EXPECT_THAT(page.piece({}), HasSubstr("Hier is niet naar gezocht"));
}

TEST(SlackView, shows_the_call_that_the_slack_channel_would_make) {
  Playground page;
  const auto html = page.piece({model::Paragraph{model::rich("De or stemt in.")}});
  EXPECT_THAT(html, HasSubstr("<code>chat.postMessage</code>"));
  EXPECT_THAT(html, HasSubstr("De or stemt in."));
  EXPECT_THAT(html, HasSubstr("&quot;blocks&quot;"));
  EXPECT_THAT(html, Not(HasSubstr("thread_ts")));
}

TEST(SlackView, answers_in_the_thread_of_a_channel_but_privately_where_it_must) {
  Playground page;
  EXPECT_THAT(page.piece({model::Paragraph{model::rich("Ja.")}}, "surface=channel&q=x"), HasSubstr("thread_ts"));
  page.reply.privacy = model::Privacy::only_asker;
  const auto html = page.piece({model::Paragraph{model::rich("Ja.")}}, "surface=channel&q=x");
  EXPECT_THAT(html, HasSubstr("&quot;channel&quot;: &quot;U0COLLEGA&quot;"));
  EXPECT_THAT(html, Not(HasSubstr("thread_ts")));
}

}  // namespace
}  // namespace wegwijzer::web
