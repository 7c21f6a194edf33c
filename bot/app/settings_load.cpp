#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "app/nearest.hpp"
#include "app/setting_values.hpp"
#include "app/settings.hpp"
#include "app/texts.hpp"
#include "base/text.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace wegwijzer::app {
namespace {

constexpr std::string_view kFileSuffix = "_file";

TextKey wanted(Type type) {
  switch (type) {
    case Type::number:
      return "settings.wanted.number";
    case Type::boolean:
      return "settings.wanted.boolean";
    case Type::duration:
      return "settings.wanted.duration";
    case Type::list:
      return "settings.wanted.list";
    case Type::text:
    case Type::secret:
      return "settings.wanted.text";
  }
  return "settings.wanted.text";
}

std::string read_whole(std::istream& in) {
  std::stringstream content;
  content << in.rdbuf();
  return std::move(content).str();
}

/// The secret of "slack.bot_token_file"; null when the key is an ordinary one.
const Setting* secret_of_file_key(std::string_view key) {
  if (!key.ends_with(kFileSuffix) || setting_named(key) != nullptr) return nullptr;
  const auto* secret = setting_named(key.substr(0, key.size() - kFileSuffix.size()));
  return secret != nullptr && secret->type == Type::secret ? secret : nullptr;
}

/// A node's value as it would be written in a variable; nothing when it has another type than the setting.
std::optional<std::string> written(const Setting& setting, const toml::node& node) {
  if (const auto* text = node.as_string())
    return setting.type == Type::number || setting.type == Type::boolean ? std::nullopt : std::optional(text->get());
  if (const auto* number = node.as_integer(); number != nullptr && setting.type == Type::number)
    return std::to_string(number->get());
  if (const auto* flag = node.as_boolean(); flag != nullptr && setting.type == Type::boolean)
    return flag->get() ? "true" : "false";
  const auto* array = node.as_array();
  if (array == nullptr || setting.type != Type::list) return std::nullopt;
  std::string joined;
  for (const auto& item : *array) {
    const auto* text = item.as_string();
    if (text == nullptr) return std::nullopt;
    joined += (joined.empty() ? "" : ",") + text->get();
  }
  return joined;
}

/// One place can say a thing once; a higher one wins over a lower one.
int level(Origin::Kind kind) {
  switch (kind) {
    case Origin::Kind::standard:
      return 0;
    case Origin::Kind::file:
    case Origin::Kind::file_of_file:
      return 1;
    case Origin::Kind::environment:
    case Origin::Kind::credential:
    case Origin::Kind::file_of_environment:
      return 2;
    case Origin::Kind::command_line:
      return 3;
  }
  return 0;
}

}  // namespace

Sources sources_from_process(std::optional<std::string> file, std::map<std::string, std::string> command_line) {
  Sources sources;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view pair = *entry;
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos) sources.environment.emplace(pair.substr(0, equals), pair.substr(equals + 1));
  }
  if (const auto named = sources.environment.find("WEGWIJZER_CONFIG"); !file && named != sources.environment.end())
    file = named->second;
  sources.file = std::move(file);
  sources.command_line = std::move(command_line);
  sources.language = language_of_terminal();
  return sources;
}

/// Collects values from all sources, highest last, and every problem on the way.
class Loader {
 public:
  explicit Loader(const Sources& sources) : sources_(sources) {}

  tl::expected<Settings, std::vector<Fault>> load() {
    for (const auto& setting : all_settings())
      settings_.entries_[std::string(setting.key)] = {std::string(setting.standard), nullptr, {}};
    read_file();
    read_credentials();
    read_environment();
    for (const auto& [key, value] : sources_.command_line)
      set(key, value, {Origin::Kind::command_line, say("settings.command_line")});
    for (auto& problem : problems_with(settings_, sources_.language)) faults_.push_back(std::move(problem));
    if (!faults_.empty()) return tl::unexpected(std::move(faults_));
    return std::move(settings_);
  }

 private:
  std::string say(TextKey key, Texts::Fills fills = {}) const { return texts().say(sources_.language, key, fills); }
  void fault(std::string place, std::string what) {
    faults_.push_back({Kind::bad_input, std::move(place), std::move(what), ""});
  }

  void read_file() {
    const bool named = sources_.file.has_value();
    const std::string path = sources_.file.value_or(sources_.system_file);
    std::ifstream in(path);
    struct stat info {};
    if (!in || stat(path.c_str(), &info) != 0 || S_ISDIR(info.st_mode)) {
      if (named) fault(path, say("settings.unreadable"));
      return;
    }
    const auto content = read_whole(in);
    try {
      walk(toml::parse(std::string_view(content), std::string_view(path)), "", path);
    } catch (const toml::parse_error& e) {
      fault(path + ":" + std::to_string(e.source().begin.line) + ":" + std::to_string(e.source().begin.column),
            say("settings.no_toml"));
    }
  }

  void walk(const toml::table& table, const std::string& prefix, const std::string& path) {
    for (const auto& [name, node] : table) {
      const std::string key = prefix + std::string(name.str());
      if (const auto* inner = node.as_table(); inner != nullptr && setting_named(key) == nullptr)
        walk(*inner, key + ".", path);
      else
        take(key, node, path + ":" + std::to_string(name.source().begin.line));
    }
  }

  void take(const std::string& key, const toml::node& node, const std::string& place) {
    if (const auto* secret = secret_of_file_key(key)) {
      const auto* path = node.as_string();
      if (path == nullptr) return wrong_type(key, Type::text, place);
      return read_secret(*secret, path->get(), {Origin::Kind::file_of_file, place});
    }
    const auto* setting = setting_named(key);
    if (setting == nullptr) return unknown(key, place);
    const auto value = written(*setting, node);
    if (!value) return wrong_type(key, setting->type, place);
    if (setting->type == Type::secret && !value->empty())
      settings_.warnings_.push_back(place + ": " + say("settings.plain_in_file", {{"key", key}}));
    set(key, *value, {Origin::Kind::file, place});
  }

  void unknown(const std::string& key, const std::string& place) {
    std::vector<std::string_view> names;
    for (const auto& setting : all_settings()) names.push_back(setting.key);
    const auto meant = nearest(key, names);
    fault(place, meant.empty() ? say("settings.unknown", {{"key", key}})
                               : say("settings.unknown_near", {{"key", key}, {"meant", meant}}));
  }

  void wrong_type(const std::string& key, Type type, const std::string& place) {
    fault(place, say("settings.wrong_type", {{"key", key}, {"wanted", say(wanted(type))}}));
  }

  void read_credentials() {
    const auto directory = sources_.environment.find("CREDENTIALS_DIRECTORY");
    if (directory == sources_.environment.end()) return;
    for (const auto& setting : all_settings()) {
      if (setting.type != Type::secret) continue;
      const std::string path = directory->second + "/" + std::string(setting.key);
      if (access(path.c_str(), F_OK) == 0) read_secret(setting, path, {Origin::Kind::credential, path});
    }
  }

  void read_environment() {
    for (const auto& [name, value] : sources_.environment) {
      if (!name.starts_with("WEGWIJZER_") || name == "WEGWIJZER_CONFIG") continue;
      const auto all = all_settings();
      const auto setting = std::find_if(all.begin(), all.end(), [&n = name](const Setting& one) {
        const auto variable = variable_of(one.key);
        return n == variable || (one.type == Type::secret && n == variable + "_FILE");
      });
      if (setting == all.end())
        fault(name, say("settings.unknown_variable"));
      else
        take_variable(*setting, name, value);
    }
  }

  void take_variable(const Setting& setting, const std::string& name, const std::string& value) {
    if (name.size() > variable_of(setting.key).size())
      return read_secret(setting, value, {Origin::Kind::file_of_environment, name});
    if (setting.type == Type::secret && !value.empty())
      settings_.warnings_.push_back(name + ": " + say("settings.plain_in_variable", {{"name", name}}));
    set(std::string(setting.key), value, {Origin::Kind::environment, name});
  }

  void read_secret(const Setting& setting, const std::string& path, Origin origin) {
    struct stat info {};
    std::ifstream in(path);
    if (stat(path.c_str(), &info) != 0 || !in || S_ISDIR(info.st_mode))
      return refuse(setting, origin, say("settings.secret_unreadable", {{"key", setting.key}}));
    if (origin.kind != Origin::Kind::credential && (info.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) != 0)
      return refuse(setting, origin, say("settings.secret_open", {{"key", setting.key}, {"path", path}}));
    auto content = read_whole(in);
    set(std::string(setting.key), std::string(trimmed(content)), std::move(origin));
    wipe(content.data(), content.size());
  }

  /// One problem is enough: a secret that was refused counts as given.
  void refuse(const Setting& setting, const Origin& origin, std::string what) {
    fault(origin.place, std::move(what));
    settings_.entries_[std::string(setting.key)].origin = origin;
  }

  void set(const std::string& key, std::string value, Origin origin) {
    const auto* setting = setting_named(key);
    if (!fits(setting->type, value)) return wrong_type(key, setting->type, origin.place);
    auto& entry = settings_.entries_[key];
    if (setting->type == Type::secret && level(entry.origin.kind) == level(origin.kind))
      return fault(origin.place, say("settings.twice", {{"key", key}, {"place", entry.origin.place}}));
    if (setting->type == Type::secret) {
      entry.secret = share(value);
      wipe(value.data(), value.size());
    } else {
      entry.text = std::move(value);
    }
    entry.origin = std::move(origin);
  }

  const Sources& sources_;
  Settings settings_;
  std::vector<Fault> faults_;
};

tl::expected<Settings, std::vector<Fault>> Settings::load(const Sources& sources) {
  return Loader(sources).load();
}

}  // namespace wegwijzer::app
