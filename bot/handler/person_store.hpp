#pragma once
#include <optional>
#include <string_view>

#include "base/language.hpp"
#include "base/result.hpp"
#include "store/db.hpp"

namespace wegwijzer::handler {

/// What is kept of a person under a keyed hash of the account; no account, no name. Table `person`.
struct KeptPerson {
  std::optional<Language> language;
  bool greeted = false;
};

[[nodiscard]] Result<std::optional<KeptPerson>> find_person(store::Read& read, std::string_view key);
[[nodiscard]] Result<void> keep_language(store::Tx& tx, std::string_view key, Language language);
[[nodiscard]] Result<void> keep_greeting(store::Tx& tx, std::string_view key);

}  // namespace wegwijzer::handler
