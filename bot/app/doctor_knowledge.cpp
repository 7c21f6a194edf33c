#include <algorithm>
#include <array>

#include "app/content.hpp"
#include "app/doctor.hpp"
#include "knowledge/shelf.hpp"
#include "safe_space/resources.hpp"
#include "safe_space/safe_space.hpp"

namespace wegwijzer::app {
namespace {

using State = Check::State;
using knowledge::Entry;

std::vector<const Entry*> overdue(const knowledge::Shelf& shelf, std::chrono::sys_days today) {
  std::vector<const Entry*> late;
  for (const auto& entry : shelf.all())
    if (entry.status == Entry::Status::published && entry.review_due() < today) late.push_back(&entry);
  std::sort(late.begin(), late.end(),
            [](const Entry* some, const Entry* other) { return some->review_due() < other->review_due(); });
  return late;
}

void entries(const Settings& settings, const Console& console, Checks& checks) {
  const auto shelf = knowledge::Shelf::load(content_directories(settings));
  if (!shelf) {
    for (const auto& fault : shelf.error()) checks.push_back({"knowledge", State::fault, to_text(fault)});
    return;
  }
  checks.push_back({"knowledge", State::fine,
                    console.say("doctor.knowledge.fine", {{"count", std::to_string((*shelf)->all().size())}})});
  const auto today = std::chrono::floor<std::chrono::days>(SystemClock{}.now());
  const auto late = overdue(**shelf, today);
  if (late.empty()) {
    checks.push_back({"reviews", State::fine, console.say("doctor.reviews.fine")});
    return;
  }
  const auto days = (today - late.front()->review_due()).count();
  checks.push_back({"reviews", State::attention,
                    console.say("doctor.reviews.late", {{"count", std::to_string(late.size())},
                                                        {"file", late.front()->file},
                                                        {"days", std::to_string(days)}})});
}

/// The names of the lines that stand so, with commas between.
std::string names(const safe_space::Resources& resources, safe_space::Trust trust, std::chrono::sys_days today,
                  Language language) {
  std::string all;
  for (const auto& line : resources.lines)
    if (resources.trust(line, today) == trust) all += (all.empty() ? "" : ", ") + line.name.of(language);
  return all;
}

/// Help in danger of life must have been called by somebody who works here.
bool vital_confirmed(const safe_space::Resources& resources, std::chrono::sys_days today) {
  return std::ranges::all_of(std::array{"emergency", "suicide"}, [&](const char* id) {
    const auto* line = resources.find(id);
    return line != nullptr && resources.trust(*line, today) != safe_space::Trust::proposed;
  });
}

Check help_lines(const safe_space::Resources& resources, const Console& console, bool demo) {
  const auto today = std::chrono::floor<std::chrono::days>(SystemClock{}.now());
  const auto of = [&](safe_space::Trust trust) { return names(resources, trust, today, console.language()); };
  if (const auto proposed = of(safe_space::Trust::proposed); !proposed.empty())
    return {"help_lines", demo || vital_confirmed(resources, today) ? State::attention : State::fault,
            console.say("doctor.resources.unconfirmed", {{"names", proposed}})};
  if (const auto overdue = of(safe_space::Trust::overdue); !overdue.empty())
    return {"help_lines", State::attention, console.say("doctor.resources.overdue", {{"names", overdue}})};
  return {"help_lines", State::fine, console.say("doctor.resources.fine")};
}

}  // namespace

void examine_knowledge(const Settings& settings, const Console& console, bool demo, Checks& checks) {
  entries(settings, console, checks);
  safe_space::Guide guide(content_directories(settings), settings.text("safe_space.resources"));
  if (const auto read = guide.reload(); !read) {
    for (const auto& fault : read.error()) checks.push_back({"safe_space", State::fault, to_text(fault)});
    return;
  }
  checks.push_back(help_lines(*guide.resources(), console, demo));
}

}  // namespace wegwijzer::app
