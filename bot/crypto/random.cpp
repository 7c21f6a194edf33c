#include "crypto/random.hpp"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "base/secret.hpp"

namespace wegwijzer::crypto {
namespace {

constexpr std::size_t kSmall = 16;  // ids and nonces; anything longer may be a key and never lies in a store
constexpr std::size_t kStore = 512;

std::atomic<unsigned> forks{0};

void draw(char* at, std::size_t size) {
  // Every id, nonce and key rests on this: without randomness nothing may go on.
  if (RAND_bytes(reinterpret_cast<unsigned char*>(at), static_cast<int>(size)) != 1) std::abort();
}

/// One draw for many small wants: a draw costs a microsecond whatever its size. Each thread has its own; what was
/// handed out is wiped, and a child process never hands out what its parent drew.
class Store {
 public:
  Store() {
    static const int watched = pthread_atfork(nullptr, nullptr, [] { ++forks; });
    (void)watched;
  }
  ~Store() { wipe(bytes_.data(), bytes_.size()); }
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  void take(char* at, std::size_t size) {
    if (used_ + size > kStore || drawn_in_ != forks) {
      draw(bytes_.data(), kStore);
      used_ = 0;
      drawn_in_ = forks;
    }
    std::memcpy(at, bytes_.data() + used_, size);
    wipe(bytes_.data() + used_, size);
    used_ += size;
  }

 private:
  std::array<char, kStore> bytes_{};
  std::size_t used_ = kStore;
  unsigned drawn_in_ = 0;
};

}  // namespace

void fill_random(char* at, std::size_t size) {
  if (size > kSmall) return draw(at, size);
  thread_local Store store;
  store.take(at, size);
}

std::string random_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  fill_random(bytes.data(), size);
  return bytes;
}

RowId time_ordered_row_id(Instant at) {
  static std::atomic<std::uint64_t> last{0};
  std::uint64_t before = last;
  std::uint64_t stamp = 0;
  do stamp = std::max(before + 1, static_cast<std::uint64_t>(to_micros(at)));
  while (!last.compare_exchange_weak(before, stamp));
  RowId id;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[i] = static_cast<std::uint8_t>(stamp >> (56 - 8 * i));
  fill_random(reinterpret_cast<char*>(id.bytes.data()) + 8, 8);
  return id;
}

}  // namespace wegwijzer::crypto
