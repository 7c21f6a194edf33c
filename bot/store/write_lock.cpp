#include "store/write_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace wegwijzer::store {
namespace {
using namespace std::chrono_literals;
constexpr auto kPatience = 1s;
}  // namespace

WriteLock::~WriteLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<void> WriteLock::take() {
  if (taken_) return {};
  if (descriptor_ < 0) descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0)
    return failed(Kind::unavailable, file_, "the lock file cannot be made: may this user write here?");
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if ((errno != EWOULDBLOCK && errno != EINTR) || std::chrono::steady_clock::now() > until)
      return failed(Kind::unavailable, file_, "another process holds the database");
    std::this_thread::sleep_for(1ms);
  }
  taken_ = true;
  return {};
}

void WriteLock::give_back() {
  if (taken_) flock(descriptor_, LOCK_UN);
  taken_ = false;
}

}  // namespace wegwijzer::store
