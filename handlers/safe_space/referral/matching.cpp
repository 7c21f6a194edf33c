#include "referral/matching.hpp"

#include <algorithm>
#include <array>

namespace wegwijzer::referral {
namespace {

using std::chrono::days;
using namespace std::chrono_literals;

constexpr auto kLittleTime = 45min;

bool has_topic(const Candidate& candidate, const Wish& wish) {
  return std::all_of(wish.topics.begin(), wish.topics.end(),
                     [&](const std::string& topic) { return candidate.topics.contains(topic); });
}

/// When an offer made now would end.
std::optional<Instant> deadline(const Candidate& candidate, Instant now, const MatchSettings& settings) {
  return candidate.hours == nullptr ? std::nullopt : candidate.hours->add(now, settings.accept_within);
}

// clang-format off
constexpr std::array kHardRules{
  HardRule{"1", "a contact, not suspended, reachable", [](const Candidate& c, const Wish&, Instant, const MatchSettings&) {
    return !c.coordinator && !c.suspended && c.reachable; }},
  HardRule{"2", "trained until after the offer ends", [](const Candidate& c, const Wish&, Instant now, const MatchSettings& s) {
    const auto end = deadline(c, now, s);
    return end && c.trained_until + days{1} > now && c.trained_until + days{1} > *end; }},
  HardRule{"3a", "a chosen language", [](const Candidate& c, const Wish& w, Instant, const MatchSettings&) {
    return std::any_of(w.languages.begin(), w.languages.end(), [&](const std::string& one) { return c.languages.contains(one); }); }},
  HardRule{"3b", "every chosen topic", [](const Candidate& c, const Wish& w, Instant, const MatchSettings&) { return has_topic(c, w); }},
  HardRule{"4a", "not excluded", [](const Candidate& c, const Wish& w, Instant, const MatchSettings&) { return !w.excluded.contains(c.key); }},
  HardRule{"4b", "not of an excluded department", [](const Candidate& c, const Wish& w, Instant, const MatchSettings&) {
    return c.department.empty() || !w.excluded_departments.contains(c.department); }},
  HardRule{"5", "not asked before in this referral", [](const Candidate& c, const Wish& w, Instant, const MatchSettings&) { return !w.asked.contains(c.key); }},
  HardRule{"7", "room for one more", [](const Candidate& c, const Wish&, Instant, const MatchSettings&) { return c.load < c.capacity; }},
  HardRule{"8", "works at some time, and is past the first hour on the roster", [](const Candidate& c, const Wish&, Instant now, const MatchSettings&) {
    return c.hours != nullptr && c.hours->add(now, 0s).has_value() && (!c.from || *c.from <= now); }},
};

int sign(auto some, auto other) { return some < other ? -1 : other < some ? 1 : 0; }

constexpr std::array kOrderSteps{
  OrderStep{"1", "the one the requester chose, for the first offer", [](const Candidate& a, const Candidate& b, const Wish& w, Instant) {
    return w.asked.empty() && !w.preferred.empty() ? sign(a.key != w.preferred, b.key != w.preferred) : 0; }},
  OrderStep{"-", "in hours with little time left today goes behind", [](const Candidate& a, const Candidate& b, const Wish&, Instant now) {
    return sign(a.hours->left_today(now) < kLittleTime, b.hours->left_today(now) < kLittleTime); }},
  OrderStep{"2", "load", [](const Candidate& a, const Candidate& b, const Wish&, Instant) { return sign(a.load * b.capacity, b.load * a.capacity); }},
  OrderStep{"3", "offers per hour worked in 90 days", [](const Candidate& a, const Candidate& b, const Wish&, Instant) {
    return sign(a.recent_offers * std::max<long>(1, b.recent_hours.count()), b.recent_offers * std::max<long>(1, a.recent_hours.count())); }},
  OrderStep{"4", "longest without an offer", [](const Candidate& a, const Candidate& b, const Wish&, Instant) {
    return sign(a.last_offer.value_or(Instant::min()), b.last_offer.value_or(Instant::min())); }},
};
// clang-format on

bool holds(std::span<const HardRule> rules, const Candidate& candidate, const Wish& wish, Instant now,
           const MatchSettings& settings, std::initializer_list<std::string_view> without = {}) {
  return std::all_of(rules.begin(), rules.end(), [&](const HardRule& rule) {
    return std::find(without.begin(), without.end(), rule.number) != without.end() ||
           rule.holds(candidate, wish, now, settings);
  });
}

std::vector<const Candidate*> eligible_of(std::span<const HardRule> rules, const Wish& wish,
                                          std::span<const Candidate> roster, Instant now,
                                          const MatchSettings& settings) {
  std::vector<const Candidate*> found;
  for (const auto& candidate : roster)
    if (holds(rules, candidate, wish, now, settings)) found.push_back(&candidate);
  return found;
}

/// Nobody at this moment because everybody fitting has been asked or is full: that is "tried", not "none".
bool all_asked(std::span<const HardRule> rules, const Wish& wish, std::span<const Candidate> roster, Instant now,
               const MatchSettings& settings) {
  return std::any_of(roster.begin(), roster.end(), [&](const Candidate& candidate) {
    return wish.asked.contains(candidate.key) && holds(rules, candidate, wish, now, settings, {"5", "7"});
  });
}

void put_in_order(std::vector<const Candidate*>& candidates, const Wish& wish, Instant now,
                  const std::map<std::string, std::string>& ties, std::span<const OrderStep> steps) {
  const auto tie = [&](const Candidate& one) {
    const auto found = ties.find(one.key);
    return std::pair{found == ties.end() ? std::string_view{} : std::string_view(found->second),
                     std::string_view(one.key)};
  };
  std::sort(candidates.begin(), candidates.end(), [&](const Candidate* some, const Candidate* other) {
    for (const auto& step : steps)
      if (const int order = step.compare(*some, *other, wish, now); order != 0) return order < 0;
    return tie(*some) < tie(*other);
  });
}

Match later(const std::vector<const Candidate*>& candidates, const Wish& wish, Instant now,
            const MatchSettings& settings) {
  Match match;
  for (const auto* candidate : candidates)
    if (const auto at = candidate->hours->add(now, 0s); at && (!match.at || *at < *match.at)) match.at = at;
  if (wish.urgent)
    match.outcome = Outcome::wait_escalated;
  else
    match.outcome = *match.at - now > settings.max_wait ? Outcome::far : Outcome::wait;
  return match;
}

}  // namespace

std::span<const HardRule> hard_rules() {
  return kHardRules;
}
std::span<const OrderStep> order_steps() {
  return kOrderSteps;
}

bool eligible(const Candidate& candidate, const Wish& wish, Instant now, const MatchSettings& settings,
              std::initializer_list<std::string_view> without) {
  return holds(kHardRules, candidate, wish, now, settings, without);
}

Match match(const Wish& wish, std::span<const Candidate> roster, Instant now, const MatchSettings& settings,
            const std::map<std::string, std::string>& ties, std::span<const HardRule> rules,
            std::span<const OrderStep> steps) {
  Match match;
  if (!wish.urgent && wish.counted_offers >= settings.max_offers) {
    match.outcome = Outcome::tried;
    return match;
  }
  auto candidates = eligible_of(rules, wish, roster, now, settings);
  bool relaxed = false;
  for (std::size_t i = 0; candidates.empty() && wish.topics.size() == 2 && i < 2; ++i) {
    Wish one = wish;
    one.topics = {wish.topics[i]};
    candidates = eligible_of(rules, one, roster, now, settings);
    relaxed = !candidates.empty();
  }
  if (candidates.empty()) {
    match.outcome = all_asked(rules, wish, roster, now, settings) ? Outcome::tried : Outcome::nobody;
    return match;
  }
  std::vector<const Candidate*> now_there;
  std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(now_there),
               [now](const Candidate* one) { return one->hours->inside(now); });
  if (now_there.empty()) {
    match = later(candidates, wish, now, settings);
    match.topic_relaxed = relaxed;
    return match;
  }
  put_in_order(now_there, wish, now, ties, steps);
  match.outcome = Outcome::offer;
  match.topic_relaxed = relaxed;
  for (const auto* candidate : now_there) {
    match.contacts.push_back(candidate->key);
    if (!wish.urgent) break;
  }
  return match;
}

}  // namespace wegwijzer::referral
