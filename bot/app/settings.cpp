#include "app/settings.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cassert>
#include <cctype>
#include <charconv>
#include <fstream>
#include <sstream>
#include <toml++/toml.h>
#include <unistd.h>

#include "base/reveal.hpp"
#include "base/text.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace wegwijzer::app {
namespace {

std::string variable_of(std::string_view key) {
  std::string name = "WEGWIJZER_";
  for (const char c : key) name.push_back(c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  return name;
}

const Setting* setting_named(std::string_view key) {
  const auto all = all_settings();
  const auto found = std::find_if(all.begin(), all.end(), [key](const Setting& one) { return one.key == key; });
  return found == all.end() ? nullptr : &*found;
}

std::optional<std::int64_t> number_from(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool boolean_from(std::string_view text) { return text == "true" || text == "yes" || text == "on" || text == "1"; }

bool fits(Type type, std::string_view text) {
  switch (type) {
    case Type::number: return number_from(text).has_value();
    case Type::boolean: return boolean_from(text) || text == "false" || text == "no" || text == "off" || text == "0";
    case Type::duration: return duration_from(text).has_value();
    case Type::text: case Type::secret: case Type::list: return true;
  }
  return true;
}

std::string_view wanted(Type type) {
  switch (type) {
    case Type::number: return "a whole number";
    case Type::boolean: return "true or false";
    case Type::duration: return "a duration such as 30s, 4h or 10d";
    case Type::list: return "a list of texts";
    case Type::text: case Type::secret: return "a text";
  }
  return "a text";
}

int distance(std::string_view some, std::string_view other) {
  std::vector<int> row(other.size() + 1);
  for (std::size_t j = 0; j <= other.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= some.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const int above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (some[i - 1] == other[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[other.size()];
}

std::string nearest_key(std::string_view key) {
  const auto all = all_settings();
  const auto best = std::min_element(all.begin(), all.end(), [key](const Setting& some, const Setting& other) {
    return distance(key, some.key) < distance(key, other.key);
  });
  return distance(key, best->key) <= 3 ? "; did you mean '" + std::string(best->key) + "'?" : "";
}

}  // namespace

std::optional<Duration> duration_from(std::string_view text) {
  const auto digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) return std::nullopt;
  const auto count = number_from(text.substr(0, digits));
  if (!count || *count > 1'000'000'000) return std::nullopt;
  const auto unit = text.substr(digits);
  using std::chrono::hours;
  if (unit == "ms") return std::chrono::milliseconds{*count};
  if (unit == "s") return std::chrono::seconds{*count};
  if (unit == "m") return std::chrono::minutes{*count};
  if (unit == "h") return hours{*count};
  if (unit == "d") return hours{*count * 24};
  if (unit == "w") return hours{*count * 24 * 7};
  return std::nullopt;
}

Sources sources_from_process(std::optional<std::string> file) {
  Sources sources;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view pair = *entry;
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos)
      sources.environment.emplace(pair.substr(0, equals), pair.substr(equals + 1));
  }
  if (const auto named = sources.environment.find("WEGWIJZER_CONFIG"); !file && named != sources.environment.end())
    file = named->second;
  sources.file = std::move(file);
  return sources;
}

/// Collects values from all sources, highest last, and every problem on the way.
class Loader {
 public:
  explicit Loader(const Sources& sources) : sources_(sources) {}

  tl::expected<Settings, std::vector<Fault>> load() {
    for (const auto& setting : all_settings()) settings_.entries_[std::string(setting.key)] = {std::string(setting.standard), nullptr, {}};
    read_file();
    read_credentials();
    read_environment();
    for (const auto& [key, value] : sources_.command_line) set(key, value, {Origin::Kind::command_line, "--" + key});
    check();
    if (!faults_.empty()) return tl::unexpected(std::move(faults_));
    return std::move(settings_);
  }

 private:
  void fault(std::string place, std::string what) { faults_.push_back({Kind::bad_input, std::move(place), std::move(what), ""}); }

  void read_file() {
    const bool named = sources_.file.has_value();
    const std::string path = sources_.file.value_or(sources_.system_file);
    std::ifstream in(path);
    if (!in) {
      if (named) fault(path, "this settings file cannot be read");
      return;
    }
    std::stringstream content;
    content << in.rdbuf();
    try {
      walk(toml::parse(std::string_view(content.view()), std::string_view(path)), "", path);
    } catch (const toml::parse_error& e) {
      fault(path + ":" + std::to_string(e.source().begin.line) + ":" + std::to_string(e.source().begin.column),
            "this is no TOML");
    }
  }

  void walk(const toml::table& table, const std::string& prefix, const std::string& path) {
    for (const auto& [name, node] : table) {
      const std::string key = prefix + std::string(name.str());
      const std::string place = path + ":" + std::to_string(name.source().begin.line);
      if (const auto* inner = node.as_table())
        walk(*inner, key + ".", path);
      else
        take(key, node, place);
    }
  }

  void take(const std::string& key, const toml::node& node, const std::string& place) {
    const bool names_file = key.ends_with("_file") && setting_named(std::string_view(key).substr(0, key.size() - 5)) != nullptr &&
                            setting_named(key) == nullptr;
    const std::string target = names_file ? key.substr(0, key.size() - 5) : key;
    const auto* setting = setting_named(target);
    if (setting == nullptr) return fault(place, "unknown setting '" + key + "'" + nearest_key(key));
    const auto value = written(*setting, node);
    if (!value) return fault(place, "'" + key + "' must be " + std::string(wanted(setting->type)));
    if (names_file) return read_secret(target, *value, {Origin::Kind::secret_file, place});
    if (setting->type == Type::secret && !value->empty())
      settings_.warnings_.push_back(place + ": '" + key + "' stands in the settings file; a file of its own is safer (" + key + "_file)");
    set(target, *value, {Origin::Kind::file, place});
  }

  static std::optional<std::string> written(const Setting& setting, const toml::node& node) {
    if (const auto* text = node.as_string())
      return setting.type == Type::number || setting.type == Type::boolean ? std::nullopt : std::optional(text->get());
    if (const auto* number = node.as_integer(); number && setting.type == Type::number) return std::to_string(number->get());
    if (const auto* flag = node.as_boolean(); flag && setting.type == Type::boolean) return flag->get() ? "true" : "false";
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

  void read_credentials() {
    const auto directory = sources_.environment.find("CREDENTIALS_DIRECTORY");
    if (directory == sources_.environment.end()) return;
    for (const auto& setting : all_settings()) {
      if (setting.type != Type::secret) continue;
      const std::string path = directory->second + "/" + std::string(setting.key);
      if (access(path.c_str(), R_OK) == 0) read_secret(std::string(setting.key), path, {Origin::Kind::credential, path});
    }
  }

  void read_environment() {
    for (const auto& setting : all_settings()) {
      const std::string name = variable_of(setting.key);
      if (const auto found = sources_.environment.find(name); found != sources_.environment.end()) {
        if (setting.type == Type::secret && !found->second.empty())
          settings_.warnings_.push_back(name + ": a secret in a plain variable; " + name + "_FILE is safer");
        set(std::string(setting.key), found->second, {Origin::Kind::environment, name});
      }
      if (setting.type != Type::secret) continue;
      if (const auto file = sources_.environment.find(name + "_FILE"); file != sources_.environment.end())
        read_secret(std::string(setting.key), file->second, {Origin::Kind::secret_file, name + "_FILE"});
    }
    for (const auto& [name, value] : sources_.environment) check_variable(name);
  }

  void check_variable(const std::string& name) {
    if (!name.starts_with("WEGWIJZER_") || name == "WEGWIJZER_CONFIG") return;
    const auto all = all_settings();
    const bool known = std::any_of(all.begin(), all.end(), [&](const Setting& setting) {
      const auto variable = variable_of(setting.key);
      return name == variable || (setting.type == Type::secret && name == variable + "_FILE");
    });
    if (!known) fault(name, "unknown setting");
  }

  void read_secret(const std::string& key, const std::string& path, Origin origin) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) return fault(origin.place, "the file of '" + key + "' cannot be read");
    if (origin.kind != Origin::Kind::credential && (info.st_mode & (S_IRGRP | S_IROTH | S_IWGRP | S_IWOTH)) != 0)
      return fault(origin.place, "the file of '" + key + "' is open to others; chmod 600 it");
    std::ifstream in(path);
    std::stringstream content;
    content << in.rdbuf();
    set(key, std::string(trimmed(content.view())), std::move(origin));
  }

  void set(const std::string& key, std::string value, Origin origin) {
    const auto* setting = setting_named(key);
    if (setting == nullptr) return fault(origin.place, "unknown setting '" + key + "'" + nearest_key(key));
    if (!fits(setting->type, value))
      return fault(origin.place, "'" + key + "' must be " + std::string(wanted(setting->type)));
    auto& entry = settings_.entries_[key];
    if (setting->type == Type::secret) {
      if (entry.origin.kind != Origin::Kind::standard)
        return fault(origin.place, "'" + key + "' is given twice; first at " + entry.origin.place);
      entry.secret = share(value);
      wipe(value.data(), value.size());
    } else {
      entry.text = std::move(value);
    }
    entry.origin = std::move(origin);
  }

  void one_of(const std::string& key, std::initializer_list<std::string_view> words) {
    const auto& entry = settings_.entries_[key];
    if (std::find(words.begin(), words.end(), entry.text) != words.end()) return;
    std::string list;
    for (const auto word : words) list += (list.empty() ? "" : ", ") + std::string(word);
    fault(entry.origin.place, "'" + key + "' must be one of: " + list);
  }

  void needs(const std::string& key, const std::string& other) {
    const auto& some = settings_.entries_[key];
    const auto& missing = settings_.entries_[other];
    const bool set_here = some.secret ? !some.secret->empty() : !some.text.empty();
    if (set_here && missing.origin.kind == Origin::Kind::standard)
      fault(some.origin.place, "'" + key + "' also needs '" + other + "'");
  }

  void check() {
    one_of("log.level", {"debug", "info", "warn", "error", "off"});
    one_of("bot.language", {"nl", "en"});
    one_of("bot.address", {"je", "u"});
    one_of("privacy.question_log", {"off", "scrubbed"});
    one_of("safe_space.enabled", {"auto", "on", "off"});
    needs("slack.bot_token", "slack.signing_secret");
    needs("slack.client_id", "slack.client_secret");
    needs("slack.client_secret", "slack.client_id");
    needs("slack.client_id", "slack.signing_secret");
    needs("server.tls_certificate", "server.tls_key");
    if (!faults_.empty()) return;
    limit("server.threads", settings_.number("server.threads") >= 1 && settings_.number("server.threads") <= 64, "must be 1 to 64");
    limit("safe_space.figures_k", settings_.number("safe_space.figures_k") >= 5, "must not be below 5: small numbers point at people");
    limit("safe_space.retention", settings_.duration("safe_space.retention") <= std::chrono::hours{24 * 365}, "must not be over 365d");
    limit("safe_space.accept_within", settings_.duration("safe_space.accept_within") <= std::chrono::hours{24 * 5},
          "must not be over 5d: nobody should wait longer");
  }

  void limit(const std::string& key, bool holds, std::string_view what) {
    if (!holds) fault(settings_.entries_[key].origin.place, "'" + key + "' " + std::string(what));
  }

  const Sources& sources_;
  Settings settings_;
  std::vector<Fault> faults_;
};

tl::expected<Settings, std::vector<Fault>> Settings::load(const Sources& sources) { return Loader(sources).load(); }

const Settings::Entry& Settings::entry(std::string_view key) const {
  const auto found = entries_.find(key);
  assert(found != entries_.end());
  return found->second;
}

const std::string& Settings::text(std::string_view key) const { return entry(key).text; }

SharedSecret Settings::secret(std::string_view key) const {
  const auto& secret = entry(key).secret;
  return secret && !secret->empty() ? secret : nullptr;
}

std::int64_t Settings::number(std::string_view key) const { return number_from(entry(key).text).value_or(0); }
bool Settings::boolean(std::string_view key) const { return boolean_from(entry(key).text); }
Duration Settings::duration(std::string_view key) const { return duration_from(entry(key).text).value_or(Duration{0}); }

std::vector<std::string> Settings::list(std::string_view key) const {
  std::vector<std::string> items;
  std::stringstream in(entry(key).text);
  for (std::string item; std::getline(in, item, ',');)
    if (const auto word = trimmed(item); !word.empty()) items.emplace_back(word);
  return items;
}

const Origin& Settings::origin(std::string_view key) const { return entry(key).origin; }

std::string Settings::shown(const Setting& setting) const {
  const auto& one = entry(setting.key);
  if (setting.type != Type::secret) return one.text;
  if (!one.secret || one.secret->empty()) return "";
  return "•••• (from " + one.origin.place + ")";
}

}  // namespace wegwijzer::app
