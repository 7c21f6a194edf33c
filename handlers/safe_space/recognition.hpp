#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "base/result.hpp"

namespace wegwijzer::safe_space {

/// What a message asks of us, in order of precedence from the last to the first.
enum class Need : std::uint8_t { none, info, safespace, crisis };

/// Which help fits; of several the first one counts. The crisis kinds change the order of the card's lines only.
enum class Cause : std::uint8_t {
  nothing,
  // crisis
  other_language,
  suicide,
  sexual_violence,
  home_violence,
  danger,
  harm_others,
  accident,
  // safe space
  asks_for_person,
  treated_badly,
  fears_being_known,
  cannot_cope,
  worried_about_colleague,
  wants_secret,
  // information
  asks_who,  ///< who made a request: refused
  information,
};
[[nodiscard]] bool is_crisis(Cause cause);
[[nodiscard]] bool is_safe_space(Cause cause);
[[nodiscard]] bool is_information(Cause cause);
[[nodiscard]] std::string_view word(Need need);
[[nodiscard]] std::string_view word(Cause cause);

/// What stays of earlier turns: which concepts marked `carried` were met, never a word of them.
using Marks = std::uint64_t;

struct Recognition {
  Need need = Need::none;
  Cause cause = Cause::nothing;
  bool bystander = false;            ///< it is about somebody else
  bool minimised = false;            ///< a joke, an apology or a retraction stands beside it: the same card, shorter
  bool also_answer = false;          ///< safe space, and a question as well: the offer and the answer
  bool doubtful = false;             ///< safe space by a weak sign: offered once per conversation
  std::optional<Language> language;  ///< of the words; nothing when they do not tell
  Marks marks = 0;
};

/// The curated words and rules of `signals.nl.yaml` and `signals.en.yaml`, compiled. The same text gives the same
/// outcome, without clock, network or learning. Immutable; threads: any.
class Signals {
 public:
  /// Reads `signals.nl.yaml` and `signals.en.yaml` from the last of `dirs` that has them.
  /// Faults: `bad_input` with file and line for an unknown concept, kind or key; `not_found` without a file.
  static Result<Signals> load(std::span<const std::filesystem::path> dirs);
  /// From texts, each with the name that faults call it by.
  static Result<Signals> from(std::span<const std::pair<std::string, std::string>> named_texts);

  Signals(Signals&&) noexcept;
  Signals& operator=(Signals&&) noexcept;
  ~Signals();

  /// A few microseconds for an ordinary message. `before`: the marks of the person's last turns.
  [[nodiscard]] Recognition recognise(std::string_view text, Marks before = 0) const;
  /// The same, and why: rules and the concepts that made them, never the words themselves.
  [[nodiscard]] Recognition explain(std::string_view text, Marks before, std::vector<std::string>& reasons) const;

 private:
  struct Inside;
  explicit Signals(std::unique_ptr<const Inside> inside);
  std::unique_ptr<const Inside> inside_;
};

}  // namespace wegwijzer::safe_space
