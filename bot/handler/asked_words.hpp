#pragma once
#include "model/message.hpp"

namespace wegwijzer::handler {

/// What somebody asked in free words: a text, or the field "question" of the form "ask" (App Home, shortcut). Null for
/// everything else. Who listens for somebody's safety listens to both.
[[nodiscard]] inline SharedSecret asked_words(const model::Message& message) {
  if (const auto* text = std::get_if<model::Text>(&message.what)) return text->words;
  const auto* submission = std::get_if<model::Submission>(&message.what);
  if (submission == nullptr || submission->form != "ask") return nullptr;
  const auto question = submission->fields.find("question");
  return question == submission->fields.end() ? nullptr : question->second;
}

}  // namespace wegwijzer::handler
