#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/language.hpp"
#include "base/result.hpp"
#include "model/message.hpp"
#include "store/db.hpp"
#include "store/vault.hpp"

namespace wegwijzer::handler {

/// What is kept of a person under a keyed hash of the account; no account, no name. Table `person`.
struct KeptPerson {
  std::optional<Language> language;
  bool greeted = false;
};

/// The key under which a person is kept; nobody can be found by it without the key file.
[[nodiscard]] std::string person_key(const store::Vault& vault, const model::PersonRef& person);
[[nodiscard]] Result<std::optional<KeptPerson>> find_person(store::Read& read, std::string_view key);
[[nodiscard]] Result<void> keep_language(store::Tx& tx, std::string_view key, Language language);
[[nodiscard]] Result<void> keep_greeting(store::Tx& tx, std::string_view key);
/// Everything that is kept of this person here.
[[nodiscard]] Result<void> forget_person(store::Tx& tx, std::string_view key);

}  // namespace wegwijzer::handler
