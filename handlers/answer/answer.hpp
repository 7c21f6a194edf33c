#pragma once
#include <memory>

#include "handler/handler.hpp"
#include "knowledge/shelf.hpp"
#include "store/vault.hpp"

namespace wegwijzer::answer {

struct Options {
  bool question_log =
      true;  ///< setting privacy.question_log: scrubbed questions without an answer are kept for the curator
  Duration keep = std::chrono::hours{24 * 90};  ///< setting privacy.retention: of those questions and of feedback
};

/// Questions to the knowledge base: answers, "did you mean", "I don't know", related questions, feedback, more text.
/// Claims everything that nobody before it did. `library` and `vault` outlive it.
[[nodiscard]] std::unique_ptr<handler::Handler> make(const knowledge::Library& library, const store::Vault& vault,
                                                     Options options);

}  // namespace wegwijzer::answer
