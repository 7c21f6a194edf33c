#pragma once
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/texts.hpp"
#include "model/reply.hpp"
#include "web/slack_view.hpp"
#include "web/turn.hpp"

namespace wegwijzer::web {

/// What came of a turn.
struct Shown {
  std::string id;                          ///< the turn's own; names it on the page
  const model::Outgoing* reply = nullptr;  ///< nothing when it failed
  std::vector<SlackCall> slack;            ///< what would go to Slack; empty: no such view
  Duration took{0};
};

/// The whole page with nothing said yet.
[[nodiscard]] std::string start_page(const Texts& texts, const Place& place);
/// The whole page with one turn on it, for browsers without script.
[[nodiscard]] std::string turn_page(const Texts& texts, const Turn& turn, const Shown& shown);
/// The turn alone, for the script to put on the page.
[[nodiscard]] std::string turn_piece(const Texts& texts, const Turn& turn, const Shown& shown);

}  // namespace wegwijzer::web
