#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/language.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "model/message.hpp"
#include "model/reply.hpp"

namespace wegwijzer::channel {

/// One question of `ask --jsonl` and `POST /api/chat`, one object:
/// {"q": "…", "lang": "auto|nl|en", "surface": "dm|channel", "thread": "…"}; all but `q` optional.
struct ChatQuestion {
  SharedSecret words;
  std::optional<Language> language;
  model::Surface surface = model::Surface::dm;
  std::string thread;
};

/// Faults: bad input, by field and never quoting it.
[[nodiscard]] Result<ChatQuestion> chat_question_from(std::string_view json);

/// The message that such a question is. Turns of one thread are one conversation.
[[nodiscard]] model::Message chat_message(const ChatQuestion& question, std::string_view channel, std::string_view id);

/// What the asker sees of `said`: the reply in the conversation, else the one sent to them alone.
[[nodiscard]] const model::Outgoing* shown_to_asker(const model::Said& said);

/// The contract's answer object on one line, without a line end. `micros`: time taken.
[[nodiscard]] std::string chat_line(const ChatQuestion& question, const model::Said& said, std::int64_t micros);

/// What a program reads when its question was refused: {"error": {"field": "lang", "message": "must be …"}}; `field` is
/// empty where the whole was no JSON. Without a line end.
[[nodiscard]] std::string chat_fault(const Fault& fault);

}  // namespace wegwijzer::channel
