#pragma once
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/embedded.hpp"
#include "base/language.hpp"
#include "base/result.hpp"

namespace wegwijzer {

/// What a room says to people, in both languages, from its texts.nl.yaml and texts.en.yaml: nested keys joined by
/// dots, `{name}` places to fill. Immutable once read; threads: any.
class Texts {
 public:
  using Fills = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// Faults: a key that only one language has, a value that is no text, a repeated key; with file and line.
  static Result<Texts> from(std::span<const Embedded> files);
  /// For texts that are part of the binary, which a test has read: a fault ends the program.
  static Texts built_in(std::span<const Embedded> files);

  /// The text, filled in. An unknown key is a programming mistake (assert); outside debug builds it shows the key.
  [[nodiscard]] std::string say(Language language, TextKey key, Fills fills = {}) const;
  /// Every key with its text, unfilled: for a page whose template names them.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all(Language language) const {
    return texts_[static_cast<std::size_t>(language)];
  }
  [[nodiscard]] bool has(std::string_view key) const { return texts_[0].find(key) != texts_[0].end(); }

 private:
  std::map<std::string, std::string, std::less<>> texts_[2];
};

}  // namespace wegwijzer
