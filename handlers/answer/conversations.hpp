#pragma once
#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"
#include "knowledge/shelf.hpp"
#include "model/message.hpp"

namespace wegwijzer::answer {

/// What a following message may lean on.
struct Remembered {
  knowledge::Turn turn;
  bool may_note = false;  ///< its words may be kept, scrubbed, when it turns out that nothing answered them
};

/// The last turn of each conversation, in memory only: at most 2,000, each for 30 minutes. Threads: any.
class Conversations {
 public:
  static constexpr std::size_t kMost = 2'000;
  static constexpr std::chrono::minutes kKeep{30};
  static constexpr std::size_t kLongest = 2'000;  ///< bytes; longer words are not remembered, only what answered them

  [[nodiscard]] std::optional<Remembered> before(const model::Message& message, Instant now);
  void remember(const model::Message& message, Remembered remembered, Instant now);
  /// Every turn of this channel or direct conversation.
  void forget(const model::Source& source);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Kept {
    std::string key;
    std::string place;
    Remembered remembered;
    Instant until{};
  };
  void drop(std::list<Kept>::iterator kept);

  mutable std::mutex mutex_;
  std::list<Kept> kept_;                                                    ///< latest first
  std::unordered_map<std::string_view, std::list<Kept>::iterator> by_key_;  ///< views into `kept_`
};

}  // namespace wegwijzer::answer
