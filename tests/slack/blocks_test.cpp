#include "slack/blocks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "slack/generators.hpp"
#include "slack/limits.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/split.hpp"
#include "slack/write.hpp"

namespace wegwijzer::slack {
namespace {

using namespace model;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string in_all(const std::vector<std::string>& faults) {
  std::string text;
  for (const auto& fault : faults) text += fault + "; ";
  return text;
}

json drawn(std::vector<Block> blocks, Stage stage = Stage::message) {
  std::string out;
  JsonWriter writer(out);
  draw(writer, pieces(blocks, Language::nl), stage, Language::nl, 100);
  return json::parse(out);
}

std::string words(const Rich& text) {
  return mrkdwn(text);
}
const std::string kJoiner = "\xE2\x81\xA0";

RC_GTEST_PROP(Renderer, keeps_slacks_limits_whatever_a_handler_says, ()) {
  const auto reply = *any_reply();
  Limits limits;
  for (const auto& message : messages(pieces(reply.blocks, reply.language))) {
    Reply one;
    one.blocks = message;
    std::vector<Block> rest;
    const auto faults = limits.message(json::parse(only_for_asker(one, rest)));
    if (!faults.empty()) RC_FAIL(in_all(faults));
    RC_ASSERT(rest.empty());
  }
  auto faults = limits.view(json::parse(home(reply)));
  if (!faults.empty()) RC_FAIL("home: " + in_all(faults));
  faults = limits.view(json::parse(modal(reply)));
  if (!faults.empty()) RC_FAIL("modal: " + in_all(faults));
  faults = limits.options_answer(json::parse(suggestions(reply)));
  if (!faults.empty()) RC_FAIL("suggestions: " + in_all(faults));
}

TEST(Renderer, keeps_views_under_250_kB_by_leaving_out_whole_blocks) {
  std::string long_words;
  for (int i = 0; i < 750; ++i) long_words += "\xE2\x82\xAC";  // three bytes each
  Reply words;
  for (int i = 0; i < 110; ++i) words.blocks.emplace_back(Paragraph{rich(long_words + std::to_string(i))});
  Form form;
  for (int i = 0; i < 90; ++i) {
    Field field;
    field.name = "field" + std::to_string(i);
    field.kind = Field::Kind::choice;
    for (int j = 0; j < 100; ++j)
      field.options.push_back({long_words.substr(0, 150) + std::to_string(j), std::to_string(j)});
    form.fields.push_back(field);
  }
  Reply fields;
  fields.blocks.emplace_back(form);
  for (const auto* reply : {&words, &fields})
    for (const auto& view : {home(*reply), modal(*reply)}) {
      EXPECT_LT(view.size(), 250'000U);
      EXPECT_GT(view.size(), 150'000U);
      EXPECT_THAT(Limits{}.view(json::parse(view)), IsEmpty());
    }
}

RC_GTEST_PROP(Renderer, loses_no_word_when_it_splits, ()) {
  const int count = *rc::gen::inRange(1, 3000);
  std::string text;
  for (int i = 0; i < count; ++i) text += "w" + std::to_string(i) + (i % 7 == 6 ? ". " : " ");
  std::string again;
  for (const auto& message : messages(pieces({Paragraph{rich(text)}}, Language::nl)))
    for (const auto& piece : message) again += plain_text(std::get<Paragraph>(piece).text);
  RC_ASSERT(again == text);
}

RC_GTEST_PROP(Mrkdwn, never_costs_more_than_was_reckoned, ()) {
  const auto text = *any_rich();
  std::string out;
  append_json_text(out, mrkdwn(text));
  RC_ASSERT(utf16_length(json::parse(out).get<std::string>()) <= cost(text));
}

TEST(Mrkdwn, keeps_words_from_being_mentions_links_or_entities) {
  EXPECT_EQ(words(rich("<!channel> <@U1> <https://evil.example|hier> a & b")),
            "&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.example|hier&gt; a &amp; b");
  EXPECT_EQ(words(rich("&lt;")), "&amp;lt;");
}

TEST(Mrkdwn, keeps_words_from_being_formatted) {
  EXPECT_EQ(words(rich("*niet vet* en _niet schuin_")),
            kJoiner + "*niet vet*" + kJoiner + " en " + kJoiner + "_niet schuin_" + kJoiner);
  EXPECT_EQ(words(rich("snake_case 2*3")), "snake_case 2*3");
  EXPECT_EQ(words(rich("`code`")), kJoiner + "`" + kJoiner + "code" + kJoiner + "`" + kJoiner);
  EXPECT_EQ(words(rich("> geen citaat")), kJoiner + "&gt; geen citaat");
}

TEST(Mrkdwn, makes_bold_that_slack_understands) {
  EXPECT_EQ(words({{"Bel 113", true, {}}, {" nu", false, {}}}), "*Bel 113* nu");
  EXPECT_EQ(words({{" een\ntwee ", true, {}}}), " *een*\n*twee* ");
  EXPECT_EQ(words({{"  ", true, {}}}), "  ");
}

TEST(Mrkdwn, links_only_where_it_is_safe) {
  EXPECT_EQ(words({{"de wet", false, "https://wetten.example/?a=1&b=<2>|3 4"}}),
            "<https://wetten.example/?a=1&amp;b=%3C2%3E%7C3%204|de wet>");
  EXPECT_EQ(words({{"113", true, "tel:113"}}), "*<tel:113|113>*");
  EXPECT_EQ(words({{"klik", false, "javascript:alert(1)"}}), "klik");
  EXPECT_EQ(words({{"a > b | c\nd", false, "https://x.example"}}), "<https://x.example|a &gt; b   c d>");
}

TEST(Label, is_one_line_without_entities_and_cut_between_characters) {
  EXPECT_EQ(label("D&I <nu>\nhier", 75), "D\xEF\xBC\x86I \xE2\x80\xB9nu\xE2\x80\xBA hier");
  EXPECT_EQ(label(std::string(80, 'x'), 75), std::string(74, 'x') + "\xE2\x80\xA6");
  std::string family;
  for (int i = 0; i < 30; ++i) family += "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB";
  EXPECT_LE(utf16_length(label(family, 24)), 24U);
}

TEST(Blocks, are_drawn_as_slack_means_them) {
  const auto all = drawn(
      {Heading{"Instemming"}, Paragraph{rich("De or moet instemmen.")}, List{{rich("een"), bold("twee")}, false},
       Quote{rich("woord\nvoor woord")},
       Sources{{{"WOR art. 27", "https://wetten.example"}}, "bekeken op 1 november 2026"},
       Buttons{{{"Wat is adviesrecht?", "ask", "or.right.advice", {}, Style::primary, "Vraag: wat is adviesrecht"},
                {"Lees verder", {}, {}, "https://x.example?a&b", Style::plain, {}}}},
       Choice{"Taal", "language", {{"Nederlands", "nl"}, {"English", "en"}}, "en"}, Divider{}, Note{rich("klein")}});
  ASSERT_EQ(all.size(), 9U);
  EXPECT_EQ(all[0]["type"], "header");
  EXPECT_EQ(all[1]["text"]["text"], "De or moet instemmen.");
  EXPECT_EQ(all[2]["text"]["text"], "\xE2\x80\xA2 een\n\xE2\x80\xA2 *twee*");
  EXPECT_EQ(all[3]["text"]["text"], "&gt; woord\n&gt; voor woord");
  EXPECT_EQ(all[4]["elements"][0]["text"], "Bron: <https://wetten.example|WOR art. 27>, bekeken op 1 november 2026");
  EXPECT_EQ(all[5]["elements"][0]["action_id"], "ask#1");
  EXPECT_EQ(all[5]["elements"][0]["value"], "or.right.advice");
  EXPECT_EQ(all[5]["elements"][0]["style"], "primary");
  EXPECT_EQ(all[5]["elements"][1]["action_id"], "link#2");
  EXPECT_EQ(all[5]["elements"][1]["url"], "https://x.example?a&b");
  EXPECT_EQ(all[6]["accessory"]["initial_option"]["value"], "en");
  EXPECT_EQ(all[7]["type"], "divider");
  EXPECT_EQ(all[8]["type"], "context");
}

TEST(Blocks, make_readable_lines_of_a_table) {
  const auto all = drawn({Table{{"Wie", "Waar"}, {{"Regenboog", "#regenboog"}, {"Vrouwen", ""}}}});
  EXPECT_EQ(all[0]["text"]["text"], "\xE2\x80\xA2 Wie: *Regenboog*; Waar: #regenboog\n\xE2\x80\xA2 Wie: *Vrouwen*");
}

TEST(Blocks, let_a_phone_number_be_called_though_buttons_cannot) {
  const auto all = drawn({Buttons{{{"Bel 113", {}, {}, "tel:113", Style::primary, {}}}}});
  EXPECT_EQ(all[0]["text"]["text"], "*<tel:113|Bel 113>*");
}

TEST(Blocks, go_on_counting_in_the_next_block) {
  List list{{}, true};
  for (int i = 0; i < 60; ++i) list.items.push_back(rich(std::string(100, 'x')));
  const auto all = drawn({list});
  EXPECT_THAT(all.dump(), HasSubstr("60. xxx"));
}

TEST(Modal, is_the_form_it_was_made_of) {
  Reply reply;
  reply.blocks.emplace_back(Form{
      "feedback",
      "h4ndle",
      "Klopt dit niet?",
      "Verstuur",
      "Stop",
      {rich("Wat klopt er niet?")},
      {{"words", "In je eigen woorden", "Schrijf geen namen op.", Field::Kind::text, false, {}, "", 500, ""},
       {"topic", "Onderwerp", "", Field::Kind::choice, true, {{"Taal", "lang"}, {"Liever niet", ""}}, "lang", 0, ""}}});
  const auto view = json::parse(modal(reply));
  EXPECT_EQ(view["callback_id"], "feedback");
  EXPECT_EQ(view["private_metadata"], "h4ndle");
  EXPECT_EQ(view["title"]["text"], "Klopt dit niet?");
  EXPECT_EQ(view["notify_on_close"], true);
  ASSERT_EQ(view["blocks"].size(), 3U);
  EXPECT_EQ(view["blocks"][1]["block_id"], "words");
  EXPECT_EQ(view["blocks"][1]["optional"], true);
  EXPECT_EQ(view["blocks"][1]["element"]["multiline"], true);
  EXPECT_EQ(view["blocks"][1]["element"]["max_length"], 500);
  EXPECT_EQ(view["blocks"][2]["element"]["initial_option"]["value"], "lang");
  EXPECT_EQ(view["blocks"][2]["element"]["options"][1]["value"], "-") << "Slack refuses empty ones";
}

TEST(Home, has_a_search_box_that_sends_on_enter) {
  Reply reply;
  reply.blocks.emplace_back(Form{"home.ask",
                                 "",
                                 "",
                                 "Zoek",
                                 "",
                                 {},
                                 {{"question", "Stel je vraag", "", Field::Kind::line, true, {}, "", 300, ""}}});
  const auto view = json::parse(home(reply));
  EXPECT_EQ(view["blocks"][0]["dispatch_action"], true);
  EXPECT_EQ(view["blocks"][0]["element"]["action_id"], "form:home.ask");
  EXPECT_EQ(view["blocks"][1]["elements"][0]["action_id"], "form:home.ask#1");
}

TEST(Fallback, says_everything_the_blocks_say) {
  Reply reply;
  reply.blocks = {Heading{"Kop"}, Paragraph{rich("tekst & <meer>")},
                  Buttons{{{"Knop", "ask", "x", {}, Style::plain, {}}}}};
  EXPECT_EQ(fallback(reply.blocks, Language::nl), "Kop\n\ntekst &amp; &lt;meer&gt;\n\n[Knop]");
}

}  // namespace
}  // namespace wegwijzer::slack
