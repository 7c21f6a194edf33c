#pragma once
#include <memory>

#include "base/clock.hpp"
#include "channel/channel.hpp"

namespace wegwijzer::web {

/// The playground at `/` and `POST /api/chat`: behaves like a direct message, needs no account, stores nothing.
/// The page works without script and under `default-src 'none'` with everything else from 'self'.
/// `clock` outlives the channel.
[[nodiscard]] std::unique_ptr<channel::Channel> make(const Clock& clock);

}  // namespace wegwijzer::web
