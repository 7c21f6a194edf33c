#pragma once
#include <string>

#include "base/texts.hpp"
#include "model/reply.hpp"
#include "web/template.hpp"
#include "web/turn.hpp"

namespace wegwijzer::web {

/// The blocks of a reply as blocks.mustache draws them. `turn` is the reply's own: its buttons and forms name it.
[[nodiscard]] Data blocks_data(const model::Reply& reply, const std::string& turn, const Texts& texts);

/// The hidden fields that carry a place from page to page.
[[nodiscard]] Data place_data(const Place& place);

}  // namespace wegwijzer::web
