#include "engine/brake.hpp"

#include <functional>

namespace wegwijzer::engine {
namespace {
using namespace std::chrono_literals;
constexpr int kSameWords = 10;
constexpr int kInAll = 60;
constexpr std::size_t kMostCounts = 20'000;
}  // namespace

bool Brake::within(std::uint64_t key, int most, Time now) {
  auto& count = counts_[key];
  if (now - count.since >= 60s) count = {now, 0};
  return ++count.answers <= most;
}

bool Brake::allows(std::string_view conversation, std::string_view words, Time now) {
  const std::hash<std::string_view> hash;
  const std::uint64_t place = hash(conversation);
  const std::uint64_t saying = place ^ (hash(words) * 0x9E3779B97F4A7C15ULL);
  const std::lock_guard lock(mutex_);
  if (counts_.size() > kMostCounts)
    std::erase_if(counts_, [now](const auto& one) { return now - one.second.since >= 60s; });
  if (counts_.size() > kMostCounts) counts_.clear();
  const bool both = within(saying, kSameWords, now);
  return within(place, kInAll, now) && both;
}

}  // namespace wegwijzer::engine
