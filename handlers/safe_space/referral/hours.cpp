#include "referral/hours.hpp"

#include <date/tz.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace wegwijzer::referral {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;
using namespace std::chrono_literals;

constexpr days kFarthest{400};

std::optional<minutes> time_from(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  int hour = 0;
  int minute = 0;
  const auto read = [](std::string_view digits, int& number) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} && end == digits.data() + digits.size() && number >= 0;
  };
  if (!read(text.substr(0, 2), hour) || !read(text.substr(3), minute)) return std::nullopt;
  if (minute > 59 || hour > 24 || (hour == 24 && minute != 0)) return std::nullopt;
  return std::chrono::hours{hour} + minutes{minute};
}

}  // namespace

Result<std::vector<Window>> windows_from(std::string_view text) {
  std::vector<Window> windows;
  if (text == "off") return windows;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    const auto dash = word.find('-');
    const auto from = time_from(std::string_view(word).substr(0, std::min(dash, word.size())));
    const auto to = dash == std::string::npos ? std::nullopt : time_from(std::string_view(word).substr(dash + 1));
    if (!from || !to || *from == 24h) return failed(Kind::bad_input, "", "hours must look like 09:00-17:30, or be off");
    windows.push_back({*from, *to});
  }
  return windows;
}

Result<Hours> Hours::make(std::string_view zone, Week week, Calendar calendar, std::vector<Absence> absences) {
  Hours hours;
  hours.zone_ = zone;
  try {
    hours.found_zone_ = date::locate_zone(hours.zone_);
  } catch (const std::exception&) {
    return failed(Kind::bad_input, "timezone", "this time zone does not exist; write one such as Europe/Amsterdam");
  }
  for (const auto& windows : week)
    for (const auto& window : windows)
      if (window.from < 0min || window.from >= 24h || window.to < 0min || window.to > 24h)
        return failed(Kind::bad_input, "hours", "a window must lie between 00:00 and 24:00");
  hours.week_ = std::move(week);
  hours.calendar_ = std::move(calendar);
  hours.absences_ = std::move(absences);
  return hours;
}

Result<Hours> Hours::working_days(std::string_view zone, Calendar calendar) {
  Week week;
  for (std::size_t i = 0; i < 5; ++i) week[i] = {{0min, 24h}};
  return make(zone, std::move(week), std::move(calendar));
}

bool Hours::off(sys_days day) const {
  return calendar_.is_free(day) || std::any_of(absences_.begin(), absences_.end(), [day](const Absence& absence) {
           return absence.first <= day && day <= absence.last;
         });
}

Instant Hours::utc(sys_days day, minutes time) const {
  const auto* zone = static_cast<const date::time_zone*>(found_zone_);
  const date::local_seconds local{day.time_since_epoch() + time};
  const auto info = zone->get_info(local);
  // In the missing hour: the moment the clock jumped, which is the next local time that exists.
  if (info.result == date::local_info::nonexistent) return Instant{info.first.end.time_since_epoch()};
  return Instant{(local.time_since_epoch() - info.first.offset)};
}

sys_days Hours::local_day(Instant at) const {
  const auto* zone = static_cast<const date::time_zone*>(found_zone_);
  const auto local = zone->to_local(std::chrono::floor<std::chrono::seconds>(at));
  return sys_days{std::chrono::floor<days>(local.time_since_epoch())};
}

std::vector<Hours::Stretch> Hours::day(sys_days day) const {
  if (off(day)) return {};
  std::vector<Stretch> stretches;
  const auto add = [&](minutes from, minutes to) {
    const Stretch stretch{utc(day, from), utc(day, to)};
    if (stretch.from < stretch.to) stretches.push_back(stretch);
  };
  const auto windows_of = [this](sys_days one) -> const std::vector<Window>& {
    return week_[std::chrono::weekday{one}.iso_encoding() - 1];
  };
  for (const auto& window : windows_of(day - days{1}))
    if (window.to <= window.from) add(0min, window.to);
  for (const auto& window : windows_of(day)) add(window.from, window.to <= window.from ? minutes{24h} : window.to);
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& some, const Stretch& other) { return some.from < other.from; });
  std::vector<Stretch> merged;
  for (const auto& stretch : stretches) {
    if (!merged.empty() && stretch.from <= merged.back().to)
      merged.back().to = std::max(merged.back().to, stretch.to);
    else
      merged.push_back(stretch);
  }
  return merged;
}

std::optional<Instant> Hours::add(Instant from, Duration work) const {
  const auto first = local_day(from);
  for (auto one = first; one <= first + kFarthest; one += days{1})
    for (const auto& stretch : day(one)) {
      if (stretch.to <= from) continue;
      const auto begin = std::max(stretch.from, from);
      if (work < stretch.to - begin) return begin + work;
      work -= stretch.to - begin;
    }
  return std::nullopt;
}

Duration Hours::between(Instant from, Instant to) const {
  Duration worked{0};
  if (to <= from) return worked;
  for (auto one = local_day(from); one <= local_day(to); one += days{1})
    for (const auto& stretch : day(one))
      worked += std::max(Duration{0}, std::min(stretch.to, to) - std::max(stretch.from, from));
  return worked;
}

Duration Hours::left_today(Instant at) const {
  Duration left{0};
  for (const auto& stretch : day(local_day(at))) left += std::max(Duration{0}, stretch.to - std::max(stretch.from, at));
  return left;
}

}  // namespace wegwijzer::referral
