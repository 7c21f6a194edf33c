#include <cstdio>

#include "base/json_write.hpp"
#include "knowledge/tally.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr std::size_t kWorstShown = 40;

template <class... Args>
std::string line(const char* format, Args... args) {
  char text[256];
  std::snprintf(text, sizeof text, format, args...);
  return text;
}

std::string percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? std::string("     –") : line("%5.1f%%", 100 * share(part, whole));
}

std::string counts_row(const std::string& name, const Counts& counts) {
  return line("  %-18s %5zu ", name.c_str(), counts.asked) + percent(counts.right, counts.asked) + " " +
         percent(counts.three, counts.asked) + " " + percent(counts.refused, counts.asked) +
         line("  %5zu ", counts.out_of_scope) + percent(counts.out_refused, counts.out_of_scope) + "\n";
}

std::string number(double value) {
  return line("%.4f", value);
}

void write_counts(JsonWriter& json, const Counts& counts) {
  json.object();
  json.key("in_scope").number(static_cast<std::int64_t>(counts.asked));
  json.key("first_right").raw(number(share(counts.right, counts.asked)));
  json.key("among_three").raw(number(share(counts.three, counts.asked)));
  json.key("refused_in_scope").raw(number(share(counts.refused, counts.asked)));
  json.key("out_of_scope").number(static_cast<std::int64_t>(counts.out_of_scope));
  json.key("refused_out_of_scope").raw(number(share(counts.out_refused, counts.out_of_scope)));
  json.end_object();
}

}  // namespace

std::string report_text(const Tallied& tally) {
  std::string text = line("%zu questions\n", tally.outcomes.size());
  const std::string head = "                     asked  first  three refused  other refused\n";
  text += head + counts_row("all", tally.all);
  text += line("  in/out curve %.4f   calibration error %.4f\n", tally.curve, tally.calibration_error);
  for (const auto& [group, rows] : tally.groups) {
    text += "\nby " + group + "\n" + head;
    for (const auto& [name, counts] : rows) text += counts_row(name, counts);
  }
  text += "\ncalibration of answers (confidence, right, how many)\n";
  for (const auto& bin : tally.bins)
    if (bin.count > 0)
      text += line("  %.2f  %.2f  %zu\n", bin.confidence / static_cast<double>(bin.count), share(bin.right, bin.count),
                   bin.count);
  const auto wrong = worst(tally, kWorstShown);
  if (!wrong.empty()) text += "\nwrong, the surest first\n";
  for (const auto* outcome : wrong) {
    text += line("  %.2f %-8s ", outcome->said.confidence, outcome->said.intent.c_str()) + outcome->asked->q +
            "\n       said " + (outcome->said.ids.empty() ? "nothing" : outcome->said.ids.front()) + ", expected ";
    for (const auto& id : outcome->asked->expect) text += id + " ";
    text += outcome->asked->expect.empty() ? "a refusal\n" : "\n";
  }
  return text;
}

std::string report_json(const Tallied& tally) {
  std::string out;
  JsonWriter json(out);
  json.object().key("all");
  write_counts(json, tally.all);
  json.key("curve").raw(number(tally.curve)).key("calibration_error").raw(number(tally.calibration_error));
  for (const auto& [group, rows] : tally.groups) {
    json.key(group).object();
    for (const auto& [name, counts] : rows) {
      json.key(name);
      write_counts(json, counts);
    }
    json.end_object();
  }
  json.key("bins").array();
  for (const auto& bin : tally.bins)
    json.object()
        .key("count")
        .number(static_cast<std::int64_t>(bin.count))
        .key("confidence")
        .raw(number(bin.count == 0 ? 0 : bin.confidence / static_cast<double>(bin.count)))
        .key("right")
        .raw(number(share(bin.right, bin.count)))
        .end_object();
  json.end_array().key("wrong").array();
  for (const auto* outcome : worst(tally, tally.outcomes.size())) {
    json.object()
        .field("q", outcome->asked->q)
        .field("intent", outcome->said.intent)
        .key("confidence")
        .raw(number(outcome->said.confidence));
    json.field("said", outcome->said.ids.empty() ? "" : outcome->said.ids.front()).key("expect").array();
    for (const auto& id : outcome->asked->expect) json.text(id);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace wegwijzer::knowledge
