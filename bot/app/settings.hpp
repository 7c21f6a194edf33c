#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/language.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace wegwijzer::app {

enum class Type { text, secret, number, boolean, duration, list };

/// One setting: everything else (file, environment, `config show`, the sample file's test) comes from this line.
struct Setting {
  std::string_view key;
  Type type;
  std::string_view standard;  ///< written as in a file
  std::string_view help;
};
[[nodiscard]] std::span<const Setting> all_settings();

/// Where a value came from, as `config show` says it.
struct Origin {
  enum class Kind {
    standard,
    file,          ///< the settings file
    file_of_file,  ///< a secret's own file, named in the settings file
    credential,    ///< systemd's
    environment,
    file_of_environment,  ///< a secret's own file, named by a variable
    command_line,
  } kind = Kind::standard;
  std::string place;  ///< "wegwijzer.toml:14", "WEGWIJZER_LOG_LEVEL"
};

/// What the settings are made of, so that tests can bring their own.
struct Sources {
  std::optional<std::string> file;                            ///< --config or WEGWIJZER_CONFIG: must exist
  std::map<std::string, std::string> environment;             ///< the whole environment
  std::map<std::string, std::string> command_line;            ///< key → value
  std::string system_file = "/etc/wegwijzer/wegwijzer.toml";  ///< read when it exists and no `file` is named
  Language language = Language::en;                           ///< of what is said about problems
};
[[nodiscard]] Sources sources_from_process(std::optional<std::string> file,
                                           std::map<std::string, std::string> command_line = {});

/// Every setting with its value and origin. Immutable once loaded. Threads: any.
class Settings {
 public:
  /// Highest first: command line, environment (and systemd credentials), file, default. Faults: all problems at once,
  /// each with its place: unknown keys, wrong types, secrets missing, given twice in one place or readable by others.
  static tl::expected<Settings, std::vector<Fault>> load(const Sources& sources);

  [[nodiscard]] const std::string& text(std::string_view key) const;
  /// Nothing when the secret is not set or empty.
  [[nodiscard]] SharedSecret secret(std::string_view key) const;
  [[nodiscard]] std::int64_t number(std::string_view key) const;
  [[nodiscard]] bool boolean(std::string_view key) const;
  [[nodiscard]] Duration duration(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> list(std::string_view key) const;
  [[nodiscard]] const Origin& origin(std::string_view key) const;
  [[nodiscard]] bool given(std::string_view key) const { return origin(key).kind != Origin::Kind::standard; }

  /// The value as `config show` may show it: secrets as "•••• (from …)".
  [[nodiscard]] std::string shown(const Setting& setting) const;
  /// Sentences about values that work but should not stay (a secret in a plain variable).
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  friend class Loader;
  struct Entry {
    std::string text;
    SharedSecret secret;
    Origin origin;
  };
  [[nodiscard]] const Entry& entry(std::string_view key) const;
  std::map<std::string, Entry, std::less<>> entries_;
  std::vector<std::string> warnings_;
};

/// What the values together break, each at the place it was set. Used by `load`.
[[nodiscard]] std::vector<Fault> problems_with(const Settings& settings, Language language);

/// "30s", "4h", "10d"; also ms, m and w. Nothing when it is none.
[[nodiscard]] std::optional<Duration> duration_from(std::string_view text);

}  // namespace wegwijzer::app
