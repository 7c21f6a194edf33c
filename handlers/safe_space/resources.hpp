#pragma once
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "base/result.hpp"

namespace wegwijzer::safe_space {

/// Words in both languages.
struct Both {
  std::array<std::string, 2> in;
  [[nodiscard]] const std::string& of(Language language) const { return in[static_cast<std::size_t>(language)]; }
};

/// Somebody to turn to: a phone line, a service, a person of the organisation.
struct HelpLine {
  std::string id;            ///< "emergency"
  Both name, about;          ///< whom, for what; about may be empty
  std::string number;        ///< as people write it; may be empty
  std::string other_number;  ///< the same line under an older number
  std::string url;           ///< https address or empty
  Both hours, cost, note;
  bool inside = false;            ///< inside or for the organisation; named by the deployer
  std::vector<std::string> fits;  ///< needs it is shown for, as `word(Cause)`; "any": for all
  std::string verified_by;        ///< who checked it for this organisation
  std::optional<std::chrono::year_month_day> verified_on;
};

enum class Trust { proposed, confirmed, overdue };  ///< overdue: confirmed, longer ago than `valid_for`

/// The help lines, in the order of the file. Immutable once read.
struct Resources {
  std::chrono::days valid_for{90};
  std::vector<HelpLine> lines;

  [[nodiscard]] const HelpLine* find(std::string_view id) const;
  [[nodiscard]] Trust trust(const HelpLine& line, std::chrono::sys_days today) const;
};

/// Reads a file of help lines over what is there: the same id changes what it names, a new id adds a line.
/// Faults: `bad_input` with file and line for an unknown key, a wrong shape or date.
[[nodiscard]] Result<void> read_resources(std::string_view file, const std::string& yaml, Resources& into);
/// `tel:` and the number's digits.
[[nodiscard]] std::string phone_link(std::string_view number);

}  // namespace wegwijzer::safe_space
