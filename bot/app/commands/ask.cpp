#include <unistd.h>

#include <deque>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/asker.hpp"
#include "app/commands/commands.hpp"
#include "app/with_settings.hpp"

namespace wegwijzer::app {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kUnderWay = 64;  // questions of --jsonl that are asked ahead

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// The question as words on the command line, or standard input where none or "-" stands there.
std::optional<std::string> question_of(const Given& given) {
  const auto& words = given.arguments();
  if (!words.empty() && words != std::vector<std::string>{"-"}) return joined(words);
  if (words.empty() && isatty(STDIN_FILENO) == 1) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

std::string as_chat_question(const std::string& words, const Given& given) {
  const ordered_json question{
      {"q", words}, {"lang", given.value_or("--lang", "auto")}, {"surface", given.value_or("--surface", "dm")}};
  return question.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// --lang and --surface are the defaults of lines that do not say it themselves.
std::string with_defaults(const std::string& line, const Given& given) {
  if (!given.has("--lang") && !given.has("--surface")) return line;
  auto question = ordered_json::parse(line, nullptr, false);
  if (!question.is_object()) return line;
  for (const auto* key : {"lang", "surface"})
    if (const auto value = given.value("--" + std::string(key)); value && !question.contains(key))
      question[key] = *value;
  return question.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// At most so many results as --top says.
std::string shortened(std::string line, const Given& given) {
  const auto top = given.value("--top");
  if (!top) return line;
  auto answer = ordered_json::parse(line, nullptr, false);
  const auto most = std::stoul(*top);
  if (!answer.is_object() || !answer.contains("results") || answer["results"].size() <= most) return line;
  auto& results = answer["results"];
  results.erase(results.begin() + static_cast<std::ptrdiff_t>(most), results.end());
  return answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string_view without_line_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

int ask_once(Asker& asker, const Given& given, const Console& console) {
  const auto question = question_of(given);
  if (!question) {
    console.complain("wegwijzer: " + console.say("use.missing", {{"what", "QUESTION…"}, {"command", "ask"}}));
    return kMisuse;
  }
  const Form form = given.has("--json") ? Form::line : given.has("--explain") ? Form::explained : Form::text;
  const auto heard = asker.ask(as_chat_question(*question, given), form).get();
  if (!heard) {
    console.complain(to_text(heard.error()));
    return kFailed;
  }
  if (!heard->understood) {
    console.complain(without_line_end(heard->said));
    return kFailed;
  }
  console.print(without_line_end(form == Form::line ? shortened(heard->said, given) : heard->said));
  return kDone;
}

/// One answer per line, in the order of the questions, some of them under way at once.
int ask_lines(Asker& asker, const Given& given, const Console& console) {
  std::ios::sync_with_stdio(false);  // else nothing tells what is in the buffer
  std::deque<std::future<Result<Heard>>> under_way;
  int code = kDone;
  const auto print_next = [&] {
    const auto heard = under_way.front().get();
    under_way.pop_front();
    if (!heard || !heard->understood) code = kFailed;
    if (heard) return console.print_now(without_line_end(shortened(heard->said, given)));
    console.print_now(ordered_json{{"error", {{"field", ""}, {"message", heard.error().what}}}}.dump());
  };
  for (std::string line; std::getline(std::cin, line);) {
    under_way.push_back(asker.ask(with_defaults(line, given), Form::line));
    // What is answered already goes out at once: somebody may be waiting at the other end of the pipe.
    while (!under_way.empty() && (under_way.size() >= kUnderWay || std::cin.rdbuf()->in_avail() <= 0)) print_next();
  }
  while (!under_way.empty()) print_next();
  return code;
}

int run(const Given& given, Console& console) {
  const auto answer = [&](Asker& asker) {
    return given.has("--jsonl") ? ask_lines(asker, given, console) : ask_once(asker, given, console);
  };
  if (const auto server = given.value("--server")) return answer(*server_asker(*server));
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  const auto asker = local_asker(*settings);
  if (asker) return answer(**asker);
  console.complain(asker.error());
  return kFailed;
}

}  // namespace

Command ask_command() {
  return {"ask",
          "ask.purpose",
          "ask.examples",
          {{"--lang", "nl|en|auto", "option.lang", {"nl", "en", "auto"}},
           {"--surface", "dm|channel", "option.surface", {"dm", "channel"}},
           {"--top", "N", "option.top", {}, 20},
           {"--explain", "", "option.explain"},
           json_option(),
           {"--jsonl", "", "option.jsonl"},
           {"--server", "URL", "option.server"},
           config_option()},
          Argument{"QUESTION…", "argument.question", true, false},
          run};
}

}  // namespace wegwijzer::app
