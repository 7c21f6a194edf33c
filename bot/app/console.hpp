#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/texts.hpp"
#include "base/language.hpp"
#include "base/result.hpp"
#include "base/texts.hpp"

namespace wegwijzer::app {

/// The terminal: results on standard output, everything else on standard error. Threads: one.
class Console {
 public:
  struct Options {
    Language language = Language::en;
    bool quiet = false;  ///< -q: no progress, no hints; faults are still said
    bool no_colour = false;
  };
  explicit Console(Options options);

  [[nodiscard]] Language language() const { return options_.language; }
  [[nodiscard]] std::string say(TextKey key, Texts::Fills fills = {}) const {
    return texts().say(options_.language, key, fills);
  }
  /// A result, with its line end.
  void print(std::string_view line) const;
  /// A result at once, for programs that read line by line.
  void print_now(std::string_view line) const;
  /// Progress or a hint on standard error; not with -q.
  void tell(std::string_view line) const;
  /// What went wrong, on standard error.
  void complain(std::string_view line) const;
  void complain(std::span<const Fault> faults) const;
  /// A yes-or-no question; false where nobody can answer it.
  [[nodiscard]] bool agreed(std::string_view question) const;

  enum class Colour { green, yellow, red };
  /// The word in colour where the terminal takes it, else as it is.
  [[nodiscard]] std::string coloured(std::string_view word, Colour colour) const;

 private:
  Options options_;
  bool colours_;
};

/// Rows as aligned columns, two blanks apart; the last column is not padded.
[[nodiscard]] std::string aligned(const std::vector<std::vector<std::string>>& rows);

}  // namespace wegwijzer::app
