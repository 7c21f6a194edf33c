#pragma once
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

namespace wegwijzer::slack {

/// As much of JSON Schema (draft 7) as Slack's schema of manifests uses.
class Schema {
 public:
  using json = nlohmann::json;
  explicit Schema(json root) : root_(std::move(root)) {}
  /// What does not fit, by place.
  [[nodiscard]] std::vector<std::string> faults(const json& value) const {
    std::vector<std::string> found;
    check(value, root_, "", found);
    return found;
  }

 private:
  [[nodiscard]] static bool is(const json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    return type == "null" && value.is_null();
  }
  void check(const json& value, const json& schema, const std::string& at, std::vector<std::string>& found) const {
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) found.push_back(at + ": not allowed");
      return;
    }
    if (schema.contains("$ref")) {
      const std::string pointer = schema["$ref"];
      return check(value, root_[json::json_pointer(pointer.substr(1))], at, found);
    }
    if (schema.contains("type")) {
      const auto types = schema["type"].is_array() ? schema["type"] : json::array({schema["type"]});
      bool fits = false;
      for (const auto& type : types) fits = fits || is(value, type);
      if (!fits) return found.push_back(at + ": wrong type");
    }
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
      found.push_back(at + ": none of the values");
    if (schema.contains("anyOf")) {
      bool fits = false;
      for (const auto& one : schema["anyOf"]) {
        std::vector<std::string> inner;
        check(value, one, at, inner);
        fits = fits || inner.empty();
      }
      if (!fits) found.push_back(at + ": fits none");
    }
    if (value.is_string()) text(value, schema, at, found);
    if (value.is_array()) array(value, schema, at, found);
    if (value.is_object()) object(value, schema, at, found);
  }
  static void text(const std::string& value, const json& schema, const std::string& at,
                   std::vector<std::string>& found) {
    if (value.size() < schema.value("minLength", 0U)) found.push_back(at + ": too short");
    if (schema.contains("maxLength") && value.size() > schema["maxLength"].get<std::size_t>())
      found.push_back(at + ": too long");
    if (schema.contains("pattern") &&
        !std::regex_search(value, std::regex(schema["pattern"].get<std::string>(), std::regex::ECMAScript)))
      found.push_back(at + ": does not fit the pattern");
  }
  void array(const json& value, const json& schema, const std::string& at, std::vector<std::string>& found) const {
    if (value.size() < schema.value("minItems", 0U)) found.push_back(at + ": too few");
    if (schema.contains("maxItems") && value.size() > schema["maxItems"].get<std::size_t>())
      found.push_back(at + ": too many");
    if (schema.value("uniqueItems", false))
      for (std::size_t i = 0; i < value.size(); ++i)
        if (std::find(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(i), value[i]) !=
            value.begin() + static_cast<std::ptrdiff_t>(i))
          found.push_back(at + ": twice the same");
    if (schema.contains("items"))
      for (std::size_t i = 0; i < value.size(); ++i)
        check(value[i], schema["items"], at + "/" + std::to_string(i), found);
  }
  void object(const json& value, const json& schema, const std::string& at, std::vector<std::string>& found) const {
    for (const auto& name : schema.value("required", json::array()))
      if (!value.contains(name.get<std::string>())) found.push_back(at + "/" + name.get<std::string>() + ": missing");
    if (value.size() < schema.value("minProperties", 0U)) found.push_back(at + ": too few");
    if (schema.contains("maxProperties") && value.size() > schema["maxProperties"].get<std::size_t>())
      found.push_back(at + ": too many");
    const json properties = schema.value("properties", json::object());
    for (const auto& [name, one] : value.items()) {
      bool known = properties.contains(name);
      if (known) check(one, properties[name], at + "/" + name, found);
      for (const auto& [pattern, inner] : schema.value("patternProperties", json::object()).items())
        if (std::regex_search(name, std::regex(pattern))) {
          known = true;
          check(one, inner, at + "/" + name, found);
        }
      if (!known && schema.contains("additionalProperties"))
        check(one, schema["additionalProperties"], at + "/" + name, found);
    }
  }

  json root_;
};

}  // namespace wegwijzer::slack
