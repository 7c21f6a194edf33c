#pragma once
#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "safe_space/recognition.hpp"

namespace wegwijzer::safe_space {

/// What is known of a person's last turns in one place: which concepts were met and what was shown, never a word. In
/// memory only: at most 2,000 places, each for 30 minutes after its last turn. Threads: any.
class Turns {
 public:
  static constexpr std::size_t kMost = 2'000;
  static constexpr std::size_t kTurns = 3;
  static constexpr std::chrono::minutes kKeep{30};
  static constexpr std::chrono::minutes kRepeat{10};

  /// Marks of the last three turns before `message`.
  [[nodiscard]] Marks before(std::string_view place, std::string_view message, Instant now);
  /// A turn; the same message again replaces what it left before.
  void note(std::string_view place, std::string_view message, Marks marks, Instant now);
  /// What was shown, by another message than this one: the same card within ten minutes, an offer at all.
  [[nodiscard]] bool card_shown(std::string_view place, std::string_view message, Cause cause, Instant now);
  [[nodiscard]] bool offered(std::string_view place, std::string_view message, Instant now);
  /// Anything at all was shown by another message than this one.
  [[nodiscard]] bool shown_before(std::string_view place, std::string_view message, Instant now);
  void show(std::string_view place, std::string_view message, Cause cause, Instant now);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Turn {
    std::string message;
    Marks marks = 0;
    Instant at{};
  };
  struct Shown {
    std::string message;
    Cause cause = Cause::nothing;
    Instant at{};
  };
  struct Place {
    std::string key;
    std::vector<Turn> turns;
    std::vector<Shown> shown;
    Instant until{};
  };
  Place* find(std::string_view place, Instant now);
  Place& touch(std::string_view place, Instant now);

  mutable std::mutex mutex_;
  std::list<Place> places_;  ///< latest first
  std::unordered_map<std::string_view, std::list<Place>::iterator> by_key_;
};

}  // namespace wegwijzer::safe_space
