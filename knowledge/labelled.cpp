#include <istream>
#include <nlohmann/json.hpp>

#include "knowledge/curate.hpp"

namespace wegwijzer::knowledge {
namespace {

using Json = nlohmann::json;

std::string text_in(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool list_in(const Json& object, const char* key, std::vector<std::string>& into) {
  const auto found = object.find(key);
  if (found == object.end()) return true;
  if (!found->is_array()) return false;
  for (const auto& item : *found) {
    if (!item.is_string()) return false;
    into.push_back(item.get<std::string>());
  }
  return true;
}

Result<Labelled> labelled_line(const std::string& line, std::size_t number) {
  const auto place = "line " + std::to_string(number);
  const auto object = Json::parse(line, nullptr, false);
  if (!object.is_object()) return failed(Kind::bad_input, place, "this is no JSON object");
  Labelled one;
  one.q = text_in(object, "q");
  if (one.q.empty()) return failed(Kind::bad_input, place, "'q', the question, is missing");
  if (!object.contains("expect"))
    return failed(Kind::bad_input, place, "'expect' is missing; [] means: must be refused");
  const auto lang = text_in(object, "lang");
  const auto language = language_from(lang);
  if (!language && !lang.empty()) return failed(Kind::bad_input, place, "'lang' must be nl or en");
  one.language = language.value_or(Language::nl);
  one.kind = text_in(object, "kind");
  one.thread = text_in(object, "thread");
  for (const auto& [key, into] :
       {std::pair{"expect", &one.expect}, std::pair{"also", &one.also}, std::pair{"slice", &one.slice}})
    if (!list_in(object, key, *into))
      return failed(Kind::bad_input, place, "'" + std::string(key) + "' must be a list of texts");
  return one;
}

}  // namespace

Result<std::vector<Labelled>> labelled_from(std::istream& jsonl) {
  std::vector<Labelled> all;
  std::string line;
  for (std::size_t number = 1; std::getline(jsonl, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto one = labelled_line(line, number);
    if (!one) return failed(one.error());
    all.push_back(*std::move(one));
  }
  return all;
}

}  // namespace wegwijzer::knowledge
