#include "engine/limits.hpp"

#include <algorithm>

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;

// A bucket of three that refills by one a second is full again `used` seconds from now; a fourth message waits until
// fewer than three are outstanding.
constexpr auto kStep = 1s;
constexpr auto kBurst = 3s;

std::string key_of(std::string_view installation, std::string_view method) {
  std::string key(installation);
  key.push_back('\n');
  key.append(method);
  return key;
}

}  // namespace

Limits::Time Limits::earliest(std::string_view installation, std::string_view method, std::string_view conversation,
                              Time now) const {
  Time at = now;
  if (!held_.empty())
    for (const auto held_method : {method, std::string_view{}})
      if (const auto held = held_.find(key_of(installation, held_method)); held != held_.end())
        at = std::max(at, held->second);
  if (const auto paced = paced_.find(std::string(conversation)); paced != paced_.end())
    at = std::max(at, paced->second + kStep - kBurst);
  return at;
}

void Limits::went(std::string_view conversation, Time now) {
  auto& full_at = paced_[std::string(conversation)];
  full_at = std::max(full_at, now) + kStep;
}

void Limits::hold(std::string_view installation, std::string_view method, Time until) {
  auto& held = held_[key_of(installation, method)];
  held = std::max(held, until);
}

void Limits::tidy(Time now) {
  std::erase_if(held_, [now](const auto& held) { return held.second <= now; });
  std::erase_if(paced_, [now](const auto& paced) { return paced.second <= now; });
}

}  // namespace wegwijzer::engine
