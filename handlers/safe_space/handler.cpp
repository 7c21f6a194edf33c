#include <utility>

#include "base/reveal.hpp"
#include "base/text.hpp"
#include "handler/asked_words.hpp"
#include "handler/in_sight.hpp"
#include "safe_space/cards.hpp"
#include "safe_space/safe_space.hpp"
#include "safe_space/turns.hpp"

namespace wegwijzer::safe_space {
namespace {

using handler::Claim;
using handler::Outcome;
using handler::Saying;
using handler::View;
using model::Message;
using model::Reply;
using model::Surface;

constexpr std::size_t kLongestDoor = 24;  ///< bytes; no longer words are a command

/// "delete/nl" → what, and the language it was shown in.
struct Pressed {
  std::string_view what;
  std::optional<Language> language;
};
Pressed pressed(std::string_view value) {
  const auto slash = value.rfind('/');
  if (slash == std::string_view::npos) return {value, language_from(value)};
  return {value.substr(0, slash), language_from(value.substr(slash + 1))};
}

/// A few words as a command is written: folded, without what ends a sentence. Empty for anything longer.
std::string as_command(std::string_view words) {
  if (words.size() > kLongestDoor) return {};
  auto command = wegwijzer::folded(words);
  while (!command.empty() && (command.back() == '?' || command.back() == '.' || command.back() == '!'))
    command.pop_back();
  return command;
}

/// The language of the words that open the first screen: "veilig", "safe".
std::optional<Language> door(std::string_view words) {
  const auto command = as_command(words);
  if (command == "veilig" || command == "veilig gesprek") return Language::nl;
  if (command == "safe" || command == "safe conversation") return Language::en;
  return std::nullopt;
}

/// "help" alone asks what the bot can do, as it does everywhere; that answer shows the way here as well.
bool is_help_command(std::string_view words) {
  return as_command(words) == "help";
}

/// Where turns belong together: one person in one direct conversation or channel.
std::string place_of(const Message& message) {
  const auto& source = message.source;
  return source.channel + "\n" + source.installation + "\n" + source.conversation + "\n" + message.from.account;
}

/// Only in a direct conversation do earlier turns count.
bool has_context(const Message& message) {
  return message.source.surface == Surface::dm;
}

class SafeSpace final : public handler::Handler {
 public:
  SafeSpace(const Guide& guide, handler::Welcome welcome) : guide_(guide), welcome_(welcome), texts_(own_texts()) {}

  [[nodiscard]] std::string_view name() const override { return "safe_space"; }

  [[nodiscard]] Claim claim(const Message& message, const View& view) const override {
    if (const auto* action = std::get_if<model::Action>(&message.what))
      return action->action == "safe" ? Claim::mine : Claim::no;
    const auto asked = handler::asked_words(message);
    const auto signals = guide_.signals();
    if (!asked || asked->empty() || !signals) return Claim::no;
    const auto words = reveal(asked);
    if (door(words)) return Claim::mine;
    if (is_help_command(words)) return Claim::no;
    return claim_of(message, recognised(message, *signals, words, view, nullptr), view.now());
  }

  [[nodiscard]] Result<Outcome> handle(const Message& message, const View& view) override {
    const auto signals = guide_.signals();
    const auto resources = guide_.resources();
    if (!signals || !resources) return failed(Kind::unavailable, "safe_space", "the signals are not loaded");
    Maker maker{texts_,
                *resources,
                message.wish.value_or(view.language()),
                message.source.channel,
                std::chrono::floor<std::chrono::days>(view.now()),
                welcome_.holds_for(message.standing)};
    if (const auto* action = std::get_if<model::Action>(&message.what)) return press(message, maker, *action);
    const auto asked = handler::asked_words(message);
    if (!asked) return Outcome{};
    const auto words = reveal(asked);
    if (const auto language = door(words)) {
      maker.language = message.wish.value_or(*language);
      return aside(message, maker, with_findings(message, safe_space::routes(maker), {Need::safespace, {}}, {}));
    }
    std::vector<std::string> reasons;
    const auto found = recognised(message, *signals, words, view, message.source.wants_findings ? &reasons : nullptr);
    maker.language = message.wish.value_or(found.language.value_or(view.language()));
    return answer(message, maker, found, view.now(), std::move(reasons));
  }

 private:
  /// What the words ask for, in the light of the person's last turns; leaves this turn's marks behind.
  Recognition recognised(const Message& message, const Signals& signals, std::string_view words, const View& view,
                         std::vector<std::string>* reasons) const {
    const auto place = place_of(message);
    const Marks before = has_context(message) ? turns_.before(place, message.id, view.now()) : 0;
    const auto found = reasons == nullptr ? signals.recognise(words, before) : signals.explain(words, before, *reasons);
    if (has_context(message)) turns_.note(place, message.id, found.marks, view.now());
    return found;
  }

  /// Nothing to say again, but after an offer or a card the words may belong to it: who answers them keeps none.
  [[nodiscard]] bool only_listens(const Message& message, const Recognition& found, Instant now) const {
    const auto place = place_of(message);
    if (found.need == Need::none) return turns_.shown_before(place, message.id, now);
    return found.need == Need::safespace && found.doubtful && turns_.offered(place, message.id, now);
  }

  [[nodiscard]] Claim claim_of(const Message& message, const Recognition& found, Instant now) const {
    if (only_listens(message, found, now)) return Claim::also;
    const bool channel = message.source.surface == Surface::channel;
    switch (found.need) {
      case Need::crisis:
        return Claim::mine;
      case Need::safespace:
        // In a channel an answer beside it would show that something was asked.
        return channel || !found.also_answer ? Claim::mine : Claim::also;
      case Need::info:
        if (found.cause == Cause::asks_who) return Claim::mine;
        return channel ? Claim::no : Claim::also;
      case Need::none:
        break;
    }
    return Claim::no;
  }

  Outcome answer(const Message& message, const Maker& maker, const Recognition& found, Instant now,
                 std::vector<std::string> reasons) const {
    const auto place = place_of(message);
    if (only_listens(message, found, now)) return Outcome{};
    if (found.need == Need::info) return information(message, maker, found, std::move(reasons));
    Reply reply;
    if (found.need == Need::crisis) {
      const bool again = turns_.card_shown(place, message.id, found.cause, now);
      reply = crisis_card(maker, found, again ? Length::first_line : found.minimised ? Length::shorter : Length::whole);
      if (!again) turns_.show(place, message.id, found.cause, now);
    } else {
      const bool again = turns_.card_shown(place, message.id, found.cause, now);
      reply = again ? offer_again(maker) : offer(maker, found);
      if (!again) turns_.show(place, message.id, found.cause, now);
    }
    return aside(message, maker, with_findings(message, std::move(reply), found, std::move(reasons)));
  }

  Outcome information(const Message& message, const Maker& maker, const Recognition& found,
                      std::vector<std::string> reasons) const {
    Outcome outcome;
    if (found.cause == Cause::asks_who)
      outcome.messages.push_back({with_findings(message, refusal(maker), found, std::move(reasons))});
    else
      outcome.messages.push_back({.reply = talk_yourself(maker), .below = true});
    return outcome;
  }

  /// Nothing of it is seen by others. In a channel it goes to the direct conversation, and beside the channel too: a
  /// direct message may go unseen, what stands beside the channel may not arrive.
  Outcome aside(const Message& message, const Maker& maker, Reply reply) const {
    Outcome outcome;
    if (message.source.surface != Surface::channel) {
      if (message.source.surface == Surface::home) add_back(reply, maker);
      outcome.messages.push_back(handler::in_sight(message, std::move(reply)));
      return outcome;
    }
    add_stands_in_channel(reply, maker);
    outcome.messages.push_back({reply, model::ToPerson{message.from}});
    outcome.messages.push_back({std::move(reply), model::ToAside{}});
    return outcome;
  }

  Outcome press(const Message& message, Maker maker, const model::Action& action) const {
    const auto [what, language] = pressed(action.value);
    maker.language = message.wish.value_or(language.value_or(maker.language));
    Reply reply = what == "delete" ? how_to_delete(maker) : safe_space::routes(maker);
    if (message.source.surface == Surface::home) add_back(reply, maker);
    Outcome outcome;
    outcome.messages.push_back(handler::in_sight(message, std::move(reply)));
    return outcome;
  }

  static Reply with_findings(const Message& message, Reply reply, const Recognition& found,
                             std::vector<std::string> reasons) {
    if (!message.source.wants_findings) return reply;
    auto findings = std::make_shared<model::Findings>();
    findings->intent = found.need == Need::info ? "answer" : word(found.need);
    findings->confidence = found.doubtful ? 0.6 : 1;
    findings->reasons = std::move(reasons);
    reply.findings = std::move(findings);
    return reply;
  }

  const Guide& guide_;
  handler::Welcome welcome_;
  Texts texts_;
  mutable Turns turns_;
};

}  // namespace

std::unique_ptr<handler::Handler> make(const Guide& guide, handler::Welcome welcome) {
  return std::make_unique<SafeSpace>(guide, welcome);
}

}  // namespace wegwijzer::safe_space
