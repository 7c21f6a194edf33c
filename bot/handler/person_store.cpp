#include "handler/person_store.hpp"

namespace wegwijzer::handler {

std::string person_key(const store::Vault& vault, const model::PersonRef& person) {
  return vault.keyed_hash("person", {person.channel, "\n", person.tenant, "\n", person.account}).substr(0, 16);
}

Result<std::optional<KeptPerson>> find_person(store::Read& read, std::string_view key) {
  auto row = read.one("SELECT language, hello FROM person WHERE key = ?", store::Bytes{key});
  if (!row) return failed(std::move(row.error()));
  if (!*row) return std::optional<KeptPerson>{};
  return KeptPerson{language_from((*row)->text(0)), (*row)->integer(1) != 0};
}

Result<void> keep_language(store::Tx& tx, std::string_view key, Language language) {
  auto done = tx.run(
      "INSERT INTO person (key, language) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET language = excluded.language",
      store::Bytes{key}, code(language));
  if (!done) return failed(std::move(done.error()));
  return {};
}

Result<void> keep_greeting(store::Tx& tx, std::string_view key) {
  auto done = tx.run("INSERT INTO person (key, hello) VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET hello = 1",
                     store::Bytes{key});
  if (!done) return failed(std::move(done.error()));
  return {};
}

Result<void> forget_person(store::Tx& tx, std::string_view key) {
  auto done = tx.run("DELETE FROM person WHERE key = ?", store::Bytes{key});
  if (!done) return failed(std::move(done.error()));
  return {};
}

}  // namespace wegwijzer::handler
