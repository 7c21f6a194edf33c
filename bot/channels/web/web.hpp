#pragma once
#include <memory>

#include "base/clock.hpp"
#include "channel/channel.hpp"
#include "store/vault.hpp"

namespace wegwijzer::web {

/// The playground at `/` and `POST /api/chat`: behaves like a direct message, needs no account, stores nothing.
[[nodiscard]] std::unique_ptr<channel::Channel> make(const store::Vault& vault, const Clock& clock);

}  // namespace wegwijzer::web
