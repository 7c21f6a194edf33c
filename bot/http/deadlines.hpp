#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <list>

namespace wegwijzer::http {

/// What a connection is waited for.
enum class Wait : std::size_t { nothing, idle, header, body, write, linger };
inline constexpr std::size_t kWaits = 6;

/// What has a deadline. Stays at its address while it is watched.
struct Timed {
  Wait wait = Wait::nothing;
  std::chrono::steady_clock::time_point until;
  std::list<Timed*>::iterator at;
};

/// Deadlines of many connections. Those of one kind last equally long, so each kind is a list in the order of its
/// deadlines: setting one and looking for the next cost the same with ten connections and with ten thousand.
/// Threads: one.
class Deadlines {
 public:
  using Time = std::chrono::steady_clock::time_point;
  explicit Deadlines(const std::array<std::chrono::milliseconds, kWaits>& lengths) : lengths_(lengths) {}

  void watch(Timed& one) { one.at = list(Wait::nothing).insert(list(Wait::nothing).end(), &one); }
  void forget(Timed& one) { list(one.wait).erase(one.at); }
  void set(Timed& one, Wait wait) {
    one.until = std::chrono::steady_clock::now() + lengths_[index(wait)];
    move(one, wait);
  }
  void unset(Timed& one) { move(one, Wait::nothing); }
  /// One whose time is over, or nullptr. It stays until it is set again or forgotten.
  [[nodiscard]] Timed* expired(Time now) {
    for (std::size_t kind = index(Wait::idle); kind < kWaits; ++kind)
      if (!lists_[kind].empty() && lists_[kind].front()->until <= now) return lists_[kind].front();
    return nullptr;
  }

 private:
  static constexpr std::size_t index(Wait wait) { return static_cast<std::size_t>(wait); }
  std::list<Timed*>& list(Wait wait) { return lists_[index(wait)]; }
  void move(Timed& one, Wait wait) {
    list(wait).splice(list(wait).end(), list(one.wait), one.at);
    one.wait = wait;
  }
  std::array<std::chrono::milliseconds, kWaits> lengths_;
  std::array<std::list<Timed*>, kWaits> lists_;
};

}  // namespace wegwijzer::http
