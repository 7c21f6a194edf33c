#pragma once
#include "model/message.hpp"

namespace wegwijzer::handler {

/// Who besides colleagues may use something (settings bot.guests, bot.outsiders).
struct Welcome {
  bool guests = true;
  bool outsiders = true;
  [[nodiscard]] bool holds_for(model::Standing standing) const {
    switch (standing) {
      case model::Standing::colleague:
        return true;
      case model::Standing::guest:
        return guests;
      case model::Standing::outsider:
        break;
    }
    return outsiders;
  }
};

}  // namespace wegwijzer::handler
