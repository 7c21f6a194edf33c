#pragma once
#include <memory>

#include "crypto/random.hpp"
#include "handler/handler.hpp"
#include "knowledge/shelf.hpp"

namespace wegwijzer::answer {

struct Options {
  bool question_log = true;   ///< setting privacy.question_log: scrubbed questions without an answer are kept for the curator
};

/// Questions to the knowledge base: answers, "did you mean", "I don't know", related questions, feedback, more text.
/// Claims everything that nobody before it did. `library` outlives it.
[[nodiscard]] std::unique_ptr<handler::Handler> make(const knowledge::Library& library, Options options);

}  // namespace wegwijzer::answer
