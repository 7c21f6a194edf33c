#pragma once
#include <cstdint>
#include <optional>
#include <set>
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
  bool doubtful = false;  ///< an earlier try was lost on the way: it may have arrived
  bool urgent = false;    ///< a crisis card: before all others
  bool readable = true;   ///< false: sealed with a key that is gone; it can only be given up
};

/// Tables `outbox` and `given_up`: what was decided and not delivered yet, each call sealed; and what could not be
/// delivered, without content, with the reason as a word, for `doctor` to count.
class OutboxStore {
 public:
  explicit OutboxStore(const store::Vault& vault) : vault_(vault) {}

  /// Adds the call, sealed; one that is there already stays as it is.
  [[nodiscard]] Result<void> add(store::Tx& tx, const OutboxRow& row) const;
  static Result<void> delivered(store::Tx& tx, const OutgoingId& id);
  /// Not before `row.due`; keeps its attempts and whether the last of them was lost.
  static Result<void> postpone(store::Tx& tx, const OutboxRow& row);
  /// Destroys the content, also of a call that never stood in the outbox.
  static Result<void> give_up(store::Tx& tx, const OutboxRow& row, std::string_view reason);

  struct Due {
    std::vector<OutboxRow> rows;
    bool more = false;             ///< others are due that may go now
    std::set<std::string> behind;  ///< conversations of which others are due when those before them have gone
  };
  /// How many of a conversation are taken at a time: the platforms let one a second through, and many such
  /// conversations must not fill the room that others need.
  static constexpr std::int64_t kOfOne = 4;
  /// At most `most` rows that are due at `read.now()` besides those in `held`: urgent ones first, then in the order of
  /// deciding, the first `kOfOne` of each conversation.
  [[nodiscard]] Result<Due> due(store::Read& read, const std::set<OutgoingId>& held, std::size_t most) const;
  /// When the next row becomes due after `read.now()`; nothing when none does.
  static Result<std::optional<Instant>> next_due(store::Read& read);
  /// Forgets what was given up more than 30 days ago.
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
  [[nodiscard]] OutboxRow opened(const store::Row& row) const;
  const store::Vault& vault_;
};

}  // namespace wegwijzer::engine
