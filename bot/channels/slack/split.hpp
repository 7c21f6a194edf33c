#pragma once
#include <cstddef>
#include <vector>

#include "model/reply.hpp"

namespace wegwijzer::slack {

/// Slack's limits, held by construction ("Block Kit", "chat.postMessage"): blocks are first cut into pieces that each
/// draw as one block of Slack's (a form: one a field and its button) and cost no more than `kPieceCost`; messages are
/// then filled with pieces.
inline constexpr std::size_t kPieceCost = 2400;
/// Of a whole message, with its plain text: below the 4,000 that chat.update takes.
inline constexpr std::size_t kMessageCost = 3600;
inline constexpr std::size_t kMessageBlocks = 45;
inline constexpr std::size_t kViewBlocks = 100;

/// The same words in pieces; what would draw as nothing is left out. Forms are kept whole, their lead taken out before
/// them.
[[nodiscard]] std::vector<model::Block> pieces(const std::vector<model::Block>& blocks, Language language);

[[nodiscard]] std::size_t drawn_blocks(const model::Block& piece);
[[nodiscard]] std::size_t piece_cost(const model::Block& piece);

/// The pieces of one message each, in order.
[[nodiscard]] std::vector<std::vector<model::Block>> messages(std::vector<model::Block> pieces);

}  // namespace wegwijzer::slack
