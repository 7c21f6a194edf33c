#include "engine/people.hpp"

#include "base/log.hpp"

namespace wegwijzer::engine {
namespace {

constexpr std::size_t kMost = 10'000;
constexpr auto kKeep = std::chrono::minutes{1};

std::string cache_key(const model::PersonRef& person) {
  return person.channel + "\n" + person.tenant + "\n" + person.account;
}

}  // namespace

std::string People::key_of(const model::PersonRef& person) const {
  return handler::person_key(vault_, person);
}

handler::KeptPerson People::find(const model::PersonRef& person, Instant now,
                                 const std::function<Result<store::Read*>()>& read) {
  const std::string key = cache_key(person);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = cache_.find(key); found != cache_.end() && found->second.until > now)
      return found->second.person;
  }
  auto kept = read().and_then([&](store::Read* open) { return handler::find_person(*open, key_of(person)); });
  if (!kept) {
    log::warn("people.cannot_read");
    return {};
  }
  const auto known = kept->value_or(handler::KeptPerson{});
  const std::lock_guard lock(mutex_);
  if (cache_.size() >= kMost) cache_.clear();
  cache_[key] = {known, now + kKeep};
  return known;
}

void People::forget(const model::PersonRef& person) {
  const std::lock_guard lock(mutex_);
  cache_.erase(cache_key(person));
}

}  // namespace wegwijzer::engine
