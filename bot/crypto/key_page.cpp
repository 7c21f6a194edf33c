#include "crypto/key_page.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <mutex>
#include <vector>

#include "base/log.hpp"
#include "base/secret.hpp"

namespace wegwijzer::crypto {
namespace {

constexpr std::size_t kRoom = 32;

class KeyPages {
 public:
  char* take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) add_page();
    char* room = free_.back();
    free_.pop_back();
    return room;
  }
  void give_back(char* room) {
    wipe(room, kRoom);
    const std::lock_guard lock(mutex_);
    free_.push_back(room);
  }

 private:
  void add_page() {
    const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    void* page = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) std::abort();
    if (mlock(page, size) != 0) log::warn("keys.page_not_locked");
    if (madvise(page, size, MADV_DONTDUMP) != 0) log::warn("keys.page_in_core_dumps");
    for (std::size_t at = 0; at + kRoom <= size; at += kRoom) free_.push_back(static_cast<char*>(page) + at);
  }

  std::mutex mutex_;
  std::vector<char*> free_;
};

/// Never destroyed: keys with a longer life than any static still give their room back.
KeyPages& pages() {
  static auto* const all = new KeyPages;
  return *all;
}

}  // namespace

char* take_key_room() {
  return pages().take();
}
void return_key_room(char* room) {
  pages().give_back(room);
}

}  // namespace wegwijzer::crypto
