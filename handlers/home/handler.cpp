#include <utility>

#include "base/reveal.hpp"
#include "base/text.hpp"
#include "handler/in_sight.hpp"
#include "handler/person_store.hpp"
#include "home/home.hpp"
#include "home/meaning.hpp"
#include "home/own_texts.hpp"
#include "home/screens.hpp"

namespace wegwijzer::home {
namespace {

using handler::Claim;
using handler::Outcome;
using handler::Saying;
using handler::Sayings;
using handler::View;
using model::Message;
using model::Reply;
using Kind = Meaning::Kind;

/// "or/nl" → the part before the slash, and the language after it.
struct Value {
  std::string_view what;
  std::optional<Language> language;
};
Value value_from(std::string_view value) {
  const auto slash = value.rfind('/');
  if (slash == std::string_view::npos) return {value, language_from(value)};
  return {value.substr(0, slash), language_from(value.substr(slash + 1))};
}

bool is_our_button(const model::Action& action) {
  if (action.action == "ask") return action.value.empty();
  for (const std::string_view ours : {"home", "help", "area", "language", "privacy", "forget", "safe"})
    if (action.action == ours) return true;
  return false;
}

/// What an evaluation and the playground see: the kind of words, and the entry that says the same at length.
std::shared_ptr<const model::Findings> findings_of(const knowledge::Shelf* shelf, Language language, Kind kind) {
  auto findings = std::make_shared<model::Findings>();
  std::string_view id;
  switch (kind) {
    case Kind::help:
      id = "bot.help";
      break;
    case Kind::language:
      id = "bot.language";
      break;
    case Kind::privacy:
      id = "bot.privacy";
      break;
    default:
      break;
  }
  const bool helping = kind == Kind::help || kind == Kind::nothing;
  const bool command = !id.empty() || kind == Kind::network || kind == Kind::works_council || kind == Kind::agreement;
  findings->intent = helping ? "help" : command ? "command" : "smalltalk";
  findings->confidence = 1;
  const auto* entry = shelf != nullptr && !id.empty() ? shelf->find(id, language) : nullptr;
  if (entry != nullptr)
    findings->results.push_back({entry->id, entry->language, entry->title, 1, knowledge::plain_text(entry->parts), {}});
  return findings;
}

class Home final : public handler::Handler {
 public:
  Home(const knowledge::Library& library, const store::Vault& vault, Options options)
      : library_(library), vault_(vault), options_(std::move(options)), texts_(own_texts()) {}

  [[nodiscard]] std::string_view name() const override { return "home"; }

  [[nodiscard]] Claim claim(const Message& message, const View&) const override {
    if (const auto* text = std::get_if<model::Text>(&message.what))
      return meaning(message, *text).kind == Kind::none ? Claim::no : Claim::mine;
    if (const auto* action = std::get_if<model::Action>(&message.what))
      return is_our_button(*action) ? Claim::mine : Claim::no;
    const bool ours =
        std::holds_alternative<model::Opened>(message.what) || std::holds_alternative<model::Joined>(message.what);
    return ours ? Claim::mine : Claim::no;
  }

  [[nodiscard]] Result<Outcome> handle(const Message& message, const View& view) override {
    if (const auto* text = std::get_if<model::Text>(&message.what)) return words(message, view, *text);
    if (const auto* action = std::get_if<model::Action>(&message.what)) return press(message, view, *action);
    if (const auto* opened = std::get_if<model::Opened>(&message.what))
      return opened->where == model::Opened::Where::home ? home(message, view) : first_hello(message, view);
    const auto shelf = library_.shelf();
    return said(message, sentence(maker(message, view, shelf), "joined"));
  }

 private:
  using SharedShelf = std::shared_ptr<const knowledge::Shelf>;

  [[nodiscard]] static Meaning meaning(const Message& message, const model::Text& text) {
    if (text.only_mention) return {Kind::nothing, std::nullopt, std::nullopt};
    return meaning_of(reveal(text.words), message.source.surface == model::Surface::command);
  }

  [[nodiscard]] Maker maker(const Message& message, const View& view, const SharedShelf& shelf,
                            std::optional<Language> of_words = std::nullopt) const {
    return {texts_, options_, shelf.get(), message.wish.value_or(of_words.value_or(view.language()))};
  }

  /// On the App Home a screen takes the page's place, with a way back.
  [[nodiscard]] Saying to_asker(const Message& message, Reply reply) const {
    if (message.source.surface == model::Surface::home) {
      model::Button back;
      back.label = texts_.say(reply.language, "back");
      back.action = "home";
      back.value = code(reply.language);
      reply.blocks.emplace_back(model::Divider{});
      reply.blocks.emplace_back(model::Buttons{{std::move(back)}});
    }
    return handler::in_sight(message, std::move(reply));
  }

  [[nodiscard]] Outcome said(const Message& message, Reply reply) const {
    Outcome outcome;
    outcome.messages.push_back(to_asker(message, std::move(reply)));
    return outcome;
  }

  Outcome words(const Message& message, const View& view, const model::Text& text) const {
    const auto meant = meaning(message, text);
    if (meant.wanted) return changed_language(message, *meant.wanted);
    const auto shelf = library_.shelf();
    const auto made = maker(message, view, shelf, meant.language);
    Outcome outcome = said(message, reply_to(made, meant.kind, message, text));
    if (message.source.wants_findings)
      outcome.messages.front().reply.findings = findings_of(shelf.get(), made.language, meant.kind);
    return outcome;
  }

  static Reply reply_to(const Maker& maker, Kind kind, const Message& message, const model::Text& text) {
    switch (kind) {
      case Kind::greeting:
        return greeting(maker);
      case Kind::thanks:
        return sentence(maker, "thanks");
      case Kind::fine:
        return sentence(maker, "fine");
      case Kind::farewell:
        return sentence(maker, "farewell");
      case Kind::language:
        return language_choice(maker);
      case Kind::privacy:
        return privacy(maker);
      case Kind::network:
        return area(maker, "network").value();
      case Kind::works_council:
        return area(maker, "or").value();
      case Kind::agreement:
        return area(maker, "cao").value();
      case Kind::nothing:
        return nothing(maker, message, text);
      case Kind::help:
      case Kind::none:
        break;
    }
    return help(maker);
  }

  static Reply nothing(const Maker& maker, const Message& message, const model::Text& text) {
    if (text.has_files) return sentence(maker, "no_files");
    if (message.source.surface == model::Surface::channel) return sentence(maker, "mention");
    const bool empty = text.only_mention || trimmed(reveal(text.words)).empty();
    return empty ? help(maker) : sentence(maker, "nothing");
  }

  Outcome press(const Message& message, const View& view, const model::Action& action) const {
    const auto value = value_from(action.value);
    const auto shelf = library_.shelf();
    const auto made = maker(message, view, shelf, value.language);
    if (action.action == "language")
      return value.language ? changed_language(message, *value.language) : said(message, language_choice(made));
    if (action.action == "forget") return forgotten(message, made);
    if (action.action == "home") return page(made);
    if (action.action == "ask") return dialog(made);
    if (action.action == "safe") return said(message, safe_conversation(made));
    if (action.action == "privacy") return said(message, privacy(made));
    if (action.action == "area")
      if (auto found = area(made, value.what)) return said(message, std::move(*found));
    return said(message, help(made));
  }

  static Outcome page(const Maker& maker) {
    Outcome outcome;
    outcome.messages.push_back({home_page(maker), model::ToHome{}, false});
    return outcome;
  }

  static Outcome dialog(const Maker& maker) {
    Outcome outcome;
    outcome.messages.push_back({question_dialog(maker), model::ToDialog{}, false});
    return outcome;
  }

  Outcome home(const Message& message, const View& view) const {
    const auto shelf = library_.shelf();
    return page(maker(message, view, shelf));
  }

  /// Confirmed in the language that was chosen, whatever the request asked for.
  Outcome changed_language(const Message& message, Language language) const {
    const auto shelf = library_.shelf();
    const Maker made{texts_, options_, shelf.get(), language};
    Saying saying = message.source.surface == model::Surface::home
                        ? Saying{home_page(made), model::ToHome{}, false}
                        : to_asker(message, sentence(made, "language.changed"));
    if (message.source.wants_findings) saying.reply.findings = findings_of(shelf.get(), language, Kind::language);
    Outcome outcome;
    outcome.change = [key = handler::person_key(vault_, message.from), language,
                      saying](store::Tx& tx) -> Result<Sayings> {
      if (auto kept = handler::keep_language(tx, key, language); !kept) return failed(std::move(kept.error()));
      return Sayings{saying};
    };
    return outcome;
  }

  Outcome forgotten(const Message& message, const Maker& maker) const {
    Outcome outcome;
    outcome.change = [key = handler::person_key(vault_, message.from),
                      saying =
                          to_asker(message, sentence(maker, "privacy.forgotten"))](store::Tx& tx) -> Result<Sayings> {
      if (auto done = handler::forget_person(tx, key); !done) return failed(std::move(done.error()));
      return Sayings{saying};
    };
    return outcome;
  }

  /// Once per person: looked at again where it is decided, since two openings may come at once.
  Outcome first_hello(const Message& message, const View& view) const {
    if (view.person().greeted || message.from.nobody()) return {};
    const auto shelf = library_.shelf();
    Outcome outcome;
    outcome.change = [key = handler::person_key(vault_, message.from),
                      saying =
                          to_asker(message, hello(maker(message, view, shelf)))](store::Tx& tx) -> Result<Sayings> {
      auto known = handler::find_person(tx, key);
      if (!known) return failed(std::move(known.error()));
      if (*known && (*known)->greeted) return Sayings{};
      if (auto kept = handler::keep_greeting(tx, key); !kept) return failed(std::move(kept.error()));
      return Sayings{saying};
    };
    return outcome;
  }

  const knowledge::Library& library_;
  const store::Vault& vault_;
  Options options_;
  Texts texts_;
};

}  // namespace

std::unique_ptr<handler::Handler> make(const knowledge::Library& library, const store::Vault& vault, Options options) {
  return std::make_unique<Home>(library, vault, std::move(options));
}

}  // namespace wegwijzer::home
