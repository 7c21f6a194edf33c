#include "referral/calendar.hpp"

namespace wegwijzer::referral {

using std::chrono::days;
using std::chrono::month_day;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

sys_days easter_sunday(std::chrono::year year) {
  const int y = static_cast<int>(year);
  const int a = y % 19;
  const int b = y / 100;
  const int c = y % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const auto month = static_cast<unsigned>((h + l - 7 * m + 114) / 31);
  const auto day = static_cast<unsigned>((h + l - 7 * m + 114) % 31 + 1);
  return year / std::chrono::month{month} / std::chrono::day{day};
}

bool Calendar::is_free(year_month_day day) const {
  return options_.closed_days.contains(sys_days{day}) || (options_.dutch_holidays && is_holiday(day));
}

bool Calendar::is_holiday(year_month_day day) const {
  const month_day date{day.month(), day.day()};
  if (date == std::chrono::January / 1 || date == std::chrono::December / 25 || date == std::chrono::December / 26)
    return true;
  if (date == std::chrono::May / 5)
    return options_.may_5 == May5::yes || (options_.may_5 == May5::lustrum && static_cast<int>(day.year()) % 5 == 0);
  const sys_days kings_day = day.year() / std::chrono::April / 27;
  const bool on_sunday = std::chrono::weekday{kings_day} == std::chrono::Sunday;
  if (sys_days{day} == (on_sunday ? kings_day - days{1} : kings_day)) return true;
  const auto after_easter = sys_days{day} - easter_sunday(day.year());
  if (after_easter == days{-2}) return options_.good_friday;
  return after_easter == days{1} || after_easter == days{39} || after_easter == days{50};
}

}  // namespace wegwijzer::referral
