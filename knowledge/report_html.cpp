#include <cstdio>
#include <set>

#include "knowledge/tally.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr std::size_t kWorstShown = 100;
constexpr double kSide = 320, kEdge = 40;  // of a diagram, in its own units

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out.push_back(c);
  }
  return out;
}

template <class... Args>
std::string formed(const char* format, Args... args) {
  char text[512];
  std::snprintf(text, sizeof text, format, args...);
  return text;
}

std::string percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? std::string("–") : formed("%.1f %%", 100 * share(part, whole));
}

double across(double value) {
  return kEdge + value * kSide;
}
double upward(double value) {
  return kEdge / 2 + (1 - value) * kSide;
}

std::string text_at(double x, double y, std::string_view anchor, std::string_view text) {
  return formed("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"", x, y) + std::string(anchor) + "\">" + escaped(text) +
         "</text>";
}

/// The frame of a diagram from 0 to 1 both ways.
std::string frame(std::string_view title, std::string_view summary, std::string_view below) {
  std::string svg =
      formed("<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\"><title>", kSide + 2 * kEdge, kSide + 2 * kEdge) +
      escaped(title) + "</title><desc>" + escaped(summary) + "</desc>";
  svg += formed("<rect class=\"frame\" x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\"/>", across(0), upward(1),
                kSide, kSide);
  for (int tick = 0; tick <= 10; tick += 2) {
    const double value = tick / 10.0;
    svg += text_at(across(value), upward(0) + 16, "middle", formed("%.1f", value));
    svg += text_at(across(0) - 6, upward(value) + 4, "end", formed("%.1f", value));
  }
  return svg + text_at(across(0.5), upward(0) + 34, "middle", below);
}

std::string reliability(const Tallied& tally) {
  auto svg = frame("Confidence and how often it was right",
                   formed("Expected calibration error %.3f", tally.calibration_error), "confidence of answers");
  svg += formed("<line class=\"even\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", across(0), upward(0),
                across(1), upward(1));
  for (const auto& bin : tally.bins) {
    if (bin.count == 0) continue;
    const double x = across(bin.confidence / static_cast<double>(bin.count)), y = upward(share(bin.right, bin.count));
    svg += formed("<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x, y, 4.0) +
           text_at(x - 8, y + 4, "end", std::to_string(bin.count));
  }
  return svg + "</svg>";
}

std::string threshold_curve(const Tallied& tally) {
  auto svg = frame("Answered and right by threshold",
                   "The higher the threshold, the fewer are answered and the more are right", "least confidence");
  std::string answered, right;
  for (const auto& point : tally.thresholds) {
    answered += formed("%.1f,%.1f ", across(point.threshold), upward(point.answered));
    if (point.answered > 0) right += formed("%.1f,%.1f ", across(point.threshold), upward(point.right));
  }
  svg += "<polyline class=\"line\" points=\"" + right + "\"/><polyline class=\"line dashed\" points=\"" + answered +
         "\"/>";
  return svg + text_at(across(0.05), upward(0.08), "start", "solid: right of those answered; dashed: answered of all") +
         "</svg>";
}

std::string counts_table(const std::string& group, const std::map<std::string, Counts>& rows) {
  std::string html =
      "<h2>By " + escaped(group) + "</h2><table><thead><tr><th scope=\"col\">" + escaped(group) +
      "</th><th scope=\"col\">asked</th><th scope=\"col\">first right</th><th scope=\"col\">among three</th>"
      "<th scope=\"col\">refused</th><th scope=\"col\">out of scope</th><th scope=\"col\">of these "
      "refused</th></tr></thead><tbody>";
  for (const auto& [name, counts] : rows)
    html += "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + std::to_string(counts.asked) + "</td><td>" +
            percent(counts.right, counts.asked) + "</td><td>" + percent(counts.three, counts.asked) + "</td><td>" +
            percent(counts.refused, counts.asked) + "</td><td>" + std::to_string(counts.out_of_scope) + "</td><td>" +
            percent(counts.out_refused, counts.out_of_scope) + "</td></tr>";
  return html + "</tbody></table>";
}

std::string confusion_table(const Tallied& tally) {
  std::set<std::string> areas;
  for (const auto& [expected, row] : tally.confusion) {
    areas.insert(expected);
    for (const auto& [got, count] : row) areas.insert(got);
  }
  std::string html = "<h2>Confusion per area</h2><table><thead><tr><th scope=\"col\">expected \\ said</th>";
  for (const auto& area : areas) html += "<th scope=\"col\">" + escaped(area) + "</th>";
  html += "</tr></thead><tbody>";
  for (const auto& [expected, row] : tally.confusion) {
    html += "<tr><th scope=\"row\">" + escaped(expected) + "</th>";
    for (const auto& area : areas) {
      const auto found = row.find(area);
      html += "<td>" + (found == row.end() ? std::string("·") : std::to_string(found->second)) + "</td>";
    }
    html += "</tr>";
  }
  return html + "</tbody></table>";
}

std::string worst_table(const Tallied& tally) {
  std::string html =
      "<h2>Wrong, the surest first</h2><table><thead><tr><th scope=\"col\">confidence</th><th scope=\"col\">intent</th>"
      "<th scope=\"col\">question</th><th scope=\"col\">said</th><th scope=\"col\">expected</th></tr></thead><tbody>";
  for (const auto* outcome : worst(tally, kWorstShown)) {
    std::string expected;
    for (const auto& id : outcome->asked->expect) expected += id + " ";
    html += "<tr><td>" + formed("%.2f", outcome->said.confidence) + "</td><td>" + escaped(outcome->said.intent) +
            "</td><td lang=\"" + std::string(code(outcome->asked->language)) + "\">" + escaped(outcome->asked->q) +
            "</td><td>" + escaped(outcome->said.ids.empty() ? "" : outcome->said.ids.front()) + "</td><td>" +
            escaped(expected.empty() ? "a refusal" : expected) + "</td></tr>";
  }
  return html + "</tbody></table>";
}

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation of the knowledge base</title><style>
:root{color-scheme:light dark;font-family:system-ui,sans-serif;line-height:1.4}
body{max-width:70rem;margin:1rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:0 0 1.5rem}th,td{padding:.2rem .6rem;border-bottom:1px solid #8888;text-align:left}
.diagrams{display:flex;flex-wrap:wrap;gap:1rem}svg{width:26rem;max-width:100%;font-size:11px;fill:currentColor}
.frame{fill:none;stroke:currentColor}.even{stroke:currentColor;stroke-dasharray:2 4}
.line{fill:none;stroke:currentColor;stroke-width:2}.dashed{stroke-dasharray:6 4}
</style></head><body><h1>Evaluation of the knowledge base</h1>
)";

}  // namespace

std::string report_html(const Tallied& tally) {
  std::string html(kHead);
  html += counts_table("all", {{"all", tally.all}});
  html += formed("<p>In/out curve %.4f. Expected calibration error %.4f.</p>", tally.curve, tally.calibration_error);
  html += "<div class=\"diagrams\"><figure>" + reliability(tally) +
          "<figcaption>Reliability: of answers given with confidence p, a share p should be right. Numbers: how many "
          "answers.</figcaption></figure><figure>" +
          threshold_curve(tally) + "<figcaption>What a threshold on confidence would do.</figcaption></figure></div>";
  html += confusion_table(tally);
  for (const auto& [group, rows] : tally.groups) html += counts_table(group, rows);
  html += worst_table(tally);
  return html + "</body></html>\n";
}

}  // namespace wegwijzer::knowledge
