#include "referral/matching.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <random>

using namespace wegwijzer;
using namespace wegwijzer::referral;
using namespace std::chrono_literals;
using namespace std::chrono;

namespace {

// A Tuesday, 11:00 in Amsterdam.
const Instant kNow = Instant{sys_days{June / 16 / 2026}} + 9h;
const MatchSettings kSettings;
const std::vector<std::string> kTopics{"lgbtqi", "culture", "gender"};

Hours weekly(std::vector<int> days, Window window) {
  Week week;
  for (const int day : days) week[static_cast<std::size_t>(day)] = {window};
  Calendar::Options plain;
  plain.dutch_holidays = false;
  return *Hours::make("Europe/Amsterdam", week, Calendar{plain});
}

const Hours& office() {
  static const Hours hours = weekly({0, 1, 2, 3, 4}, {9h, 17h + 30min});
  return hours;
}
const Hours& evenings() {
  static const Hours hours = weekly({0, 1, 2, 3, 4}, {18h, 22h});
  return hours;
}
const Hours& next_week() {
  static const Hours hours = weekly({0}, {9h, 17h});  // Mondays: six days from now
  return hours;
}

Candidate contact(std::string key, const Hours& hours = office()) {
  Candidate candidate;
  candidate.key = std::move(key);
  candidate.trained_until = June / 30 / 2027;
  candidate.languages = {"nl", "en"};
  candidate.topics = {kTopics.begin(), kTopics.end()};
  candidate.capacity = 3;
  candidate.hours = &hours;
  return candidate;
}

Wish wish() {
  Wish made;
  made.languages = {"nl"};
  made.topics = {"culture"};
  return made;
}

Match ask(const Wish& what, const std::vector<Candidate>& roster) {
  return match(what, roster, kNow, kSettings, {});
}

TEST(Matching, offers_to_somebody_in_hours) {
  const auto found = ask(wish(), {contact("evening", evenings()), contact("day")});
  EXPECT_EQ(found.outcome, Outcome::offer);
  EXPECT_EQ(found.contacts, std::vector<std::string>{"day"});
}

TEST(Matching, waits_for_the_first_hours_of_somebody_who_fits) {
  const auto found = ask(wish(), {contact("evening", evenings())});
  EXPECT_EQ(found.outcome, Outcome::wait);
  EXPECT_EQ(found.at, kNow + 7h);
}

TEST(Matching, goes_to_the_coordinator_when_the_first_hours_are_too_far) {
  EXPECT_EQ(ask(wish(), {contact("monday", next_week())}).outcome, Outcome::far);
}

TEST(Matching, goes_to_the_coordinator_at_once_when_nobody_fits) {
  auto polish = wish();
  polish.languages = {"pl"};
  EXPECT_EQ(ask(polish, {contact("a"), contact("b")}).outcome, Outcome::nobody);
  EXPECT_EQ(ask(wish(), {}).outcome, Outcome::nobody);
}

TEST(Matching, asks_everybody_in_hours_when_it_is_urgent) {
  auto urgent = wish();
  urgent.urgent = true;
  const auto found = ask(urgent, {contact("a"), contact("b"), contact("evening", evenings())});
  EXPECT_EQ(std::set<std::string>(found.contacts.begin(), found.contacts.end()), (std::set<std::string>{"a", "b"}));
  EXPECT_EQ(ask(urgent, {contact("evening", evenings())}).outcome, Outcome::wait_escalated);
}

TEST(Matching, stops_after_the_most_offers) {
  auto tried = wish();
  tried.counted_offers = 3;
  EXPECT_EQ(ask(tried, {contact("a")}).outcome, Outcome::tried);
}

TEST(Matching, says_tried_when_everybody_who_fits_was_asked) {
  auto asked = wish();
  asked.asked = {"a"};
  EXPECT_EQ(ask(asked, {contact("a")}).outcome, Outcome::tried);
}

TEST(Matching, takes_either_topic_when_nobody_has_both_and_says_so) {
  auto two = wish();
  two.topics = {"culture", "ability"};
  const auto found = ask(two, {contact("a")});
  EXPECT_EQ(found.outcome, Outcome::offer);
  EXPECT_TRUE(found.topic_relaxed);
  two.topics = {"culture", "gender"};
  EXPECT_FALSE(ask(two, {contact("a")}).topic_relaxed);
}

TEST(Matching, matches_everybody_for_a_listening_ear) {
  auto listening = wish();
  listening.topics = {};
  auto narrow = contact("a");
  narrow.topics = {};
  EXPECT_EQ(ask(listening, {narrow}).outcome, Outcome::offer);
}

TEST(Matching, prefers_whom_the_requester_chose_for_the_first_offer_only) {
  auto chosen = wish();
  chosen.preferred = "b";
  auto busy = contact("b");
  busy.load = 2;
  EXPECT_EQ(ask(chosen, {contact("a"), busy}).contacts.front(), "b");
  chosen.asked = {"c"};
  EXPECT_EQ(ask(chosen, {contact("a"), busy}).contacts.front(), "a");
}

TEST(Matching, spares_who_carries_more) {
  auto busy = contact("a");
  busy.load = 1;
  EXPECT_EQ(ask(wish(), {busy, contact("b")}).contacts.front(), "b");
}

TEST(Matching, does_not_spare_who_says_no) {
  auto asked_often = contact("a");
  asked_often.recent_offers = 5;
  asked_often.recent_hours = 400h;
  auto asked_seldom = contact("b");
  asked_seldom.recent_offers = 1;
  asked_seldom.recent_hours = 400h;
  EXPECT_EQ(ask(wish(), {asked_often, asked_seldom}).contacts.front(), "b");
}

TEST(Matching, puts_who_leaves_soon_behind) {
  static const Hours short_day = weekly({1}, {9h, 11h + 30min});
  EXPECT_EQ(ask(wish(), {contact("a", short_day), contact("b")}).contacts.front(), "b");
  EXPECT_EQ(ask(wish(), {contact("a", short_day)}).outcome, Outcome::offer);
}

TEST(Matching, wants_training_that_lasts_beyond_the_deadline) {
  auto ending = contact("a");
  ending.trained_until = June / 16 / 2026;  // today, and an offer made now ends today
  EXPECT_EQ(ask(wish(), {ending}).outcome, Outcome::offer);
  const Instant late = Instant{sys_days{June / 16 / 2026}} + 14h;  // 16:00: the offer would end tomorrow
  EXPECT_EQ(match(wish(), std::vector{ending}, late, kSettings, {}).outcome, Outcome::nobody);
}

TEST(Matching, offers_nothing_in_the_first_hour_on_the_roster) {
  auto fresh = contact("a");
  fresh.from = kNow + 30min;
  EXPECT_EQ(ask(wish(), {fresh}).outcome, Outcome::nobody);
}

// --- Any roster, any wish -------------------------------------------------------------------------------------------

std::set<std::string> some_of(const std::vector<std::string>& from) {
  std::set<std::string> chosen;
  for (const auto& one : from)
    if (*rc::gen::arbitrary<bool>()) chosen.insert(one);
  return chosen;
}

Candidate any_candidate(int number) {
  Candidate made = contact(
      "c" + std::to_string(number),
      *rc::gen::elementOf(std::vector<const Hours*>{&office(), &evenings(), &next_week()}) == &office() ? office()
                                                                                                        : evenings());
  made.coordinator = *rc::gen::weightedElement<bool>({{9, false}, {1, true}});
  made.suspended = *rc::gen::weightedElement<bool>({{9, false}, {1, true}});
  made.reachable = *rc::gen::weightedElement<bool>({{9, true}, {1, false}});
  made.trained_until = sys_days{June / 16 / 2026} + days{*rc::gen::inRange(-2, 20)};
  made.languages = some_of({"nl", "en"});
  made.topics = some_of(kTopics);
  made.department = *rc::gen::elementOf(std::vector<std::string>{"", "ops", "sales"});
  made.load = *rc::gen::inRange(0, 3);
  made.capacity = *rc::gen::inRange(0, 4);
  made.recent_offers = *rc::gen::inRange(0, 3);
  made.recent_hours = hours{*rc::gen::inRange(0, 3) * 100};
  if (*rc::gen::arbitrary<bool>()) made.last_offer = kNow - hours{*rc::gen::inRange(1, 4)};
  if (*rc::gen::weightedElement<bool>({{9, false}, {1, true}})) made.from = kNow + 1h;
  return made;
}

std::vector<Candidate> any_roster() {
  std::vector<Candidate> roster;
  for (int i = *rc::gen::inRange(0, 8); i > 0; --i) roster.push_back(any_candidate(i));
  return roster;
}

Wish any_wish() {
  Wish made;
  made.languages = some_of({"nl", "en", "pl"});
  const auto topics = some_of(kTopics);
  made.topics = {topics.begin(), topics.end()};
  made.topics.resize(std::min<std::size_t>(2, made.topics.size()));
  made.urgent = *rc::gen::arbitrary<bool>();
  made.excluded = some_of({"c1", "c2"});
  made.asked = some_of({"c3", "c4"});
  made.excluded_departments = some_of({"ops"});
  made.counted_offers = *rc::gen::inRange(0, 4);
  return made;
}

// The hard rules once more, in the words of the specification and not in those of the product.
bool may_have(const Candidate& c, const Wish& w) {
  const bool speaks =
      std::any_of(w.languages.begin(), w.languages.end(), [&](const auto& one) { return c.languages.count(one) > 0; });
  const auto knows = [&](const std::string& topic) { return c.topics.count(topic) > 0; };
  const bool fits = w.topics.empty() || std::any_of(w.topics.begin(), w.topics.end(), knows);
  const bool trained = Instant{c.trained_until + days{1}} > *c.hours->add(kNow, 4h);
  return !c.coordinator && !c.suspended && c.reachable && trained && speaks && fits && w.excluded.count(c.key) == 0 &&
         (c.department.empty() || w.excluded_departments.count(c.department) == 0) && w.asked.count(c.key) == 0 &&
         c.load < c.capacity && !(c.from && *c.from > kNow);
}

/// The first thing that is wrong with a match; empty: nothing.
std::string wrong(const Match& found, const Wish& what, const std::vector<Candidate>& roster) {
  const auto named = [&](const std::string& key) {
    return *std::find_if(roster.begin(), roster.end(), [&](const auto& one) { return one.key == key; });
  };
  for (const auto& key : found.contacts) {
    if (!may_have(named(key), what)) return "offered to somebody who may not have it";
    if (!named(key).hours->inside(kNow)) return "offered outside the contact's hours";
  }
  if (found.outcome == Outcome::offer && found.contacts.empty()) return "an offer to nobody";
  if (found.outcome == Outcome::offer && !what.urgent) {
    const auto chosen = named(found.contacts.front());
    for (const auto& other : roster) {
      const bool equal = may_have(other, what) && other.hours->inside(kNow) &&
                         other.load * chosen.capacity == chosen.load * other.capacity;
      const bool all_topics = std::all_of(what.topics.begin(), what.topics.end(),
                                          [&](const auto& topic) { return other.topics.count(topic) > 0; });
      if (equal && all_topics && other.recent_offers == 0 && chosen.recent_offers > 0)
        return "passed over somebody with fewer offers";
      if (may_have(other, what) && other.hours->inside(kNow) && all_topics &&
          other.load * chosen.capacity < chosen.load * other.capacity)
        return "passed over somebody who carries less";
    }
  }
  if (!what.urgent && what.counted_offers >= 3 && found.outcome != Outcome::tried) return "more offers than allowed";
  const bool somebody = std::any_of(roster.begin(), roster.end(), [&](const auto& one) { return may_have(one, what); });
  if (somebody && (found.outcome == Outcome::nobody)) return "gave up though somebody fits";
  return "";
}

TEST(Matching, keeps_every_hard_rule_for_any_roster_and_wish) {
  EXPECT_TRUE(rc::check([] {
    const auto roster = any_roster();
    const auto what = any_wish();
    const auto problem = wrong(ask(what, roster), what, roster);
    RC_ASSERT(problem.empty());
  }));
}

TEST(Matching, does_not_depend_on_the_order_of_the_roster) {
  EXPECT_TRUE(rc::check([] {
    auto roster = any_roster();
    const auto what = any_wish();
    std::map<std::string, std::string> ties;
    for (const auto& one : roster) ties[one.key] = std::to_string(std::hash<std::string>{}(one.key));
    const auto before = match(what, roster, kNow, kSettings, ties);
    std::shuffle(roster.begin(), roster.end(), std::minstd_rand(static_cast<unsigned>(*rc::gen::inRange(1, 1000))));
    const auto after = match(what, roster, kNow, kSettings, ties);
    RC_ASSERT(before.outcome == after.outcome);
    RC_ASSERT(before.contacts == after.contacts);
    RC_ASSERT((before.at == after.at));
  }));
}

// --- The tests themselves: a broken rule does not pass ---------------------------------------------------------------

std::vector<Candidate> deterministic_roster(std::minstd_rand& dice) {
  const auto roll = [&](unsigned sides) { return static_cast<int>(dice() % sides); };
  std::vector<Candidate> roster;
  for (int i = 1; i <= 6; ++i) {
    Candidate made = contact("c" + std::to_string(i), roll(2) == 0 ? office() : evenings());
    made.coordinator = roll(8) == 0;
    made.suspended = roll(8) == 0;
    made.reachable = roll(8) != 0;
    made.trained_until = sys_days{June / 16 / 2026} + days{roll(12) - 2};
    made.languages = {roll(3) == 0 ? "en" : "nl"};
    for (const auto& topic : kTopics)
      if (roll(3) == 0) made.topics.erase(topic);
    made.department = roll(2) == 0 ? "ops" : "";
    made.load = roll(3);
    made.capacity = 1 + roll(3);
    made.recent_offers = roll(3);
    made.recent_hours = 100h;
    if (roll(4) == 0) made.from = kNow + 1h;
    roster.push_back(made);
  }
  return roster;
}

bool caught(std::span<const HardRule> rules, std::span<const OrderStep> steps) {
  std::minstd_rand dice(7);
  for (int i = 0; i < 3000; ++i) {
    const auto roster = deterministic_roster(dice);
    auto what = wish();
    if (i % 2 == 0) what.excluded = {"c1"};
    if (i % 3 == 0) what.asked = {"c2"};
    if (i % 5 == 0) what.excluded_departments = {"ops"};
    if (!wrong(match(what, roster, kNow, kSettings, {}, rules, steps), what, roster).empty()) return true;
  }
  return false;
}

TEST(MatchingMutations, are_caught_for_every_hard_rule) {
  for (std::size_t broken = 0; broken < hard_rules().size(); ++broken) {
    std::vector<HardRule> rules(hard_rules().begin(), hard_rules().end());
    rules[broken].holds = [](const Candidate& c, const Wish&, Instant, const MatchSettings&) {
      return c.hours != nullptr;
    };
    EXPECT_TRUE(caught(rules, order_steps())) << "rule " << rules[broken].number << ": " << rules[broken].says;
  }
  EXPECT_FALSE(caught(hard_rules(), order_steps()));
}

TEST(MatchingMutations, are_caught_for_load_and_fairness) {
  for (const std::string_view number : {"2", "3"}) {
    std::vector<OrderStep> steps(order_steps().begin(), order_steps().end());
    for (auto& step : steps)
      if (step.number == number)
        step.compare = [](const Candidate&, const Candidate&, const Wish&, Instant) { return 0; };
    EXPECT_TRUE(caught(hard_rules(), steps)) << number;
  }
}

}  // namespace
