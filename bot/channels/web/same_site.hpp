#pragma once
#include "http/message.hpp"

namespace wegwijzer::web {

/// Whether a POST may count: not sent by another site's page. Browsers say so in Sec-Fetch-Site; where that is missing
/// (plain HTTP on another machine, older ones) in Origin; a program sends neither.
[[nodiscard]] bool from_own_page(const http::Request& request);

}  // namespace wegwijzer::web
