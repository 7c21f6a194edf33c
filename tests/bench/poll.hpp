#pragma once
#include <sys/epoll.h>
#include <unistd.h>

#include <array>

namespace wegwijzer::bench {

/// Sockets that wait, on one thread.
class Poll {
 public:
  class Ready {
   public:
    virtual ~Ready() = default;
    virtual void ready() = 0;
  };
  Poll() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}
  Poll(const Poll&) = delete;
  Poll& operator=(const Poll&) = delete;
  ~Poll() { ::close(epoll_); }

  void add(int socket, Ready& one) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &one;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
  }
  void remove(int socket) const { ::epoll_ctl(epoll_, EPOLL_CTL_DEL, socket, nullptr); }
  /// Lets what is readable act; waits up to `milliseconds` for the first.
  void turn(int milliseconds) const {
    std::array<epoll_event, 256> events{};
    const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds);
    for (int i = 0; i < count; ++i) static_cast<Ready*>(events[static_cast<std::size_t>(i)].data.ptr)->ready();
  }

 private:
  int epoll_;
};

}  // namespace wegwijzer::bench
