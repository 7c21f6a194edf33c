#pragma once
#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <map>
#include <string>
#include <vector>

namespace wegwijzer::fakes {

using Variables = std::map<std::string, std::string>;

/// A program under test: standard output and error in one file each, its variables exactly those given (and PATH).
class Process {
 public:
  struct Start {
    std::string program;
    std::vector<std::string> arguments;
    Variables variables;
    std::string folder = ".";  ///< where it runs
    std::string input;         ///< its standard input
    std::string input_file;    ///< or a file (a pipe with a name) that is its standard input
    std::string log;           ///< path before ".out" and ".err"; empty: a temporary one
    uid_t user = 0;            ///< other than 0: given up to this user
  };
  explicit Process(Start start);
  /// Kills it when it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t id() const { return id_; }
  void signal(int number) const;
  /// The exit code, or minus the signal that ended it. Fails the test after `most`.
  int wait(std::chrono::milliseconds most = std::chrono::seconds{20});
  [[nodiscard]] bool running();
  [[nodiscard]] std::string out() const;
  [[nodiscard]] std::string err() const;

 private:
  std::string log_;
  bool temporary_;
  pid_t id_ = -1;
  bool ended_ = false;
  int code_ = 0;
};

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};
/// Runs it to its end.
[[nodiscard]] Ran ran(const Process::Start& start);

/// True as soon as `holds` does, false after `most`.
template <class Holds>
[[nodiscard]] bool until(Holds holds, std::chrono::milliseconds most = std::chrono::seconds{20});

bool until_called(bool (*holds)(void*), void* with, std::chrono::milliseconds most);

template <class Holds>
bool until(Holds holds, std::chrono::milliseconds most) {
  return until_called([](void* with) { return static_cast<bool>((*static_cast<Holds*>(with))()); }, &holds, most);
}

}  // namespace wegwijzer::fakes
