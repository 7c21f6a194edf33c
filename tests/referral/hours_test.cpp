#include "referral/hours.hpp"

#include <date/tz.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace wegwijzer;
using namespace wegwijzer::referral;
using namespace std::chrono_literals;
using std::chrono::sys_days;
using namespace std::chrono;

namespace {

Instant at(const char* zone, year_month_day day, minutes time) {
  const date::local_seconds local{sys_days{day}.time_since_epoch() + time};
  return Instant{date::locate_zone(zone)->to_sys(local, date::choose::earliest).time_since_epoch()};
}

Week weekdays(std::vector<Window> windows) {
  Week week;
  for (std::size_t i = 0; i < 5; ++i) week[i] = windows;
  return week;
}

Hours office(const char* zone = "Europe/Amsterdam", std::vector<Absence> absences = {}) {
  return *Hours::make(zone, weekdays({{9h, 17h + 30min}}), Calendar{Calendar::Options{}}, std::move(absences));
}

TEST(Calendar, knows_easter_of_published_years) {
  EXPECT_EQ(easter_sunday(year{2024}), sys_days{March / 31 / 2024});
  EXPECT_EQ(easter_sunday(year{2025}), sys_days{April / 20 / 2025});
  EXPECT_EQ(easter_sunday(year{2026}), sys_days{April / 5 / 2026});
  EXPECT_EQ(easter_sunday(year{2038}), sys_days{April / 25 / 2038});
}

TEST(Calendar, moves_kings_day_off_a_sunday) {
  const Calendar calendar{Calendar::Options{}};
  EXPECT_TRUE(calendar.is_free(April / 27 / 2026));
  EXPECT_TRUE(calendar.is_free(April / 26 / 2031));  // the 27th is a Sunday
  EXPECT_FALSE(calendar.is_free(April / 27 / 2031));
}

TEST(Calendar, has_5_may_off_once_in_five_years_unless_told_otherwise) {
  EXPECT_TRUE(Calendar{Calendar::Options{}}.is_free(May / 5 / 2025));
  EXPECT_FALSE(Calendar{Calendar::Options{}}.is_free(May / 5 / 2026));
  Calendar::Options always;
  always.may_5 = Calendar::May5::yes;
  EXPECT_TRUE(Calendar{always}.is_free(May / 5 / 2026));
}

TEST(Calendar, has_good_friday_off_only_when_told) {
  Calendar::Options with;
  with.good_friday = true;
  EXPECT_FALSE(Calendar{Calendar::Options{}}.is_free(April / 3 / 2026));
  EXPECT_TRUE(Calendar{with}.is_free(April / 3 / 2026));
}

TEST(Hours, carries_four_hours_over_the_weekend) {
  const auto hours = office();
  const auto asked = at("Europe/Amsterdam", June / 12 / 2026, 16h);  // a Friday
  EXPECT_EQ(hours.add(asked, 4h), at("Europe/Amsterdam", June / 15 / 2026, 11h + 30min));
}

TEST(Hours, skips_easter_monday_and_kings_day) {
  const auto hours = office();
  EXPECT_EQ(hours.add(at("Europe/Amsterdam", April / 3 / 2026, 17h), 1h),
            at("Europe/Amsterdam", April / 7 / 2026, 9h + 30min));
  EXPECT_EQ(hours.add(at("Europe/Amsterdam", April / 24 / 2026, 17h), 1h),
            at("Europe/Amsterdam", April / 28 / 2026, 9h + 30min));
}

TEST(Hours, counts_real_time_through_both_clock_changes) {
  Week week;
  week[6] = {{0h, 6h}};  // Sunday night
  const auto night = *Hours::make("Europe/Amsterdam", week, Calendar{});
  EXPECT_EQ(
      night.between(at("Europe/Amsterdam", March / 29 / 2026, 0min), at("Europe/Amsterdam", March / 29 / 2026, 6h)),
      5h);
  EXPECT_EQ(
      night.between(at("Europe/Amsterdam", October / 25 / 2026, 0min), at("Europe/Amsterdam", October / 25 / 2026, 6h)),
      7h);
}

TEST(Hours, starts_at_the_next_time_that_exists_when_its_own_does_not) {
  Week week;
  week[6] = {{2h + 30min, 4h}};
  const auto hours = *Hours::make("Europe/Amsterdam", week, Calendar{});
  const auto midnight = at("Europe/Amsterdam", March / 29 / 2026, 0min);
  EXPECT_EQ(hours.add(midnight, 0s), at("Europe/Amsterdam", March / 29 / 2026, 3h));
}

TEST(Hours, know_a_night_shift_that_passes_midnight) {
  Week week;
  week[5] = {{22h, 6h}};  // Saturday
  const auto hours = *Hours::make("Europe/Amsterdam", week, Calendar{});
  const auto saturday = at("Europe/Amsterdam", June / 13 / 2026, 23h);
  EXPECT_TRUE(hours.inside(saturday));
  EXPECT_EQ(hours.add(saturday, 5h), at("Europe/Amsterdam", June / 14 / 2026, 4h));
  EXPECT_FALSE(hours.inside(at("Europe/Amsterdam", June / 14 / 2026, 6h)));
}

TEST(Hours, know_somebody_in_kolkata) {
  const auto hours = office("Asia/Kolkata");
  EXPECT_EQ(hours.add(at("Europe/Amsterdam", June / 12 / 2026, 3h), 0s), at("Asia/Kolkata", June / 12 / 2026, 9h));
}

TEST(Hours, find_somebody_who_works_on_thursday_afternoons_only) {
  Week week;
  week[3] = {{13h, 17h}};
  const auto hours = *Hours::make("Europe/Amsterdam", week, Calendar{Calendar::Options{}});
  const auto friday = at("Europe/Amsterdam", June / 12 / 2026, 10h);
  EXPECT_EQ(hours.add(friday, 5h), at("Europe/Amsterdam", June / 25 / 2026, 14h));
}

TEST(Hours, leave_out_days_of_absence) {
  const auto hours = office("Europe/Amsterdam", {{June / 15 / 2026, June / 19 / 2026}});
  EXPECT_EQ(hours.add(at("Europe/Amsterdam", June / 12 / 2026, 17h), 1h),
            at("Europe/Amsterdam", June / 22 / 2026, 9h + 30min));
}

TEST(Hours, are_none_when_nobody_works_within_400_days) {
  EXPECT_EQ(Hours::make("Europe/Amsterdam", Week{}, Calendar{})->add(Instant{}, 0s), std::nullopt);
}

TEST(Hours, refuse_a_zone_that_does_not_exist) {
  EXPECT_FALSE(Hours::make("Mars/Olympus", Week{}, Calendar{}));
}

TEST(Hours, make_a_working_day_of_24_hours) {
  const auto days = *Hours::working_days("Europe/Amsterdam", Calendar{Calendar::Options{}});
  EXPECT_EQ(days.add(at("Europe/Amsterdam", April / 2 / 2026, 15h), 2 * 24h),
            at("Europe/Amsterdam", April / 7 / 2026, 15h));
}

TEST(Windows, are_read_from_a_roster_line) {
  const auto windows = *windows_from("09:00-12:30 13:00-17:30");
  ASSERT_EQ(windows.size(), 2U);
  EXPECT_EQ(windows[1].from, 13h);
  EXPECT_TRUE(windows_from("off")->empty());
  for (const char* wrong : {"9-17", "09:00", "09:00-25:00", "24:00-06:00", "a", "09:60-10:00", "09:00-17:00x"})
    EXPECT_FALSE(windows_from(wrong)) << wrong;
}

// What a plain count, minute by minute in local time, says.
Duration counted(const Week& week, const char* zone, Instant from, Instant to) {
  Duration worked{0};
  const auto* found = date::locate_zone(zone);
  for (Instant minute = from; minute < to; minute += 1min) {
    const auto local = found->to_local(floor<seconds>(minute)).time_since_epoch();
    const auto day = floor<days>(local);
    const auto time = local - day;
    const auto of = [&](std::chrono::days one) { return week[weekday{sys_days{one}}.iso_encoding() - 1]; };
    bool inside = false;
    for (const auto& window : of(day)) inside |= time >= window.from && (window.to <= window.from || time < window.to);
    for (const auto& window : of(day - std::chrono::days{1})) inside |= window.to <= window.from && time < window.to;
    if (inside) worked += 1min;
  }
  return worked;
}

const char* const kZones[] = {"Europe/Amsterdam", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "UTC"};
const year_month_day kChanges[] = {March / 29 / 2026, October / 25 / 2026, March / 8 / 2026, November / 1 / 2026,
                                   April / 5 / 2026};

Calendar no_holidays() {
  Calendar::Options options;
  options.dutch_holidays = false;
  return Calendar{options};
}

Week any_week() {
  Week week;
  week[2] = {{13h, 17h}};
  for (auto& windows : week)
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
      // Whole hours from 4 to 24: edges inside a doubled or missing hour are told apart by tests of their own.
      windows.push_back({hours{*rc::gen::inRange(4, 24)}, hours{*rc::gen::inRange(4, 25)}});
  return week;
}

TEST(Hours, agree_with_a_count_by_the_minute_around_both_clock_changes_in_five_zones) {
  EXPECT_TRUE(rc::check([] {
    const char* zone = *rc::gen::elementOf(std::vector<const char*>(std::begin(kZones), std::end(kZones)));
    const auto change = *rc::gen::elementOf(std::vector<year_month_day>(std::begin(kChanges), std::end(kChanges)));
    const Week week = any_week();
    const auto hours = *Hours::make(zone, week, no_holidays());
    const Instant from = Instant{sys_days{change} - days{2}} + minutes{*rc::gen::inRange(0, 4 * 1440)};
    const Instant to = from + minutes{*rc::gen::inRange(0, 2 * 1440)};
    RC_ASSERT(hours.between(from, to) == counted(week, zone, from, to));
  }));
}

TEST(Hours, add_up_and_never_go_back) {
  EXPECT_TRUE(rc::check([] {
    const auto hours = *Hours::make(kZones[*rc::gen::inRange(0, 5)], any_week(), Calendar{Calendar::Options{}});
    const Instant from = Instant{sys_days{March / 26 / 2026}} + minutes{*rc::gen::inRange(0, 10 * 1440)};
    const minutes a{*rc::gen::inRange(0, 3000)};
    const minutes b{*rc::gen::inRange(0, 3000)};
    const auto once = hours.add(from, a);
    RC_ASSERT(once.has_value());
    RC_ASSERT((hours.add(*once, b) == hours.add(from, a + b)));
    RC_ASSERT(*once >= from);
    RC_ASSERT(hours.between(from, *once) == a);
    RC_ASSERT((hours.add(from + 1min, a) >= once));
  }));
}

}  // namespace
