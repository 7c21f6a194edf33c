#pragma once
#include <string>

#include "http/form.hpp"
#include "model/message.hpp"
#include "slack/envelope.hpp"
#include "slack/payload.hpp"

namespace wegwijzer::slack {

/// Somebody as a request names them.
struct Someone {
  std::string installation;
  std::string tenant;  ///< under which organisation they are known
  std::string account;
  model::Standing said = model::Standing::colleague;  ///< what the request itself tells
  bool sure = false;                                  ///< nobody has to be asked
};

[[nodiscard]] Someone someone_from(const Envelope& envelope);
[[nodiscard]] Someone someone_from(const Payload& payload);
[[nodiscard]] Someone someone_from(const http::Form& command);

}  // namespace wegwijzer::slack
