#pragma once
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "slack/install_store.hpp"
#include "store/db.hpp"
#include "store/vault.hpp"

namespace wegwijzer::slack {

/// Who installed the app, in memory: the rows of `install`, and the single workspace of the settings beside them.
/// Threads: any.
class Installations {
 public:
  Installations(const store::Vault& vault, SharedSecret bot_token, store::Connection reader, const Clock& clock);

  /// Reads the rows again. Faults: the store cannot be read; what was known stays.
  Result<void> load();
  /// Nothing when it ended or never was. "": the only one there is.
  [[nodiscard]] SharedSecret token(std::string_view key) const;
  [[nodiscard]] bool known(std::string_view key) const;
  /// The bot's user id there; empty where it is not known.
  [[nodiscard]] std::string bot_user(std::string_view key) const;
  [[nodiscard]] std::optional<Installation> find(std::string_view key) const;

  /// What `auth.test` said of the single workspace's token.
  void introduce_single(std::string key, std::string bot_user);
  [[nodiscard]] bool single_unintroduced() const;

  /// The row that says it ended: to be kept in a transaction. Nothing when `event` ended an earlier one, or speaks of
  /// another bot (`revoked_bot`, empty for all).
  [[nodiscard]] std::optional<Installation> ended(std::string_view key, std::string_view event,
                                                  std::string_view revoked_bot) const;
  [[nodiscard]] const InstallStore& store() const { return store_; }

 private:
  [[nodiscard]] const Installation* row(std::string_view key) const;
  [[nodiscard]] bool is_single(std::string_view key) const;
  [[nodiscard]] std::string token_hash(const SharedSecret& token) const;

  const store::Vault& vault_;
  const Clock& clock_;
  InstallStore store_;
  const SharedSecret bot_token_;
  mutable std::mutex mutex_;
  store::Connection reader_;
  std::map<std::string, Installation, std::less<>> rows_;
  std::string single_key_;  ///< empty until `auth.test` answered
  std::string single_user_;
};

}  // namespace wegwijzer::slack
