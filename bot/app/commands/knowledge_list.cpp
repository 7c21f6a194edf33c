#include <fmt/chrono.h>

#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/shelf_for.hpp"
#include "app/with_settings.hpp"
#include "base/json_write.hpp"

namespace wegwijzer::app {
namespace {

using knowledge::Entry;

std::string_view word(Entry::Status status) {
  switch (status) {
    case Entry::Status::draft:
      return "draft";
    case Entry::Status::published:
      return "published";
    case Entry::Status::retired:
      return "retired";
  }
  return "published";
}

std::string date(std::chrono::sys_days day) {
  return fmt::format("{:%F}", fmt::gmtime(std::chrono::system_clock::to_time_t(day)));
}

void write(JsonWriter& json, const Entry& entry) {
  json.object()
      .field("id", entry.id)
      .field("lang", code(entry.language))
      .field("title", entry.title)
      .field("area", entry.area)
      .field("owner", entry.owner)
      .field("status", word(entry.status))
      .field("reviewed", date(std::chrono::sys_days{entry.reviewed}))
      .field("review_due", date(entry.review_due()))
      .field("file", entry.file)
      .end_object();
}

std::vector<const Entry*> chosen(const knowledge::Shelf& shelf, const Given& given) {
  std::vector<const Entry*> entries;
  const auto language = given.value("--lang");
  const auto area = given.value("--area");
  for (const auto& entry : shelf.all())
    if ((!language || *language == code(entry.language)) && (!area || *area == entry.area)) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(), [](const Entry* some, const Entry* other) {
    return std::pair(some->id, code(some->language)) < std::pair(other->id, code(other->language));
  });
  return entries;
}

int run(const Given& given, Console& console) {
  const auto settings = settings_for(given, console);
  if (!settings) return kMisuse;
  const auto shelf = shelf_for(*settings, console);
  if (!shelf) return kFailed;
  const auto entries = chosen(*shelf, given);
  if (given.has("--jsonl") || given.has("--json")) {
    std::string out;
    JsonWriter all(out);
    if (given.has("--json")) all.object().key("entries").array();
    for (const auto* entry : entries) {
      if (given.has("--json")) {
        write(all, *entry);
        continue;
      }
      std::string line;
      JsonWriter json(line);
      write(json, *entry);
      console.print(line);
    }
    if (given.has("--json")) {
      all.end_array().end_object();
      console.print(out);
    }
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto* entry : entries)
    rows.push_back({entry->id, std::string(code(entry->language)), std::string(word(entry->status)),
                    date(entry->review_due()), entry->title});
  if (!rows.empty()) console.print(aligned(rows));
  return kDone;
}

}  // namespace

Command list_command() {
  return {"knowledge list",
          "list.purpose",
          "list.examples",
          {{"--lang", "nl|en", "option.only_lang", {"nl", "en"}},
           {"--area", "AREA", "option.area"},
           json_option(),
           {"--jsonl", "", "option.lines"},
           config_option()},
          std::nullopt,
          run};
}

}  // namespace wegwijzer::app
