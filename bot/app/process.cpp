#include "app/process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace wegwijzer::app {
namespace {

sigset_t held() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  return set;
}

}  // namespace

void harden_process() {
  prctl(PR_SET_DUMPABLE, 0);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void hold_signals() {
  const auto set = held();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Signal next_signal(std::chrono::milliseconds most) {
  const auto set = held();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(most);
  const timespec wait{seconds.count(), std::chrono::nanoseconds(most - seconds).count()};
  switch (sigtimedwait(&set, nullptr, &wait)) {
    case SIGTERM:
    case SIGINT:
      return Signal::stop;
    case SIGHUP:
      return Signal::reload;
    default:
      return Signal::none;
  }
}

void release_signals() {
  for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, SIG_DFL);
  const auto set = held();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void notify_systemd(std::string_view state) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  if (path == nullptr || *path == '\0' || std::strlen(path) >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path, std::strlen(path));
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
  const int socket_fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket_fd < 0) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
  // Whether systemd listens changes nothing for us.
  (void)sendto(socket_fd, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), size);
  close(socket_fd);
}

}  // namespace wegwijzer::app
