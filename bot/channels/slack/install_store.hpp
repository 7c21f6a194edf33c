#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "store/db.hpp"
#include "store/vault.hpp"

namespace wegwijzer::slack {

/// One workspace, or one organisation, that installed the app.
struct Installation {
  std::string key;  ///< id of the workspace, or of the organisation for one that covers it whole
  std::string bot_user;
  std::string app;
  std::string scopes;
  SharedSecret token;
  SharedSecret refresh;  ///< with rotation: gives the next token, once
  Instant expires{};     ///< of the token; the epoch where it does not expire
  bool ended = false;
  std::string ended_by;     ///< the event that ended it; a repeat of it ends nothing newer
  std::string ended_token;  ///< keyed hash of the token that ended
};

/// Table `install`: tokens and all else but the key sealed. What ended keeps no token.
class InstallStore {
 public:
  explicit InstallStore(const store::Vault& vault) : vault_(vault) {}

  [[nodiscard]] Result<void> keep(store::Tx& tx, const Installation& installation) const;
  [[nodiscard]] Result<std::vector<Installation>> all(store::Read& read) const;

 private:
  const store::Vault& vault_;
};

}  // namespace wegwijzer::slack
