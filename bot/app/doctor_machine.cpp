#include <sys/statvfs.h>
#include <sys/timex.h>

#include <filesystem>

#include "app/doctor.hpp"
#include "app/setting_values.hpp"
#include "app/storage.hpp"

namespace wegwijzer::app {
namespace {

using State = Check::State;

constexpr std::uint64_t kMegabyte = 1024ULL * 1024;
constexpr std::uint64_t kLittleSpace = 1024 * kMegabyte;
constexpr std::uint64_t kNoSpace = 100 * kMegabyte;

Check clock(const Console& console) {
  timex state{};
  if (adjtimex(&state) == TIME_ERROR) return {"clock", State::attention, console.say("doctor.clock.alone")};
  return {"clock", State::fine, console.say("doctor.clock.fine")};
}

Check disk(const std::string& database, const Console& console) {
  auto folder = std::filesystem::absolute(database).parent_path();
  while (!std::filesystem::exists(folder) && folder.has_relative_path()) folder = folder.parent_path();
  struct statvfs space {};
  if (statvfs(folder.c_str(), &space) != 0)
    return {"disk", State::attention, console.say("doctor.disk.unknown", {{"folder", folder.string()}})};
  const std::uint64_t free = std::uint64_t{space.f_bavail} * space.f_frsize;
  const auto megabytes = std::to_string(free / kMegabyte);
  const auto state = free < kNoSpace ? State::fault : free < kLittleSpace ? State::attention : State::fine;
  return {"disk", state,
          console.say(state == State::fine ? TextKey("doctor.disk.fine") : TextKey("doctor.disk.little"),
                      {{"megabytes", megabytes}, {"folder", folder.string()}})};
}

}  // namespace

void examine_machine(const Settings& settings, const Console& console, Checks& checks) {
  checks.push_back(clock(console));
  checks.push_back(disk(sqlite_path(storage_from(settings).database).value_or(""), console));
}

}  // namespace wegwijzer::app
