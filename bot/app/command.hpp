#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/console.hpp"
#include "base/result.hpp"

namespace wegwijzer::app {

/// Exit codes of the contract. A signal ends with 130.
enum Exit : int { kDone = 0, kFailed = 1, kMisuse = 2 };
[[nodiscard]] Exit exit_of(Kind kind);

/// "--server URL": what may follow a command, once.
struct Option {
  std::string_view name;
  std::string_view value;  ///< what the help calls its value; empty: a switch
  TextKey help;
  std::vector<std::string_view> words = {};  ///< the only values it takes; none: any
  std::int64_t most = 0;                     ///< above 0: a whole number from 1 to this
};

struct Argument {
  std::string_view name;  ///< "QUESTION…"
  TextKey help;
  bool many = false;
  bool required = true;
};

/// What was typed, checked against the command's options.
class Given {
 public:
  using Options = std::map<std::string, std::string, std::less<>>;
  Given() = default;
  Given(Options options, std::vector<std::string> arguments)
      : options_(std::move(options)), arguments_(std::move(arguments)) {}
  [[nodiscard]] bool has(std::string_view option) const { return options_.contains(option); }
  [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
  [[nodiscard]] std::string value_or(std::string_view option, std::string_view otherwise) const;
  [[nodiscard]] const std::vector<std::string>& arguments() const { return arguments_; }

 private:
  Options options_;
  std::vector<std::string> arguments_;
};

/// One command: its help, its completion and its checks come from here.
struct Command {
  std::string_view name;  ///< "ask", "knowledge lint"
  TextKey purpose;
  TextKey examples;  ///< two, a line each
  std::vector<Option> options;
  std::optional<Argument> argument;
  int (*run)(const Given& given, Console& console);
};

[[nodiscard]] std::span<const Command> all_commands();

/// Says what kept a command from its work.
[[nodiscard]] Exit refused(const Fault& fault, const Console& console);

// Options that several commands have.
[[nodiscard]] Option config_option();
[[nodiscard]] Option json_option();

}  // namespace wegwijzer::app
