#include "answer/dates.hpp"

#include <array>
#include <charconv>

namespace wegwijzer::answer {
namespace {

constexpr std::array<TextKey, 12> kMonths{"month.january",   "month.february", "month.march",    "month.april",
                                          "month.may",       "month.june",     "month.july",     "month.august",
                                          "month.september", "month.october",  "month.november", "month.december"};

std::string name_of(const Texts& texts, Language language, std::chrono::month month) {
  return texts.say(language, kMonths[static_cast<unsigned>(month) - 1]);
}

std::string day_and_month(const Texts& texts, Language language, std::chrono::year_month_day day) {
  return std::to_string(static_cast<unsigned>(day.day())) + " " + name_of(texts, language, day.month());
}

}  // namespace

std::string day_text(const Texts& texts, Language language, std::chrono::year_month_day day) {
  return day_and_month(texts, language, day) + " " + std::to_string(static_cast<int>(day.year()));
}

std::string near_day_text(const Texts& texts, Language language, std::chrono::year_month_day day,
                          std::chrono::year_month_day today) {
  return day.year() == today.year() ? day_and_month(texts, language, day) : day_text(texts, language, day);
}

std::string month_text(const Texts& texts, Language language, std::string_view as_of) {
  unsigned month = 0;
  if (as_of.size() >= 7 && as_of[4] == '-') std::from_chars(as_of.data() + 5, as_of.data() + 7, month);
  if (month < 1 || month > 12) return std::string(as_of);
  return name_of(texts, language, std::chrono::month{month}) + " " + std::string(as_of.substr(0, 4));
}

}  // namespace wegwijzer::answer
