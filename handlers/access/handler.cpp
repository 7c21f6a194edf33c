#include <utility>

#include "access/access.hpp"
#include "access_embedded/texts.hpp"
#include "base/texts.hpp"
#include "handler/in_sight.hpp"

namespace wegwijzer::access {
namespace {

using handler::Claim;
using handler::Outcome;
using handler::View;
using model::Message;

/// What only an answer could follow. A link that opened by itself is not asking.
bool asks(const Message& message) {
  if (const auto* action = std::get_if<model::Action>(&message.what)) return !action->action.empty();
  return std::holds_alternative<model::Text>(message.what) || std::holds_alternative<model::Submission>(message.what) ||
         std::holds_alternative<model::Query>(message.what);
}

class Access final : public handler::Handler {
 public:
  explicit Access(handler::Welcome knowledge)
      : knowledge_(knowledge), texts_(Texts::built_in(access_embedded::texts)) {}

  [[nodiscard]] std::string_view name() const override { return "access"; }

  [[nodiscard]] Claim claim(const Message& message, const View&) const override {
    return asks(message) && !knowledge_.holds_for(message.standing) ? Claim::mine : Claim::no;
  }

  [[nodiscard]] Result<Outcome> handle(const Message& message, const View& view) override {
    Outcome outcome;
    // Below an offer of help no door is closed; a menu that is typed in has no room for words.
    if (view.answered() || std::holds_alternative<model::Query>(message.what)) return outcome;
    auto saying = handler::in_sight(message, refusal(message, view));
    if (message.source.surface == model::Surface::channel) saying.to = model::ToAside{};
    outcome.messages.push_back(std::move(saying));
    return outcome;
  }

 private:
  /// Who never chose a language may read only one of the two.
  [[nodiscard]] model::Reply refusal(const Message& message, const View& view) const {
    const auto language = message.wish.value_or(view.language());
    const bool chosen = message.wish || view.person().language;
    model::Reply reply;
    reply.language = language;
    reply.privacy = model::Privacy::only_asker;
    add(reply, language, message.standing);
    if (!chosen) add(reply, language == Language::nl ? Language::en : Language::nl, message.standing);
    return reply;
  }
  void add(model::Reply& reply, Language language, model::Standing standing) const {
    const auto key = standing == model::Standing::guest ? TextKey("guest") : TextKey("outsider");
    reply.blocks.emplace_back(model::Paragraph{model::rich(texts_.say(language, key))});
  }

  handler::Welcome knowledge_;
  Texts texts_;
};

}  // namespace

std::unique_ptr<handler::Handler> make(handler::Welcome knowledge) {
  return std::make_unique<Access>(knowledge);
}

}  // namespace wegwijzer::access
