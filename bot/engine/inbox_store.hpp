#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "channel/channel.hpp"
#include "store/db.hpp"
#include "store/vault.hpp"

namespace wegwijzer::engine {

/// One kept event, as the database sees it: sealed.
struct InboxRow {
  RowId id;
  std::string conversation;  ///< keyed hash
  std::string channel;
  Instant received{};
  int attempts = 0;
  std::string event;  ///< sealed
};

/// Tables `inbox` and `seen`: events that were acknowledged and not handled yet, and what happened once.
/// Everything about an event but its times is sealed or hashed with a key.
class InboxStore {
 public:
  explicit InboxStore(const store::Vault& vault) : vault_(vault) {}

  /// Seals an event for its row; to be called off the writer's thread.
  [[nodiscard]] InboxRow sealed(const channel::RawEvent& event) const;
  [[nodiscard]] Result<channel::RawEvent> opened(const InboxRow& row) const;
  [[nodiscard]] std::vector<std::string> hashed(const std::vector<std::string>& identities) const;
  [[nodiscard]] std::string conversation_hash(const channel::RawEvent& event) const;
  [[nodiscard]] std::string conversation_hash(std::string_view channel, std::string_view conversation) const;

  enum class Kept { now, before };
  /// Keeps the row unless one of the identities was seen before.
  static Result<Kept> keep(store::Tx& tx, const InboxRow& row, const std::vector<std::string>& hashed_identities);
  /// Notes identities as seen. `before` when one already was (and then none is added).
  static Result<Kept> see(store::Tx& tx, const std::vector<std::string>& hashed_identities);
  static Result<void> destroy(store::Tx& tx, const RowId& id);
  /// One more try later.
  static Result<void> postpone(store::Tx& tx, const RowId& id, Instant next_try);
  /// Laid aside, sealed, for 24 hours.
  static Result<void> lay_aside(store::Tx& tx, const RowId& id);
  /// Waiting rows after `after`, oldest first, due at `read.now()`; without their events.
  static Result<std::vector<InboxRow>> waiting(store::Read& read, const RowId& after, int most);
  /// A waiting row with its event.
  static Result<std::optional<InboxRow>> find(store::Read& read, const RowId& id);
  /// Forgets what was seen more than three days ago, of one 256th of all keys: together they take no longer, but none
  /// of them holds up the events that wait.
  static Result<void> forget_seen(store::Tx& tx, std::uint8_t slice);
  /// Forgets what was laid aside more than a day ago.
  static Result<void> forget(store::Tx& tx);

  struct Depth {
    std::int64_t waiting = 0;
    std::int64_t dead = 0;
    std::optional<Instant> oldest;
  };
  static Result<Depth> depth(store::Read& read);

 private:
  const store::Vault& vault_;
};

}  // namespace wegwijzer::engine
