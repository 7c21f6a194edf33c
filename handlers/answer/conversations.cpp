#include "answer/conversations.hpp"

#include <utility>

namespace wegwijzer::answer {
namespace {

std::string place_of(const model::Source& source) {
  return source.channel + "\n" + source.installation + "\n" + source.conversation;
}

/// In a thread of a channel everybody has turns of their own.
std::string key_of(const model::Message& message) {
  return place_of(message.source) + "\n" + message.source.thread + "\n" + message.from.account;
}

}  // namespace

std::optional<Remembered> Conversations::before(const model::Message& message, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key_of(message));
  if (found == by_key_.end()) return std::nullopt;
  if (found->second->until <= now) {
    drop(found->second);
    return std::nullopt;
  }
  return found->second->remembered;
}

void Conversations::remember(const model::Message& message, Remembered remembered, Instant now) {
  if (remembered.turn.words && remembered.turn.words->size() > kLongest) remembered.turn.words = nullptr;
  const std::lock_guard lock(mutex_);
  auto key = key_of(message);
  if (const auto found = by_key_.find(key); found != by_key_.end()) drop(found->second);
  kept_.push_front({std::move(key), place_of(message.source), std::move(remembered), now + kKeep});
  by_key_[kept_.front().key] = kept_.begin();
  while (kept_.size() > kMost || kept_.back().until <= now) drop(std::prev(kept_.end()));
}

void Conversations::forget(const model::Source& source) {
  const std::lock_guard lock(mutex_);
  const auto place = place_of(source);
  for (auto kept = kept_.begin(); kept != kept_.end();) {
    const auto next = std::next(kept);
    if (kept->place == place) drop(kept);
    kept = next;
  }
}

std::size_t Conversations::size() const {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

void Conversations::drop(std::list<Kept>::iterator kept) {
  by_key_.erase(kept->key);
  kept_.erase(kept);
}

}  // namespace wegwijzer::answer
