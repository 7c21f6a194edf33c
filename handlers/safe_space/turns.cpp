#include "safe_space/turns.hpp"

#include <algorithm>

namespace wegwijzer::safe_space {
namespace {

constexpr std::size_t kMostShown = 8;

}  // namespace

Turns::Place* Turns::find(std::string_view place, Instant now) {
  const auto found = by_key_.find(place);
  return found == by_key_.end() || found->second->until <= now ? nullptr : &*found->second;
}

Turns::Place& Turns::touch(std::string_view place, Instant now) {
  if (const auto found = by_key_.find(place); found != by_key_.end()) {
    const auto kept = found->second;
    by_key_.erase(found);
    if (kept->until <= now) *kept = Place{std::string(place), {}, {}, {}};
    places_.splice(places_.begin(), places_, kept);
  } else {
    places_.push_front({std::string(place), {}, {}, {}});
  }
  by_key_[places_.front().key] = places_.begin();
  places_.front().until = now + kKeep;
  while (places_.size() > kMost || places_.back().until <= now) {
    by_key_.erase(places_.back().key);
    places_.pop_back();
  }
  return places_.front();
}

Marks Turns::before(std::string_view place, std::string_view message, Instant now) {
  const std::lock_guard lock(mutex_);
  Marks marks = 0;
  const auto* kept = find(place, now);
  if (kept == nullptr) return marks;
  for (const auto& turn : kept->turns)
    if (turn.message != message && turn.at + kKeep > now) marks |= turn.marks;
  return marks;
}

void Turns::note(std::string_view place, std::string_view message, Marks marks, Instant now) {
  const std::lock_guard lock(mutex_);
  auto& turns = touch(place, now).turns;
  std::erase_if(turns, [&](const Turn& turn) { return turn.message == message || turn.at + kKeep <= now; });
  turns.push_back({std::string(message), marks, now});
  if (turns.size() > kTurns) turns.erase(turns.begin());
}

bool Turns::card_shown(std::string_view place, std::string_view message, Cause cause, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto* kept = find(place, now);
  return kept != nullptr && std::any_of(kept->shown.begin(), kept->shown.end(), [&](const Shown& shown) {
           return shown.message != message && shown.cause == cause && shown.at + kRepeat > now;
         });
}

bool Turns::offered(std::string_view place, std::string_view message, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto* kept = find(place, now);
  return kept != nullptr && std::any_of(kept->shown.begin(), kept->shown.end(), [&](const Shown& shown) {
           return shown.message != message && is_safe_space(shown.cause);
         });
}

bool Turns::shown_before(std::string_view place, std::string_view message, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto* kept = find(place, now);
  return kept != nullptr && std::any_of(kept->shown.begin(), kept->shown.end(),
                                        [&](const Shown& shown) { return shown.message != message; });
}

void Turns::show(std::string_view place, std::string_view message, Cause cause, Instant now) {
  const std::lock_guard lock(mutex_);
  auto& shown = touch(place, now).shown;
  std::erase_if(shown, [&](const Shown& one) { return one.message == message || one.cause == cause; });
  shown.push_back({std::string(message), cause, now});
  if (shown.size() > kMostShown) shown.erase(shown.begin());
}

std::size_t Turns::size() const {
  const std::lock_guard lock(mutex_);
  return places_.size();
}

}  // namespace wegwijzer::safe_space
