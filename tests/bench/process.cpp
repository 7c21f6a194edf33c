#include "process.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ctime>
#include <fstream>

namespace wegwijzer::bench {

void stay_on_core(int core) {
  if (::sysconf(_SC_NPROCESSORS_ONLN) < 2) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<std::size_t>(core), &set);
  ::sched_setaffinity(0, sizeof set, &set);
}

Process::Process(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment,
                 const std::string& folder, const std::string& log) {
  std::vector<std::string> words = command, settings;
  for (const auto& [key, value] : environment) settings.push_back(key + "=" + value);
  std::vector<char*> arguments, variables;
  for (auto& word : words) arguments.push_back(word.data());
  for (auto& one : settings) variables.push_back(one.data());
  arguments.push_back(nullptr);
  variables.push_back(nullptr);
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) return;
  output_ = pipe[0];
  pid_ = ::fork();
  if (pid_ == 0) {
    stay_on_core(0);
    ::dup2(log.empty() ? pipe[1] : ::open(log.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), STDOUT_FILENO);
    if (::chdir(folder.c_str()) != 0) ::_exit(2);
    ::execve(arguments[0], arguments.data(), variables.data());
    ::_exit(2);
  }
  ::close(pipe[1]);
}

Process::~Process() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  ::close(output_);
}

std::string Process::first_line() const {
  std::string line;
  char letter = 0;
  while (::read(output_, &letter, 1) == 1 && letter != '\n') line.push_back(letter);
  return line;
}

double Process::processor_seconds() const {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return 0;
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

double Process::resident_mb() const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

bool Process::alive() const {
  return ::waitpid(pid_, nullptr, WNOHANG) == 0;
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

}  // namespace wegwijzer::bench
