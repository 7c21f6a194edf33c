#include "fakes/process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace wegwijzer::fakes {
namespace {

using namespace std::chrono_literals;

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  return std::move(content).str();
}

std::string fresh_log() {
  std::string pattern = (std::filesystem::temp_directory_path() / "wegwijzer-run-XXXXXX").string();
  const int descriptor = mkstemp(pattern.data());
  if (descriptor >= 0) close(descriptor);
  return pattern;
}

void become(const Process::Start& start, const std::string& log) {
  const int in =
      start.input_file.empty() ? open((log + ".in").c_str(), O_RDONLY) : open(start.input_file.c_str(), O_RDWR);
  const int out = open((log + ".out").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const int err = open((log + ".err").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(in, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  if (chdir(start.folder.c_str()) != 0) _exit(126);
  if (start.user != 0 && (setgid(start.user) != 0 || setuid(start.user) != 0)) _exit(126);
  std::vector<std::string> texts;
  for (const auto& [name, value] : start.variables) texts.push_back(name + "=" + value);
  if (!start.variables.contains("PATH")) texts.push_back(std::string("PATH=") + std::getenv("PATH"));
  std::vector<char*> variables;
  for (auto& text : texts) variables.push_back(text.data());
  variables.push_back(nullptr);
  std::vector<std::string> words{start.program};
  words.insert(words.end(), start.arguments.begin(), start.arguments.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execve(start.program.c_str(), arguments.data(), variables.data());
  _exit(127);
}

}  // namespace

Process::Process(Start start) : log_(start.log.empty() ? fresh_log() : start.log), temporary_(start.log.empty()) {
  std::ofstream(log_ + ".in", std::ios::binary) << start.input;
  id_ = fork();
  if (id_ == 0) become(start, log_);
}

Process::~Process() {
  if (running()) {
    kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove(log_ + ".in", ignored);
  if (!temporary_) return;
  for (const char* part : {"", ".out", ".err"}) std::filesystem::remove(log_ + part, ignored);
}

void Process::signal(int number) const {
  kill(id_, number);
}

bool Process::running() {
  if (ended_) return false;
  int status = 0;
  if (waitpid(id_, &status, WNOHANG) != id_) return true;
  ended_ = true;
  code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return false;
}

int Process::wait(std::chrono::milliseconds most) {
  EXPECT_TRUE(until([this] { return !running(); }, most)) << "the program does not end\n" << err();
  return code_;
}

std::string Process::out() const {
  return content_of(log_ + ".out");
}
std::string Process::err() const {
  return content_of(log_ + ".err");
}

Ran ran(const Process::Start& start) {
  Process process(start);
  const int code = process.wait(60s);
  return {code, process.out(), process.err()};
}

bool until_called(bool (*holds)(void*), void* with, std::chrono::milliseconds most) {
  const auto end = std::chrono::steady_clock::now() + most;
  while (!holds(with)) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(5ms);
  }
  return true;
}

}  // namespace wegwijzer::fakes
