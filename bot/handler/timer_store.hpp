#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "store/db.hpp"

namespace wegwijzer::handler {

/// One row of table `timer`: at `due`, the handler of that name hears Due of that kind and subject. One per handler,
/// kind and subject.
struct Timer {
  std::string handler;       ///< Handler::name()
  std::string kind;          ///< a word of the handler's own
  RowId subject;             ///< random id of whatever it belongs to
  std::int64_t version = 0;  ///< of the subject, for which it was set
  Instant due{};
  int attempts = 0;
};

/// Sets it in the transaction of the change it belongs to, instead of one that was set before.
[[nodiscard]] Result<void> set_timer(store::Tx& tx, const Timer& timer);
[[nodiscard]] Result<void> cancel_timer(store::Tx& tx, std::string_view handler, std::string_view kind,
                                        const RowId& subject);
/// All that a handler set about a subject.
[[nodiscard]] Result<void> cancel_timers(store::Tx& tx, std::string_view handler, const RowId& subject);

// The engine's part.
/// Those due at `read.now()`, first due first.
[[nodiscard]] Result<std::vector<Timer>> due_timers(store::Read& read, int most);
/// Takes it out. False when it was cancelled or set anew meanwhile: then nothing must happen.
[[nodiscard]] Result<bool> take_timer(store::Tx& tx, const Timer& timer);
/// Once more at `next_try`.
[[nodiscard]] Result<void> postpone_timer(store::Tx& tx, const Timer& timer, Instant next_try);

}  // namespace wegwijzer::handler
