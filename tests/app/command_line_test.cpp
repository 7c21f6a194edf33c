#include <gmock/gmock.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/command.hpp"
#include "command_line.hpp"

namespace wegwijzer::app {
namespace {

using fakes::Ran;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(CommandLine, alone_prints_the_short_help_and_is_wrong_use) {
  const auto result = wegwijzer({});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err,
              AllOf(StartsWith("Wegwijzer answers questions"), HasSubstr("ask"), Not(HasSubstr("Examples:"))));
}

TEST_F(CommandLine, every_commands_help_begins_with_its_purpose_and_two_examples) {
  for (const auto& command : all_commands())
    for (const auto* language : {"nl_NL.UTF-8", "en_GB.UTF-8"}) {
      auto arguments = words(command.name);
      arguments.emplace_back("--help");
      const auto result = wegwijzer(arguments, "", {{"LANG", language}});
      EXPECT_EQ(result.code, 0) << command.name;
      const auto said = lines(result.out);
      ASSERT_GT(said.size(), 6U) << command.name;
      EXPECT_THAT(said[0], EndsWith(".")) << command.name;
      EXPECT_THAT(said[2], testing::AnyOf("Examples:", "Voorbeelden:")) << command.name;
      EXPECT_THAT(said[3], HasSubstr("  wegwijzer " + std::string(command.name))) << command.name;
      EXPECT_THAT(said[4], HasSubstr("wegwijzer " + std::string(command.name))) << command.name;
      for (const auto& option : command.options) EXPECT_THAT(result.out, HasSubstr(std::string(option.name)));
    }
}

TEST_F(CommandLine, help_and_a_command_is_that_commands_help) {
  EXPECT_EQ(wegwijzer({"help", "ask"}).out, wegwijzer({"ask", "--help"}).out);
  EXPECT_EQ(wegwijzer({"help", "knowledge", "lint"}).out, wegwijzer({"knowledge", "lint", "--help"}).out);
  EXPECT_EQ(wegwijzer({"help"}).out, wegwijzer({"--help"}).out);
}

TEST_F(CommandLine, h_is_the_shorter_help) {
  const auto brief = wegwijzer({"ask", "-h"});
  EXPECT_EQ(brief.code, 0);
  EXPECT_THAT(brief.out, AllOf(HasSubstr("--jsonl"), Not(HasSubstr("Examples:"))));
}

TEST_F(CommandLine, says_its_version) {
  const auto result = wegwijzer({"--version"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, testing::MatchesRegex("wegwijzer [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(CommandLine, a_mistyped_command_or_option_gets_one_suggestion_and_nothing_runs) {
  const auto command = in_dutch({"knowledge", "lnit"});
  EXPECT_EQ(command.code, 2);
  EXPECT_THAT(command.out, IsEmpty());
  EXPECT_EQ(command.err, "wegwijzer: onbekende opdracht 'lnit'; bedoel je 'lint'?\n");
  const auto option = wegwijzer({"ask", "--lnag", "nl", "x"});
  EXPECT_EQ(option.code, 2);
  EXPECT_EQ(option.err, "wegwijzer: unknown option '--lnag'; did you mean '--lang'?\n");
  EXPECT_EQ(wegwijzer({"serv"}).err, "wegwijzer: unknown command 'serv'; did you mean 'serve'?\n");
  EXPECT_EQ(wegwijzer({"xyzzy"}).code, 2);
  EXPECT_EQ(wegwijzer({"health", "--nonsense=1"}).code, 2);
}

TEST_F(CommandLine, a_wrong_or_missing_value_is_wrong_use_and_says_what_fits) {
  EXPECT_EQ(wegwijzer({"ask", "--lang", "de", "x"}).err, "wegwijzer: --lang takes one of: nl, en, auto\n");
  EXPECT_EQ(wegwijzer({"ask", "x", "--lang"}).err, "wegwijzer: --lang needs a value: --lang nl|en|auto\n");
  EXPECT_EQ(wegwijzer({"ask", "--top", "0", "x"}).code, 2);
  EXPECT_EQ(wegwijzer({"ask", "--top", "3x", "x"}).code, 2);
  EXPECT_EQ(wegwijzer({"knowledge", "show"}).err, "wegwijzer: ID is missing; see wegwijzer knowledge show --help\n");
  EXPECT_EQ(wegwijzer({"knowledge", "show", "a", "b"}).err, "wegwijzer: too much: 'b'\n");
  EXPECT_EQ(wegwijzer({"knowledge"}).code, 2);
  EXPECT_EQ(wegwijzer({"ask", "--json=yes", "x"}).code, 2);
}

TEST_F(CommandLine, lc_all_goes_before_lc_messages_before_lang) {
  const auto said = [&](const fakes::Variables& variables) { return wegwijzer({"xyzzy"}, "", variables).err; };
  EXPECT_THAT(said({{"LANG", "nl_NL.UTF-8"}}), HasSubstr("onbekende"));
  EXPECT_THAT(said({{"LANG", "nl_NL.UTF-8"}, {"LC_MESSAGES", "en_GB.UTF-8"}}), HasSubstr("unknown"));
  EXPECT_THAT(said({{"LANG", "en_GB.UTF-8"}, {"LC_MESSAGES", "C"}, {"LC_ALL", "nl_BE"}}), HasSubstr("onbekende"));
  EXPECT_THAT(said({{"LANG", "de_DE.UTF-8"}}), HasSubstr("unknown"));
}

TEST_F(CommandLine, asks_and_answers_with_a_source) {
  const auto result = wegwijzer({"ask", "Wat", "is", "instemmingsrecht?"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("instemming"), HasSubstr("Bron")));
  EXPECT_THAT(result.out, Not(HasSubstr("\033"))) << "a pipe gets no colours";
  EXPECT_THAT(result.err, IsEmpty());
}

TEST_F(CommandLine, the_question_may_come_from_standard_input_or_after_two_dashes) {
  const auto plain = wegwijzer({"ask", "Wat is instemmingsrecht?"}).out;
  EXPECT_EQ(wegwijzer({"ask"}, "Wat is instemmingsrecht?\n").out, plain);
  EXPECT_EQ(wegwijzer({"ask", "-"}, "Wat is instemmingsrecht?").out, plain);
  EXPECT_EQ(wegwijzer({"ask", "--", "Wat is instemmingsrecht?"}).out, plain);
}

TEST_F(CommandLine, json_is_the_contracts_object) {
  const auto result =
      wegwijzer({"ask", "--json", "--top", "1", "Wat is instemmingsrecht?"}, "", {{"LANG", "nl_NL.UTF-8"}});
  EXPECT_EQ(result.code, 0);
  const auto answer = json::parse(result.out);
  for (const auto* key : {"q", "lang", "intent", "confidence", "results", "reply", "private", "micros"})
    EXPECT_TRUE(answer.contains(key)) << key;
  EXPECT_EQ(answer["intent"], "answer");
  EXPECT_EQ(answer["lang"], "nl");
  ASSERT_EQ(answer["results"].size(), 1U);
  EXPECT_EQ(answer["results"][0]["id"], "or.right.consent");
}

TEST_F(CommandLine, a_wished_language_is_the_answers_language) {
  const auto answer = json::parse(wegwijzer({"ask", "--json", "--lang", "en", "Wat is instemmingsrecht?"}).out);
  EXPECT_EQ(answer["lang"], "en");
}

TEST_F(CommandLine, jsonl_answers_line_by_line_in_order) {
  std::string input;
  for (int i = 0; i < 300; ++i) input += json{{"q", "Wat is instemmingsrecht? " + std::to_string(i)}}.dump() + "\n";
  const auto result = wegwijzer({"ask", "--jsonl"}, input);
  EXPECT_EQ(result.code, 0) << result.err;
  const auto said = lines(result.out);
  ASSERT_EQ(said.size(), 300U);
  for (std::size_t i = 0; i < said.size(); ++i)
    EXPECT_EQ(json::parse(said[i])["q"], "Wat is instemmingsrecht? " + std::to_string(i));
}

TEST_F(CommandLine, a_broken_line_gets_an_error_in_its_place_and_the_others_their_answers) {
  const auto result =
      wegwijzer({"ask", "--jsonl"}, "{\"q\":\"hallo\"}\nno json\n\xff\n{\"q\":\"\"}\n{\"q\":\"hallo\"}\n");
  EXPECT_EQ(result.code, 1);
  const auto said = lines(result.out);
  ASSERT_EQ(said.size(), 5U);
  EXPECT_TRUE(json::parse(said[1]).contains("error"));
  EXPECT_TRUE(json::parse(said[2]).contains("error"));
  for (const auto i : {0U, 3U, 4U}) EXPECT_TRUE(json::parse(said[i]).contains("reply")) << said[i];
}

TEST_F(CommandLine, strange_questions_get_a_polite_answer) {
  for (const std::string& question : {std::string(10'000, 'a'), std::string("😀😀😀"), std::string("\xff\xfe"),
                                      std::string("שלום"), std::string(" ")}) {
    const auto result = wegwijzer({"ask", "-"}, question);
    EXPECT_EQ(result.code, 0) << result.err;
    EXPECT_THAT(result.out, Not(IsEmpty()));
  }
}

TEST_F(CommandLine, explain_says_the_verdict_and_what_was_considered) {
  EXPECT_THAT(wegwijzer({"ask", "--explain", "Wat is instemmingsrecht?"}).out, HasSubstr("or.right.consent"));
}

TEST_F(CommandLine, leaves_nothing_behind) {
  EXPECT_EQ(wegwijzer({"ask", "hallo"}, "", {{"TMPDIR", folder.path("")}}).code, 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path("")));
}

TEST_F(CommandLine, ctrl_c_ends_with_130_and_leaves_nothing_behind) {
  const auto pipe = folder.path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::filesystem::create_directory(folder.path("scratch"));
  fakes::Process::Start start;
  start.program = WEGWIJZER;
  start.arguments = {"ask"};
  start.variables = {{"TMPDIR", folder.path("scratch")}};
  start.input_file = pipe;
  fakes::Process process(start);
  ASSERT_TRUE(fakes::until([&] {
    for (const auto& made : std::filesystem::directory_iterator(folder.path("scratch")))
      if (std::filesystem::exists(made.path() / "data.db-shm")) return true;
    return false;
  }));
  process.signal(SIGINT);
  EXPECT_EQ(process.wait(), 130);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path("scratch")));
}

TEST_F(CommandLine, asking_a_service_that_is_not_there_fails) {
  const auto result = wegwijzer({"ask", "--server", "http://127.0.0.1:1", "hallo"});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.err, HasSubstr("http://127.0.0.1:1"));
  EXPECT_EQ(wegwijzer({"health", "--url", "http://127.0.0.1:1"}).code, 1);
  EXPECT_EQ(wegwijzer({"health", "--url", "nonsense"}).code, 2);
}

TEST_F(CommandLine, broken_settings_stop_every_command_before_it_begins) {
  const auto file = folder.write("wegwijzer.toml", "[log]\nlevl = \"info\"\n[server]\nthreads = 0\n");
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"ask", "hallo"}, {"serve"}, {"knowledge", "list"}, {"config", "show"}, {"migrate"}}) {
    auto with_file = arguments;
    with_file.insert(with_file.end(), {"--config", file});
    const auto result = wegwijzer(with_file);
    EXPECT_EQ(result.code, 2) << arguments[0];
    EXPECT_THAT(lines(result.err), ElementsAre(file + ":2: unknown setting 'log.levl'; did you mean 'log.level'?",
                                               file + ":4: 'server.threads' must be 1 … 64"));
  }
  EXPECT_EQ(wegwijzer({"config", "check", file}).code, 2);
  EXPECT_FALSE(std::filesystem::exists(folder.path("var"))) << "nothing was made";
}

TEST_F(CommandLine, config_show_masks_secrets_and_says_where_values_come_from) {
  const fakes::Variables variables{{"WEGWIJZER_SERVER_METRICS_TOKEN", "very-secret"}, {"WEGWIJZER_LOG_LEVEL", "warn"}};
  const auto shown = wegwijzer({"config", "show", "--json"}, "", variables);
  EXPECT_EQ(shown.code, 0);
  EXPECT_THAT(shown.out + shown.err, Not(HasSubstr("very-secret")));
  std::map<std::string, json> by_key;
  const auto all = json::parse(shown.out);
  for (const auto& setting : all["settings"]) by_key[setting["key"]] = setting;
  EXPECT_EQ(by_key["server.metrics_token"]["value"], "•••• (from WEGWIJZER_SERVER_METRICS_TOKEN)");
  EXPECT_EQ(by_key["log.level"]["place"], "WEGWIJZER_LOG_LEVEL");
  EXPECT_EQ(by_key["server.listen"]["origin"], "default");
  EXPECT_THAT(wegwijzer({"config", "show"}, "", variables).out, HasSubstr("WEGWIJZER_LOG_LEVEL"));
}

TEST_F(CommandLine, config_check_is_content_with_the_sample) {
  const auto result = in_dutch({"config", "check", DEPLOY "/wegwijzer.toml"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, HasSubstr("in orde"));
}

TEST_F(CommandLine, knowledge_lists_shows_and_exports_the_same_entries) {
  const auto listed = json::parse(wegwijzer({"knowledge", "list", "--json"}).out)["entries"];
  const auto exported = lines(wegwijzer({"knowledge", "export", "--jsonl"}).out);
  ASSERT_GT(exported.size(), 80U);
  EXPECT_EQ(listed.size(), exported.size());
  for (const auto& line : exported)
    for (const auto* key : {"id", "lang", "title", "questions", "text", "area", "sources", "reviewed"})
      EXPECT_TRUE(json::parse(line).contains(key)) << key;
  const auto shown = wegwijzer({"knowledge", "show", "or.right.consent", "--json"});
  EXPECT_EQ(lines(shown.out).size(), 2U) << "both languages";
  const auto only = lines(wegwijzer({"knowledge", "list", "--lang", "en", "--area", "or", "--jsonl"}).out);
  ASSERT_FALSE(only.empty());
  for (const auto& line : only) {
    EXPECT_EQ(json::parse(line)["lang"], "en");
    EXPECT_EQ(json::parse(line)["area"], "or");
  }
}

TEST_F(CommandLine, an_unknown_entry_gets_a_suggestion) {
  const auto result = wegwijzer({"knowledge", "show", "or.right.consnet"});
  EXPECT_EQ(result.code, 1);
  EXPECT_EQ(result.err, "there is no entry 'or.right.consnet'; did you mean 'or.right.consent'?\n");
}

TEST_F(CommandLine, own_entries_lie_over_those_that_ship) {
  folder.write(
      "own/nl/own.entry.md",
      "---\nid: own.entry\nlang: nl\ntitle: Waar staat de kaasfontein?\nquestions: [waar staat de kaasfontein]\n"
      "area: network\nowner: redactie\nreviewed: 2026-11-01\nreview_every: 180d\n"
      "sources: [{document: Eigen, section: \"1\"}]\nstatus: published\n---\nDe kaasfontein staat in de hal.[^1]\n");
  const fakes::Variables variables{{"WEGWIJZER_KNOWLEDGE_DIRS", folder.path("own")}};
  EXPECT_THAT(wegwijzer({"knowledge", "list"}, "", variables).out,
              AllOf(HasSubstr("own.entry"), HasSubstr("or.right.consent")));
  EXPECT_THAT(wegwijzer({"ask", "waar staat de kaasfontein"}, "", variables).out, HasSubstr("in de hal"));
}

TEST_F(CommandLine, lint_names_file_and_line_and_fails) {
  folder.write("bad/nl/bad.entry.md", "---\nid: bad.entry\nlang: nl\n---\nTekst.\n");
  const auto result = wegwijzer({"knowledge", "lint", folder.path("bad")});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("nl/bad.entry.md:"));
  const auto as_json = json::parse(wegwijzer({"knowledge", "lint", "--json", folder.path("bad")}).out);
  EXPECT_GT(as_json["errors"], 0);
}

TEST_F(CommandLine, eval_counts_right_answers_by_the_way_of_ask) {
  const auto questions =
      folder.write("questions.jsonl",
                   "{\"q\":\"Wat is instemmingsrecht?\",\"lang\":\"nl\",\"expect\":[\"or.right.consent\"]}\n"
                   "{\"q\":\"hoe bak ik een appeltaart\",\"lang\":\"nl\",\"expect\":[]}\n");
  const auto result =
      wegwijzer({"knowledge", "eval", questions, "--report", folder.path("report.html"), "--fail-under", "0.9"});
  EXPECT_EQ(result.code, 0) << result.out << result.err;
  EXPECT_THAT(folder.read("report.html"), HasSubstr("<"));
  const auto wrong =
      folder.write("wrong.jsonl",
                   "{\"q\":\"Wat is instemmingsrecht?\",\"lang\":\"nl\",\"expect\":[\"network.start.first-steps\"]}\n");
  EXPECT_EQ(wegwijzer({"knowledge", "eval", wrong, "--fail-under", "0.9"}).code, 1);
  EXPECT_EQ(wegwijzer({"knowledge", "eval", wrong, "--fail-under", "lots"}).code, 2);
  EXPECT_EQ(wegwijzer({"knowledge", "eval", folder.path("none.jsonl")}).code, 1);
}

}  // namespace
}  // namespace wegwijzer::app
