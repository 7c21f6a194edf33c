#pragma once
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "referral/calendar.hpp"

namespace wegwijzer::referral {

/// A stretch of a day in local time; `to` at or before `from` means past midnight. 00:00 to 24:00 is the whole day.
struct Window {
  std::chrono::minutes from{0};
  std::chrono::minutes to{0};
};

/// Somebody's week: Monday first.
using Week = std::array<std::vector<Window>, 7>;

/// Whole local days, both included, on which somebody is away.
struct Absence {
  std::chrono::sys_days first;
  std::chrono::sys_days last;
};

/// Working time of one person, or of the organisation: the weekly pattern in an IANA zone, minus days off and absences.
/// Counted in real elapsed time, so right through clock changes. A local time that does not exist moves forward to the
/// next that does; one that exists twice means the first. Immutable; threads: any.
class Hours {
 public:
  /// Faults: `bad_input` for a zone that does not exist or a window outside 00:00–24:00.
  static Result<Hours> make(std::string_view zone, Week week, Calendar calendar, std::vector<Absence> absences = {});
  /// Monday to Friday, the whole day: a working day of the organisation is 24 hours of it.
  static Result<Hours> working_days(std::string_view zone, Calendar calendar);

  /// The first instant inside working time at which `work` has been worked since `from`; with 0, the first instant at
  /// or after `from` that is working time. Nothing when there is none within 400 days.
  [[nodiscard]] std::optional<Instant> add(Instant from, Duration work) const;
  /// What is worked in [from, to); 0 when `to` is not after `from`.
  [[nodiscard]] Duration between(Instant from, Instant to) const;
  [[nodiscard]] bool inside(Instant at) const { return add(at, Duration{0}) == at; }
  /// What is left of the local day of `at`.
  [[nodiscard]] Duration left_today(Instant at) const;
  [[nodiscard]] const std::string& zone() const { return zone_; }

 private:
  struct Stretch {
    Instant from;
    Instant to;
  };
  Hours() = default;
  [[nodiscard]] bool off(std::chrono::sys_days day) const;
  [[nodiscard]] Instant utc(std::chrono::sys_days day, std::chrono::minutes time) const;
  [[nodiscard]] std::chrono::sys_days local_day(Instant at) const;
  /// What is worked on one local day, in order and without overlap: its own windows and the tail of the day before's.
  [[nodiscard]] std::vector<Stretch> day(std::chrono::sys_days day) const;

  std::string zone_;
  const void* found_zone_ = nullptr;  ///< the library's, which lives as long as the process
  Week week_;
  Calendar calendar_;
  std::vector<Absence> absences_;
};

/// "09:00-12:30 13:00-17:30"; "off" or "" is none. Faults: `bad_input`.
[[nodiscard]] Result<std::vector<Window>> windows_from(std::string_view text);

}  // namespace wegwijzer::referral
