#include <algorithm>

#include "app/content.hpp"
#include "app/doctor.hpp"
#include "knowledge/shelf.hpp"
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

}  // namespace

void examine_knowledge(const Settings& settings, const Console& console, Checks& checks) {
  entries(settings, console, checks);
  safe_space::Guide guide(content_directories(settings), settings.text("safe_space.resources"));
  if (const auto read = guide.reload(); !read)
    for (const auto& fault : read.error()) checks.push_back({"safe_space", State::fault, to_text(fault)});
}

}  // namespace wegwijzer::app
