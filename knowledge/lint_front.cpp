#include <algorithm>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "knowledge/lint_file.hpp"
#include "knowledge_embedded/schema.hpp"

namespace wegwijzer::knowledge {
namespace {

using Json = nlohmann::json;

/// YAML as JSON; every scalar stays the text that stands there.
Json as_json(const YAML::Node& node) {
  if (node.IsMap()) {
    auto object = Json::object();
    for (const auto& pair : node) object[pair.first.Scalar()] = as_json(pair.second);
    return object;
  }
  if (node.IsSequence()) {
    auto list = Json::array();
    for (const auto& item : node) list.push_back(as_json(item));
    return list;
  }
  return node.IsNull() ? Json(nullptr) : Json(node.Scalar());
}

const valijson::Schema& entry_schema() {
  static const auto schema = [] {
    auto parsed = std::make_unique<valijson::Schema>();
    const auto json = Json::parse(knowledge_embedded::schema[0].content);
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(json), *parsed);
    return parsed;
  }();
  return *schema;
}

/// The line of the key that a validator's path ("<root>[sources][0]…") begins with.
std::size_t line_of_path(const std::vector<std::string>& path, const YAML::Node& root) {
  YAML::Node node(root);
  std::size_t line = 0;
  for (std::size_t i = 1; i < path.size(); ++i) {
    auto step = path[i];
    std::erase_if(step, [](char c) { return c == '[' || c == ']'; });
    YAML::Node next;
    if (node.IsMap()) {
      for (const auto& pair : node)
        if (pair.first.Scalar() == step)
          next.reset(pair.second), line = static_cast<std::size_t>(pair.first.Mark().line);
    } else if (node.IsSequence()) {
      std::size_t index = 0;
      for (const auto& item : node)
        if (std::to_string(index++) == step) next.reset(item), line = static_cast<std::size_t>(item.Mark().line);
    }
    if (!next.IsDefined() || next.IsNull()) break;
    node.reset(next);
  }
  return line + 2;  // the front matter begins on line 2
}

}  // namespace

void check_schema(const std::string& name, std::string_view text, Remarks& out) {
  const auto halves = halves_of(text, name);
  if (!halves) return;  // the loader says so
  const auto yaml = YamlFile::from(halves->front, name, 2);
  if (!yaml) return;
  const auto json = as_json(yaml->root());
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  if (validator.validate(entry_schema(), valijson::adapters::NlohmannJsonAdapter(json), &results)) return;
  valijson::ValidationResults::Error problem;
  while (results.popError(problem)) {
    std::string path;
    for (const auto& step : problem.context) path += step;
    error(out, name + ":" + std::to_string(line_of_path(problem.context, yaml->root())), "schema",
          path + ": " + problem.description + " See knowledge/schema/entry.schema.json.");
  }
}

std::optional<LintFile> lint_file_from(const std::string& name, std::string text, Language language,
                                       const Documents& documents) {
  LintFile file;
  file.name = name;
  file.language = language;
  file.text = std::move(text);
  const auto halves = halves_of(file.text, name);
  auto entry = entry_from(file.text, name, language, documents);
  if (!halves || !entry) return std::nullopt;
  file.entry = *std::move(entry);
  file.body = halves->body;
  file.body_line = halves->body_line;
  const auto yaml = YamlFile::from(halves->front, name, 2);
  if (!yaml) return std::nullopt;
  for (const auto& pair : yaml->root()) {
    const auto line = [](const YAML::Node& node) { return static_cast<std::size_t>(node.Mark().line) + 2; };
    const auto& key = pair.first.Scalar();
    file.key_lines[key] = line(pair.first);
    if (key == "questions")
      for (const auto& question : pair.second) file.question_lines.push_back(line(question));
    if (key == "sources")
      for (const auto& source : pair.second) {
        file.refs.emplace_back(source["ref"] ? source["ref"].Scalar() : std::to_string(file.refs.size() + 1),
                               line(source));
        file.documents.push_back(source["document"] ? source["document"].Scalar() : "");
      }
  }
  return file;
}

void check_front(const LintFile& file, const Documents& documents, std::chrono::sys_days today, Remarks& out) {
  const auto& entry = file.entry;
  if (entry.status == Entry::Status::published && entry.review_due() < today)
    warning(out, file.place(file.line_of("reviewed")), "review-overdue",
            "this text had to be reviewed; check it and set 'reviewed' to the day you did");
  if (std::chrono::sys_days(entry.reviewed) > today)
    error(out, file.place(file.line_of("reviewed")), "review-date",
          "'reviewed' lies in the future; use the day somebody checked the text");
  if (entry.questions.size() < 20)
    warning(out, file.place(file.line_of("questions")), "questions-few",
            "only " + std::to_string(entry.questions.size()) +
                " example questions; give at least twenty, as people type them");
  const auto body = body_from(file.body, file.name, file.body_line);
  for (std::size_t i = 0; i < file.refs.size(); ++i) {
    const auto& [ref, line] = file.refs[i];
    if (!documents.has(file.documents[i]))
      error(out, file.place(line), "source-unknown",
            "'" + file.documents[i] + "' is no key of documents.yaml; add it there or use one of its keys");
    const bool used = body && std::ranges::any_of(body->marks, [&](const Mark& mark) { return mark.name == ref; });
    if (!used)
      warning(out, file.place(line), "source-unused",
              "no [^" + ref + "] in the text refers to this source; cite it or take it out");
    if (std::ranges::count(file.refs, ref, &std::pair<std::string, std::size_t>::first) > 1)
      error(out, file.place(line), "source-ref", "ref " + ref + " stands here twice; give each source its own");
  }
}

}  // namespace wegwijzer::knowledge
