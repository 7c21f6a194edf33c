#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "channel/channel.hpp"
#include "store/db.hpp"
#include "store/vault.hpp"

namespace wegwijzer::engine {

/// A call on its way out, as the courier holds it.
struct OutboxRow {
  OutgoingId id;
  std::string conversation;  ///< keyed hash
  std::string channel;
  Instant created{};
  Instant due{};
  int attempts = 0;
  channel::Call call;
  bool doubtful = false;     ///< an earlier try was lost on the way: it may have arrived
  bool readable = true;      ///< false: sealed with a key that is gone; it can only be given up
};

/// Table `outbox`: what was decided and not delivered yet, each call sealed. What could not be delivered stays as a row
/// without content that `doctor` counts, with the reason as a word.
class OutboxStore {
 public:
  explicit OutboxStore(const store::Vault& vault) : vault_(vault) {}

  /// A call as a row, sealed; to be called in or before the transaction that adds it.
  [[nodiscard]] Result<void> add(store::Tx& tx, const OutboxRow& row) const;
  /// As `add`, with the content left out: given up before it was ever kept.
  static Result<void> add_dead(store::Tx& tx, const OutboxRow& row, std::string_view reason);
  static Result<void> delivered(store::Tx& tx, const OutgoingId& id);
  /// `doubtful`: the try was lost, so the next one first looks whether it arrived.
  static Result<void> postpone(store::Tx& tx, const OutgoingId& id, Instant due, bool doubtful);
  /// The content is destroyed; the row tells `doctor`.
  static Result<void> give_up(store::Tx& tx, const OutgoingId& id, std::string_view reason);
  /// Rows due at `read.now()`, oldest first; those in `held` are left out by the caller.
  [[nodiscard]] Result<std::vector<OutboxRow>> due(store::Read& read, int most) const;
  /// When the next row becomes due after `read.now()`; nothing when none does.
  static Result<std::optional<Instant>> next_due(store::Read& read);
  /// Forgets dead rows older than 30 days.
  static Result<void> forget(store::Tx& tx);

  struct Depth {
    std::int64_t waiting = 0;
    std::int64_t dead = 0;
    std::optional<Instant> oldest;
  };
  static Result<Depth> depth(store::Read& read);
  struct GivenUp {
    std::string channel;
    std::string reason;
    std::int64_t count = 0;
  };
  static Result<std::vector<GivenUp>> given_up(store::Read& read);

 private:
  const store::Vault& vault_;
};

}  // namespace wegwijzer::engine
