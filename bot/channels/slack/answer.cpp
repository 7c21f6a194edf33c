#include "slack/answer.hpp"

#include <algorithm>
#include <utility>

#include "base/json_write.hpp"
#include "base/reveal.hpp"
#include "slack/admit.hpp"
#include "slack/blocks.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/payload.hpp"
#include "slack/words_of_ours.hpp"
#include "slack/write.hpp"

namespace wegwijzer::slack {
namespace {

using channel::RawEvent;
using http::Response;
using model::Outgoing;
using model::Said;

bool for_asker_alone(const Outgoing& out) {
  return std::holds_alternative<model::ToAsker>(out.to) || std::holds_alternative<model::ToAside>(out.to);
}

Response command_answer(Said& said) {
  const auto first = std::find_if(said.begin(), said.end(), for_asker_alone);
  if (first == said.end()) return Response::empty(200);
  for (auto more = std::next(first); more != said.end();) {
    if (!for_asker_alone(*more)) {
      ++more;
      continue;
    }
    auto& blocks = first->reply.blocks;
    blocks.insert(blocks.end(), std::make_move_iterator(more->reply.blocks.begin()),
                  std::make_move_iterator(more->reply.blocks.end()));
    more = said.erase(more);
  }
  std::vector<model::Block> rest;
  auto body = only_for_asker(first->reply, rest);
  auto response = body.empty() ? Response::empty(200) : Response::json(200, std::move(body));
  first->reply.blocks = std::move(rest);
  if (first->reply.blocks.empty()) said.erase(first);
  return response;
}

Response failed_command() {
  model::Reply reply;
  for (const auto language : {Language::nl, Language::en})
    reply.blocks.emplace_back(model::Paragraph{model::rich(say(language, "failed"))});
  std::vector<model::Block> rest;
  return Response::json(200, only_for_asker(reply, rest));
}

/// What is wrong, under the fields it is about: the dialog stays as it was filled in.
std::string errors(const std::vector<std::pair<std::string_view, std::string>>& wrong) {
  std::string under = "{";
  for (const auto& [field, what] : wrong) {
    if (under.size() > 1) under += ',';
    append_json_text(under, field);
    under += ':';
    append_json_text(under, label(what, 2000));
  }
  under += '}';
  std::string out;
  JsonWriter(out).object().field("response_action", "errors").key("errors").raw(under).end_object();
  return out;
}

std::string errors(const model::Form& form) {
  std::vector<std::pair<std::string_view, std::string>> wrong;
  for (const auto& field : form.fields)
    if (!field.wrong.empty()) wrong.emplace_back(field.name, field.wrong);
  return errors(wrong);
}

/// An empty answer would close the dialog, and with it what was written.
Response failed_submission(const RawEvent& event, Kind kind) {
  Payload payload;
  if (!read_payload(reveal(event.body), payload) || payload.fields.empty()) return Response::empty(http_status(kind));
  const auto words = say(Language::nl, "failed") + " " + say(Language::en, "failed");
  return Response::json(200, errors({{payload.fields.begin()->first, words}}));
}

Response submission_answer(const RawEvent& event, Said& said) {
  const auto dialog = std::find_if(said.begin(), said.end(),
                                   [](const Outgoing& out) { return std::holds_alternative<model::ToDialog>(out.to); });
  if (dialog == said.end()) return Response::empty(200);
  Payload payload;
  const bool read = read_payload(reveal(event.body), payload);
  const auto* form = form_in(dialog->reply);
  const bool same =
      read && form != nullptr && form->id == payload.view_callback && form->handle == payload.view_metadata;
  const bool wrong = form != nullptr && std::any_of(form->fields.begin(), form->fields.end(),
                                                    [](const model::Field& field) { return !field.wrong.empty(); });
  std::string body;
  if (same && wrong) {
    body = errors(*form);
  } else {
    JsonWriter json(body);
    json.object().field("response_action", "update").key("view").raw(modal(dialog->reply)).end_object();
  }
  said.erase(dialog);
  return Response::json(200, std::move(body));
}

Response suggestion_answer(Said& said) {
  std::string body = R"({"options":[]})";
  if (!said.empty()) body = suggestions(said.front().reply);
  said.clear();
  return Response::json(200, std::move(body));
}

}  // namespace

Response answer_to(const RawEvent& event, Result<Said>& said) {
  if (event.way == channel::Way::event) return Response::empty(said ? 200 : 503);
  if (event.kind == kCommandKind) return said ? command_answer(*said) : failed_command();
  if (event.kind == "view_submission")
    return said ? submission_answer(event, *said) : failed_submission(event, said.error().kind);
  if (!said) return Response::empty(http_status(said.error().kind));
  if (event.kind == "block_suggestion") return suggestion_answer(*said);
  return Response::empty(200);
}

}  // namespace wegwijzer::slack
