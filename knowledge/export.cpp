#include <cstdio>

#include "base/json_write.hpp"
#include "knowledge/curate.hpp"

namespace wegwijzer::knowledge {
namespace {

std::string iso(std::chrono::year_month_day day) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return text;
}

}  // namespace

std::string export_line(const Entry& entry) {
  std::string line;
  JsonWriter json(line);
  json.object()
      .field("id", entry.id)
      .field("lang", code(entry.language))
      .field("title", entry.title)
      .key("questions")
      .array();
  for (const auto& question : entry.questions) json.text(question);
  json.end_array().field("text", plain_text(entry.parts)).field("area", entry.area).key("sources").array();
  for (const auto& source : entry.sources)
    json.object()
        .field("document", source.document)
        .field("section", source.section)
        .field("url", source.url)
        .end_object();
  json.end_array().field("reviewed", iso(entry.reviewed)).end_object();
  return line;
}

}  // namespace wegwijzer::knowledge
