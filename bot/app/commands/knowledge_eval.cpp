#include <charconv>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/asker.hpp"
#include "app/commands/commands.hpp"
#include "app/with_settings.hpp"
#include "knowledge/curate.hpp"

namespace wegwijzer::app {
namespace {

using nlohmann::ordered_json;

std::string as_chat_question(const knowledge::Labelled& question) {
  ordered_json json{{"q", question.q}, {"lang", "auto"}};
  if (!question.thread.empty()) json["thread"] = question.thread;
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

knowledge::Said said_from(const std::string& line) {
  knowledge::Said said;
  const auto answer = ordered_json::parse(line, nullptr, false);
  if (!answer.is_object()) return said;
  said.intent = answer.value("intent", "");
  said.confidence = answer.value("confidence", 0.0);
  said.reply = answer.value("reply", "");
  for (const auto& result : answer.value("results", ordered_json::array())) said.ids.push_back(result.value("id", ""));
  return said;
}

/// 0.93 or 93.
std::optional<double> share_from(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > 100) return std::nullopt;
  return number > 1 ? number / 100 : number;
}

Result<std::vector<knowledge::Labelled>> questions_in(const std::string& file) {
  if (file == "-") return knowledge::labelled_from(std::cin);
  std::ifstream in(file);
  if (!in) return failed(Kind::unavailable, file, "this file cannot be read");
  auto questions = knowledge::labelled_from(in);
  if (!questions) questions.error().place = file + ":" + questions.error().place;
  return questions;
}

/// Asks as `ask` does, and keeps count of what could not be answered at all.
knowledge::Figures evaluated(Asker& asker, const std::vector<knowledge::Labelled>& questions, std::size_t& failures) {
  return knowledge::evaluate(questions, [&](const knowledge::Labelled& question) {
    const auto heard = asker.ask(as_chat_question(question), Form::line).get();
    if (!heard || !heard->understood) {
      ++failures;
      return knowledge::Said{};
    }
    return said_from(heard->said);
  });
}

int run(const Given& given, Console& console) {
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  const auto least = share_from(given.value_or("--fail-under", "0"));
  if (!least) {
    console.complain(console.say("eval.share"));
    return kMisuse;
  }
  const auto questions = questions_in(given.arguments().front());
  if (!questions) {
    console.complain(std::vector{questions.error()});
    return exit_of(questions.error().kind);
  }
  const auto asker = local_asker(*settings);
  if (!asker) {
    console.complain(asker.error());
    return kFailed;
  }
  std::size_t failures = 0;
  const auto figures = evaluated(**asker, *questions, failures);
  console.print(given.has("--json") ? figures.json : figures.text);
  if (const auto report = given.value("--report")) {
    std::ofstream out(*report);
    out << figures.html;
    if (!out.flush()) {
      console.complain(console.say("file.unwritable", {{"file", *report}}));
      return kFailed;
    }
    console.tell(console.say("eval.report", {{"file", *report}}));
  }
  if (failures > 0) console.complain(console.say("eval.failures", {{"count", std::to_string(failures)}}));
  return failures == 0 && figures.first_right >= *least ? kDone : kFailed;
}

}  // namespace

Command eval_command() {
  return {"knowledge eval",
          "eval.purpose",
          "eval.examples",
          {{"--report", "FILE", "option.report"},
           {"--fail-under", "SHARE", "option.fail_under"},
           json_option(),
           config_option()},
          Argument{"FILE", "argument.questions"},
          run};
}

}  // namespace wegwijzer::app
