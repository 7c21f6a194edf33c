#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "referral/hours.hpp"
#include "referral/table.hpp"

namespace wegwijzer::referral {

/// One person of the roster, with what is known about the load at this moment. `hours` outlives the call.
struct Candidate {
  std::string key;
  bool coordinator = false;
  bool suspended = false;
  bool reachable = true;
  std::chrono::sys_days trained_until{};
  std::optional<Instant> from;  ///< not offered anything before
  std::set<std::string> languages;
  std::set<std::string> topics;
  std::string department;
  int capacity = 0;
  int load = 0;                        ///< open links, accepted and open offers
  int recent_offers = 0;               ///< in the last 90 days
  std::chrono::hours recent_hours{0};  ///< worked in the last 90 days
  std::optional<Instant> last_offer;
  const Hours* hours = nullptr;
};

/// What the requester wants, and what has happened in this referral.
struct Wish {
  std::set<std::string> languages;  ///< at least one is met
  std::vector<std::string> topics;  ///< at most two, as chosen; empty: whoever listens
  bool urgent = false;
  std::set<std::string> excluded;  ///< keys: the requester, exclusions, the reporting line, barred ones
  std::set<std::string> excluded_departments;
  std::set<std::string> asked;  ///< keys that had an offer of this referral
  std::string preferred;        ///< chosen by the requester; counts for the first offer only
  int counted_offers = 0;
};

struct MatchSettings {
  Duration accept_within = std::chrono::hours{4};
  Duration urgent_within = std::chrono::hours{1};
  Duration max_wait = std::chrono::hours{72};
  int max_offers = 3;
};

struct Match {
  Outcome outcome = Outcome::nothing;
  std::vector<std::string> contacts;  ///< whom to offer it to: one, or for an urgent one everybody in hours
  std::optional<Instant> at;          ///< the first moment somebody works, for `wait`, `far` and `wait_escalated`
  bool topic_relaxed = false;         ///< nobody has both topics: matched on either, which the requester is told
};

/// A hard rule, by its number in docs/referral.md. A contact that fails one does not exist for this referral.
struct HardRule {
  std::string_view number;
  std::string_view says;
  bool (*holds)(const Candidate&, const Wish&, Instant now, const MatchSettings&);
};
[[nodiscard]] std::span<const HardRule> hard_rules();

/// One step of the order among the eligible: negative when `some` goes before `other`.
struct OrderStep {
  std::string_view number;
  std::string_view says;
  int (*compare)(const Candidate& some, const Candidate& other, const Wish&, Instant now);
};
[[nodiscard]] std::span<const OrderStep> order_steps();

/// Who is asked now, or when, or that nobody can be. Pure: no clock, and the order of `roster` does not matter.
/// `rules` and `steps` are those above (tests break them one by one); `tie` gives each contact's place among equals.
[[nodiscard]] Match match(const Wish& wish, std::span<const Candidate> roster, Instant now,
                          const MatchSettings& settings, const std::map<std::string, std::string>& ties,
                          std::span<const HardRule> rules = hard_rules(),
                          std::span<const OrderStep> steps = order_steps());

/// Whether this contact may have this referral at all (O1, A1, E1, E2); `without` names rules that do not count here.
[[nodiscard]] bool eligible(const Candidate& candidate, const Wish& wish, Instant now, const MatchSettings& settings,
                            std::initializer_list<std::string_view> without = {});

}  // namespace wegwijzer::referral
