#include "knowledge/tally.hpp"

#include <algorithm>
#include <cmath>

#include "knowledge/search/regression.hpp"

namespace wegwijzer::knowledge {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view id) {
  return std::ranges::find(list, id) != list.end();
}

bool any_of(const std::vector<std::string>& list, std::initializer_list<std::string_view> ids) {
  return std::ranges::any_of(ids, [&](auto id) { return holds(list, id); });
}

/// Another part of the product that may answer instead of an entry.
bool other_part_is_right(const Labelled& asked, const Said& said) {
  if (said.intent == "network") return holds(asked.expect, "network.join");
  if (said.intent == "safespace" || said.intent == "crisis")
    return holds(asked.slice, "sensitive") ||
           any_of(asked.expect, {"safespace.request", "safespace.which-route", "safespace.experienced-discrimination",
                                 "bot.contact-person"});
  if (said.intent == "help" || said.intent == "command")
    return any_of(asked.expect, {"bot.help", "bot.privacy", "bot.language"});
  return false;
}

bool is_refusal(const Said& said) {
  return said.intent == "unknown" || said.intent == "smalltalk" || said.intent == "help";
}

}  // namespace

std::string area_of(std::string_view id) {
  return std::string(id.substr(0, id.find('.')));
}

Outcome judged(const Labelled& asked, Said said) {
  Outcome outcome{&asked, std::move(said), false, false, false};
  const auto& ids = outcome.said.ids;
  const bool other = other_part_is_right(asked, outcome.said);
  outcome.refused = is_refusal(outcome.said) && !other;
  if (!outcome.in_scope()) {
    outcome.right = outcome.refused || (!ids.empty() && holds(asked.also, ids.front()));
    return outcome;
  }
  if (outcome.refused) return outcome;
  outcome.right = other || (!ids.empty() && holds(asked.expect, ids.front()));
  outcome.three = outcome.right;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, ids.size()); ++i)
    outcome.three = outcome.three || holds(asked.expect, ids[i]) || holds(asked.also, ids[i]);
  return outcome;
}

void Counts::add(const Outcome& outcome) {
  if (!outcome.in_scope()) {
    ++out_of_scope;
    out_refused += outcome.right;
    return;
  }
  ++asked;
  right += outcome.right;
  three += outcome.three;
  refused += outcome.refused;
}

namespace {

void count_groups(Tallied& tally, const Outcome& outcome) {
  const auto& asked = *outcome.asked;
  tally.all.add(outcome);
  tally.groups["area"][outcome.in_scope() ? area_of(asked.expect.front()) : "none"].add(outcome);
  tally.groups["language"][std::string(code(asked.language))].add(outcome);
  if (!asked.kind.empty()) tally.groups["kind"][asked.kind].add(outcome);
  for (const auto& slice : asked.slice) tally.groups["slice"][slice].add(outcome);
  const auto got =
      outcome.refused || outcome.said.ids.empty() ? std::string("none") : area_of(outcome.said.ids.front());
  ++tally.confusion[outcome.in_scope() ? area_of(asked.expect.front()) : "none"][got];
}

void calibrate(Tallied& tally) {
  std::size_t answers = 0;
  for (const auto& outcome : tally.outcomes) {
    if (outcome.said.intent != "answer") continue;
    auto& bin = tally.bins[static_cast<std::size_t>(std::clamp(outcome.said.confidence * 10, 0.0, 9.0))];
    ++bin.count;
    ++answers;
    bin.confidence += outcome.said.confidence;
    bin.right += outcome.right;
  }
  for (const auto& bin : tally.bins)
    tally.calibration_error +=
        answers == 0 ? 0 : std::abs(bin.confidence - static_cast<double>(bin.right)) / static_cast<double>(answers);
}

void draw_curves(Tallied& tally) {
  std::vector<std::pair<double, bool>> scored;
  for (const auto& outcome : tally.outcomes) {
    const auto& intent = outcome.said.intent;
    if (intent == "answer" || intent == "suggest" || intent == "unknown")
      scored.emplace_back(outcome.said.confidence, outcome.in_scope());
  }
  tally.curve = area_under_curve(std::move(scored));
  for (int step = 0; step <= 20; ++step) {
    const double threshold = step / 20.0;
    std::size_t answered = 0, right = 0;
    for (const auto& outcome : tally.outcomes)
      if (!outcome.refused && outcome.said.confidence >= threshold) ++answered, right += outcome.right;
    tally.thresholds.push_back({threshold, share(answered, tally.outcomes.size()), share(right, answered)});
  }
}

}  // namespace

Tallied tallied(std::vector<Outcome> outcomes) {
  Tallied tally;
  tally.outcomes = std::move(outcomes);
  for (const auto& outcome : tally.outcomes) count_groups(tally, outcome);
  calibrate(tally);
  draw_curves(tally);
  return tally;
}

std::vector<const Outcome*> worst(const Tallied& tally, std::size_t most) {
  std::vector<const Outcome*> wrong;
  for (const auto& outcome : tally.outcomes)
    if (!outcome.right) wrong.push_back(&outcome);
  std::ranges::stable_sort(wrong,
                           [](const Outcome* a, const Outcome* b) { return a->said.confidence > b->said.confidence; });
  if (wrong.size() > most) wrong.resize(most);
  return wrong;
}

Figures evaluate(const std::vector<Labelled>& questions, const std::function<Said(const Labelled&)>& ask) {
  std::vector<Outcome> outcomes;
  for (const auto& question : questions) outcomes.push_back(judged(question, ask(question)));
  const auto tally = tallied(std::move(outcomes));
  Figures figures;
  figures.text = report_text(tally);
  figures.json = report_json(tally);
  figures.html = report_html(tally);
  figures.first_right = share(tally.all.right, tally.all.asked);
  figures.among_three = share(tally.all.three, tally.all.asked);
  figures.refused_out_of_scope = share(tally.all.out_refused, tally.all.out_of_scope);
  figures.refused_in_scope = share(tally.all.refused, tally.all.asked);
  figures.scope_curve = tally.curve;
  figures.calibration_error = tally.calibration_error;
  figures.questions = questions.size();
  return figures;
}

}  // namespace wegwijzer::knowledge
