#include "channel/chat.hpp"

#include <nlohmann/json.hpp>

#include "base/reveal.hpp"
#include "base/text.hpp"

namespace wegwijzer::channel {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kLongestThread = 200;

Fault wrong(std::string_view field, std::string_view wanted) {
  return {Kind::bad_input, std::string(field), "must be " + std::string(wanted), ""};
}

/// The field's text; empty when it is not there or null.
Result<std::string> text_of(const json& object, const char* field) {
  const auto found = object.find(field);
  if (found == object.end() || found->is_null()) return std::string{};
  if (!found->is_string()) return failed(wrong(field, "a text"));
  return found->get<std::string>();
}

ordered_json result_json(const model::Found& found) {
  ordered_json sources = ordered_json::array();
  for (const auto& source : found.sources)
    sources.push_back({{"document", source.document}, {"section", source.section}, {"url", source.url}});
  return {{"id", found.id},       {"lang", code(found.language)}, {"title", found.title},
          {"score", found.score}, {"text", found.text},           {"sources", std::move(sources)}};
}

}  // namespace

Result<ChatQuestion> chat_question_from(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  if (object.is_discarded()) return failed(Kind::bad_input, "", "this is no JSON");
  if (!object.is_object()) return failed(Kind::bad_input, "", "this is no JSON object");
  const auto q = text_of(object, "q");
  const auto lang = text_of(object, "lang");
  const auto surface = text_of(object, "surface");
  const auto thread = text_of(object, "thread");
  for (const auto* field : {&q, &lang, &surface, &thread})
    if (!*field) return failed(field->error());
  if (!object.contains("q")) return failed(wrong("q", "there"));
  ChatQuestion question;
  question.words = share(*q);
  question.language = language_from(*lang);
  if (!question.language && !lang->empty() && *lang != "auto") return failed(wrong("lang", "nl, en or auto"));
  if (*surface == "channel")
    question.surface = model::Surface::channel;
  else if (!surface->empty() && *surface != "dm")
    return failed(wrong("surface", "dm or channel"));
  if (thread->size() > kLongestThread) return failed(wrong("thread", "at most 200 bytes"));
  question.thread = *thread;
  return question;
}

model::Message chat_message(const ChatQuestion& question, std::string_view channel, std::string_view id) {
  model::Message message;
  message.id = id;
  message.source.channel = channel;
  message.source.conversation = question.thread.empty() ? std::string(id) : question.thread;
  message.source.surface = question.surface;
  message.source.wants_findings = true;
  message.source.keeps_nothing = true;
  message.from = {std::string(channel), "", message.source.conversation};
  message.wish = question.language;
  message.what = model::Text{question.words, false, trimmed(reveal(question.words)).empty()};
  return message;
}

const model::Outgoing* shown_to_asker(const model::Said& said) {
  const model::Outgoing* aside = nullptr;
  for (const auto& outgoing : said) {
    if (std::holds_alternative<model::ToAsker>(outgoing.to)) return &outgoing;
    if (aside == nullptr && !std::holds_alternative<model::ToHome>(outgoing.to)) aside = &outgoing;
  }
  return aside;
}

std::string chat_line(const ChatQuestion& question, const model::Said& said, std::int64_t micros) {
  const auto* shown = shown_to_asker(said);
  const auto* findings = shown != nullptr ? shown->reply.findings.get() : nullptr;
  ordered_json line;
  line["q"] = reveal(question.words);
  line["lang"] = code(shown != nullptr ? shown->reply.language : question.language.value_or(Language::nl));
  line["intent"] = findings != nullptr ? findings->intent : shown != nullptr ? "command" : "unknown";
  line["confidence"] = findings != nullptr ? findings->confidence : 0.0;
  line["results"] = ordered_json::array();
  if (findings != nullptr)
    for (const auto& found : findings->results) line["results"].push_back(result_json(found));
  line["reply"] = shown != nullptr ? model::plain_text(shown->reply) : "";
  line["private"] = shown != nullptr && (shown->reply.privacy == model::Privacy::only_asker ||
                                         !std::holds_alternative<model::ToAsker>(shown->to));
  line["micros"] = micros;
  return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string chat_fault(const Fault& fault) {
  const ordered_json line{{"error", {{"field", fault.place}, {"message", fault.what}}}};
  return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace wegwijzer::channel
