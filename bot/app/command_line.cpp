#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <deque>
#include <map>
#include <memory>

#include "app/command.hpp"
#include "app/nearest.hpp"
#include "app/setting_values.hpp"
#include "base/log.hpp"

namespace wegwijzer::app {
namespace {

bool is_short_help(const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), "--help") == words.end();
}

/// Purpose first, then examples, then the rest; -h leaves out the examples.
class Help : public CLI::Formatter {
 public:
  Help(const Console& console, bool brief) : usage_(console.say("help.usage")), brief_(brief) {
    label("Positionals", console.say("help.arguments"));
    column_width(30);
  }
  /// What follows "Usage: " for this one.
  void uses(const CLI::App* app, std::string line) { lines_[app] = std::move(line); }

  std::string make_help(const CLI::App* app, std::string, CLI::AppFormatMode mode) const override {
    std::string help = app->get_description() + "\n";
    if (!brief_ && !app->get_footer().empty()) help += "\n" + app->get_footer() + "\n";
    return help + "\n" + usage_ + ": " + lines_.at(app) + "\n" + make_positionals(app) + make_groups(app, mode) +
           make_subcommands(app, mode);
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    return option->get_positional() ? "" : CLI::Formatter::make_option_opts(option);
  }

 private:
  std::string usage_;
  bool brief_;
  std::map<const CLI::App*, std::string> lines_;
};

/// The tree of commands as CLI11 knows it, and what it found.
class CommandLine {
 public:
  CommandLine(const Console& console, bool brief)
      : console_(console),
        help_(std::make_shared<Help>(console, brief)),
        root_(std::make_unique<CLI::App>(console.say("help.purpose"), "wegwijzer")) {
    root_->formatter(help_);
    help_->uses(root_.get(), "wegwijzer " + console.say("help.options_word") + " " + console.say("help.command_word"));
    root_->footer(console.say("help.examples"));
    root_->require_subcommand(0, 1);
    add_switch(*root_, "-v,--version", "option.version");
    prepare(*root_);
    for (const auto& command : all_commands()) add(command);
  }

  /// Gives the exit code when nothing is left to run.
  std::optional<int> parse(const std::vector<std::string>& words) {
    try {
      root_->parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::CallForHelp&) {
      std::fputs(deepest().help("", CLI::AppFormatMode::Normal).c_str(), stdout);
      return kDone;
    } catch (const CLI::ParseError& e) {
      return misuse(console_.say("use.unreadable", {{"what", e.what()}}));
    }
    if (root_->count("--version") > 0) {
      console_.print("wegwijzer " WEGWIJZER_VERSION);
      return kDone;
    }
    return check();
  }

  [[nodiscard]] const Command& command() const { return *command_; }
  [[nodiscard]] const Given& given() const { return given_; }
  [[nodiscard]] bool switched(const char* option) const {
    return root_->count(option) > 0 || deepest().count(option) > 0;
  }

 private:
  struct Added {
    const Command* command;
    CLI::App* app;
    std::vector<CLI::Option*> options;
    std::vector<std::string>* argument = nullptr;
  };

  void prepare(CLI::App& app) {
    app.set_help_flag("-h,--help", console_.say("option.help"))->group(console_.say("help.options"));
    add_switch(app, "-q,--quiet", "option.quiet");
    add_switch(app, "--no-color", "option.no_color");
    app.allow_extras();
  }

  void add_switch(CLI::App& app, const std::string& name, TextKey help) {
    app.add_flag(name)->disable_flag_override()->description(console_.say(help))->group(console_.say("help.options"));
  }

  CLI::App& parent_of(std::string_view name) {
    const auto blank = name.find(' ');
    if (blank == std::string_view::npos) return *root_;
    const std::string group(name.substr(0, blank));
    auto& app = groups_[group];
    if (app != nullptr) return *app;
    app = root_->add_subcommand(
        group, console_.say(group == "config" ? TextKey("config.purpose") : TextKey("knowledge.purpose")));
    help_->uses(app, "wegwijzer " + group + " " + console_.say("help.command_word"));
    app->group(console_.say("help.commands"));
    app->require_subcommand(0, 1);
    prepare(*app);
    return *app;
  }

  void add(const Command& command) {
    auto& parent = parent_of(command.name);
    const auto blank = command.name.rfind(' ');
    const std::string name(blank == std::string_view::npos ? command.name : command.name.substr(blank + 1));
    auto* app = parent.add_subcommand(name, console_.say(command.purpose));
    app->group(console_.say("help.commands"));
    app->footer(console_.say(command.examples));
    help_->uses(app, usage_of(command));
    Added added{&command, app, {}, nullptr};
    for (const auto& option : command.options) added.options.push_back(add(*app, option));
    if (command.argument) added.argument = add(*app, *command.argument);
    prepare(*app);
    added_.push_back(std::move(added));
  }

  std::string usage_of(const Command& command) const {
    std::string line = "wegwijzer " + std::string(command.name) + " " + console_.say("help.options_word");
    if (!command.argument) return line;
    const std::string name(command.argument->name);
    return line + " " + (command.argument->required ? name : "[" + name + "]");
  }

  CLI::Option* add(CLI::App& app, const Option& option) {
    const std::string name(option.name);
    auto* made = option.value.empty() ? app.add_flag(name)->disable_flag_override()
                                      : app.add_option(name)->expected(0, 1)->type_name(std::string(option.value));
    return made->description(console_.say(option.help))
        ->group(console_.say("help.options"))
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }

  std::vector<std::string>* add(CLI::App& app, const Argument& argument) {
    auto* words = &words_.emplace_back();
    auto* made = app.add_option(std::string(argument.name.substr(0, argument.name.find("…"))), *words);
    made->description(console_.say(argument.help))->type_name("");
    return words;
  }

  CLI::App& deepest() const {
    CLI::App* app = root_.get();
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return *app;
  }

  int misuse(const std::string& what) const {
    console_.complain("wegwijzer: " + what);
    return kMisuse;
  }

  std::optional<int> check() {
    auto& app = deepest();
    auto left = root_->remaining(true);
    std::erase(left, "--");
    if (!left.empty()) return misuse(about_leftover(app, left.front()));
    const auto found = std::find_if(added_.begin(), added_.end(), [&](const Added& one) { return one.app == &app; });
    if (found == added_.end()) {
      std::fputs(app.help("", CLI::AppFormatMode::Normal).c_str(), stderr);
      return kMisuse;
    }
    command_ = found->command;
    return take(*found);
  }

  std::string about_leftover(CLI::App& app, const std::string& word) const {
    std::vector<std::string> names;
    const bool option = word.size() > 1 && word.front() == '-';
    if (option)
      for (const auto* one : app.get_options())
        for (const auto& name : one->get_lnames()) names.push_back("--" + name);
    else
      for (const auto* one : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(one->get_name());
    const auto given = word.substr(0, word.find('='));
    const auto meant = nearest(given, std::vector<std::string_view>(names.begin(), names.end()));
    if (!option && names.empty()) return console_.say("use.too_much", {{"word", word}});
    if (option)
      return meant.empty() ? console_.say("use.option", {{"word", given}})
                           : console_.say("use.option_near", {{"word", given}, {"meant", meant}});
    return meant.empty() ? console_.say("use.command", {{"word", word}})
                         : console_.say("use.command_near", {{"word", word}, {"meant", meant}});
  }

  std::optional<int> take(const Added& added) {
    Given::Options options;
    for (std::size_t i = 0; i < added.options.size(); ++i) {
      if (added.options[i]->count() == 0) continue;
      const auto& option = added.command->options[i];
      const auto& results = added.options[i]->results();
      const std::string value = results.empty() ? "" : results.back();
      if (auto wrong = problem(option, value)) return misuse(*wrong);
      options[std::string(option.name)] = value;
    }
    given_ = Given(std::move(options), added.argument != nullptr ? *added.argument : std::vector<std::string>{});
    const auto& argument = added.command->argument;
    if (argument && argument->required && given_.arguments().empty())
      return misuse(console_.say("use.missing", {{"what", argument->name}, {"command", added.command->name}}));
    if (argument && !argument->many && given_.arguments().size() > 1)
      return misuse(console_.say("use.too_much", {{"word", given_.arguments()[1]}}));
    return std::nullopt;
  }

  std::optional<std::string> problem(const Option& option, const std::string& value) const {
    if (option.value.empty()) return std::nullopt;
    if (value.empty()) return console_.say("use.needs_value", {{"option", option.name}, {"value", option.value}});
    if (option.most > 0) {
      const auto number = number_from(value);
      if (!number || *number < 1 || *number > option.most)
        return console_.say("use.number", {{"option", option.name}, {"most", std::to_string(option.most)}});
    }
    if (option.words.empty() || std::find(option.words.begin(), option.words.end(), value) != option.words.end())
      return std::nullopt;
    std::string words;
    for (const auto word : option.words) words += (words.empty() ? "" : ", ") + std::string(word);
    return console_.say("use.one_of", {{"option", option.name}, {"words", words}});
  }

  const Console& console_;
  std::shared_ptr<Help> help_;
  std::unique_ptr<CLI::App> root_;
  std::map<std::string, CLI::App*> groups_;
  std::vector<Added> added_;
  std::deque<std::vector<std::string>> words_;  ///< of each command's argument
  const Command* command_ = nullptr;
  Given given_;
};

/// `wegwijzer help ask` is `wegwijzer ask --help`.
std::vector<std::string> without_help_word(std::vector<std::string> words) {
  if (words.empty() || words.front() != "help") return words;
  words.erase(words.begin());
  words.emplace_back("--help");
  return words;
}

}  // namespace

int run(std::vector<std::string> arguments) {
  log::set_stream(log::Stream::standard_error);
  log::set_level(log::Level::warn);
  const auto words = without_help_word(std::move(arguments));
  const Language language = language_of_terminal();
  const Console plain({language, false, false});
  CommandLine line(plain, is_short_help(words));
  if (const auto code = line.parse(words)) return *code;
  Console console({language, line.switched("--quiet"), line.switched("--no-color")});
  const int code = line.command().run(line.given(), console);
  // A result that did not reach its file or pipe is no result.
  if (std::fflush(stdout) != 0 && code == kDone) return kFailed;
  return code;
}

}  // namespace wegwijzer::app
