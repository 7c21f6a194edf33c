#pragma once
#include <chrono>
#include <set>

namespace wegwijzer::referral {

/// Days on which nobody is expected to work. Value type; threads: any.
class Calendar {
 public:
  enum class May5 { lustrum, yes, no };
  struct Options {
    bool dutch_holidays = true;  ///< 1 January, Easter Monday, King's Day, Ascension, Whit Monday, 25 and 26 December
    bool good_friday = false;
    May5 may_5 = May5::lustrum;                   ///< lustrum: years divisible by five
    std::set<std::chrono::sys_days> closed_days;  ///< of the organisation
  };
  Calendar() = default;
  explicit Calendar(Options options) : options_(std::move(options)) {}

  [[nodiscard]] bool is_free(std::chrono::year_month_day day) const;

 private:
  [[nodiscard]] bool is_holiday(std::chrono::year_month_day day) const;
  Options options_;
};

/// Easter Sunday of a Gregorian year. Source: Meeus/Jones/Butcher, Astronomical Algorithms (1991), chapter 8.
[[nodiscard]] std::chrono::sys_days easter_sunday(std::chrono::year year);

}  // namespace wegwijzer::referral
