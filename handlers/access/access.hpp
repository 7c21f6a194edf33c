#pragma once
#include <memory>

#include "handler/handler.hpp"
#include "handler/welcome.hpp"

namespace wegwijzer::access {

/// Says to guests and people of other organisations that questions are not for them, where the settings say so. Asked
/// after who helps in a crisis and who tells about privacy, before who answers.
[[nodiscard]] std::unique_ptr<handler::Handler> make(handler::Welcome knowledge);

}  // namespace wegwijzer::access
