#include "safe_space/cards.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "safe_space_embedded/texts.hpp"

namespace wegwijzer::safe_space {
namespace {

using model::Button;
using model::Reply;

constexpr std::size_t kMostOutside = 6;
/// The entry that compares the routes.
constexpr std::string_view kCompare = "safespace.which-route";

Reply private_reply(const Maker& maker) {
  Reply reply;
  reply.language = maker.language;
  reply.privacy = model::Privacy::only_asker;
  return reply;
}

std::string number_of(const Maker& maker, std::string_view id) {
  const auto* line = maker.resources.find(id);
  return line == nullptr ? std::string{} : line->number;
}

/// "https://www.113.nl" → "113.nl".
std::string site_of(std::string_view url) {
  for (const std::string_view before : {"https://", "www."})
    if (url.starts_with(before)) url.remove_prefix(before.size());
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

/// The text with the numbers of the help lines in it.
std::string say(const Maker& maker, Language language, TextKey key) {
  const auto* suicide = maker.resources.find("suicide");
  return maker.texts.say(language, key,
                         {{"emergency", number_of(maker, "emergency")},
                          {"suicide", number_of(maker, "suicide")},
                          {"suicide_site", suicide == nullptr ? std::string{} : site_of(suicide->url)},
                          {"home_violence", number_of(maker, "home_violence")},
                          {"sexual_violence", number_of(maker, "sexual_violence")},
                          {"listening", number_of(maker, "listening")},
                          {"bhv", number_of(maker, "bhv")}});
}

void add(Reply& reply, const Maker& maker, TextKey key) {
  reply.blocks.emplace_back(model::Paragraph{model::rich(say(maker, maker.language, key))});
}

void add_first(Reply& reply, const Maker& maker, Language language, TextKey key) {
  reply.blocks.emplace_back(model::Paragraph{model::bold(say(maker, language, key))});
}

void note(Reply& reply, const Maker& maker, TextKey key) {
  reply.blocks.emplace_back(model::Note{model::rich(say(maker, maker.language, key))});
}

Button button(const Maker& maker, TextKey label, std::string_view action, std::string_view what) {
  Button made;
  made.label = maker.texts.say(maker.language, label);
  made.action = action;
  made.value = std::string(what) + "/" + std::string(code(maker.language));
  return made;
}

/// What a card says after its first line, in order; the last ones also where it is shorter.
struct Card {
  TextKey first;
  std::vector<TextKey> more;
};

Card suicide_card(bool bystander) {
  if (bystander) return {"crisis.bystander.first", {"crisis.bystander.ask", "crisis.nobody"}};
  return {"crisis.suicide.first", {"crisis.suicide.near", "crisis.nobody", "crisis.languages", "crisis.colleague"}};
}

Card danger_card(Cause cause, bool bystander) {
  switch (cause) {
    case Cause::home_violence:
      if (bystander) return {"crisis.home_violence.first", {"crisis.home_violence.other", "crisis.nobody"}};
      return {"crisis.home_violence.first", {"crisis.home_violence.phone", "crisis.nobody", "crisis.languages"}};
    case Cause::sexual_violence:
      if (bystander) return {"crisis.sexual_violence.first", {"crisis.sexual_violence.other", "crisis.nobody"}};
      return {"crisis.sexual_violence.first",
              {"crisis.sexual_violence.later", "crisis.nobody", "crisis.languages", "crisis.colleague"}};
    case Cause::harm_others:
      return {"crisis.harm_others.first", {"crisis.harm_others.talk", "crisis.harm_others.line", "crisis.nobody"}};
    default:
      if (bystander) return {"crisis.danger.first", {"crisis.danger.other", "crisis.danger.home", "crisis.nobody"}};
      return {"crisis.danger.first", {"crisis.danger.safe", "crisis.danger.home", "crisis.nobody", "crisis.languages"}};
  }
}

Card card_of(const Maker& maker, const Recognition& found) {
  if (found.cause == Cause::accident) {
    const bool inside = !number_of(maker, "bhv").empty();
    return {"crisis.accident.first", inside ? std::vector<TextKey>{"crisis.accident.inside"} : std::vector<TextKey>{}};
  }
  const bool suicide = found.cause == Cause::suicide || found.cause == Cause::other_language;
  return suicide ? suicide_card(found.bystander) : danger_card(found.cause, found.bystander);
}

std::string date_text(std::chrono::year_month_day date) {
  const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(static_cast<unsigned>(date.day())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
         std::to_string(static_cast<int>(date.year()));
}

/// "De Luisterlijn: 088-0767 000, iemand die luistert (dag en nacht)"
model::Rich line_text(const Maker& maker, const HelpLine& line) {
  model::Rich text{{line.name.of(maker.language), true, {}}};
  if (!line.number.empty()) {
    text.push_back({": ", false, {}});
    text.push_back({line.number, false, phone_link(line.number)});
  } else if (!line.url.empty()) {
    text.push_back({": ", false, {}});
    text.push_back({site_of(line.url), false, line.url});
  }
  std::string rest;
  const auto further = [&](const std::string& words) {
    if (!words.empty()) rest += ", " + words;
  };
  further(line.about.of(maker.language));
  further(line.hours.of(maker.language));
  further(line.cost.of(maker.language));
  if (maker.resources.trust(line, maker.today) == Trust::overdue)
    further(maker.texts.say(maker.language, "routes.checked", {{"date", date_text(*line.verified_on)}}));
  if (!rest.empty()) text.push_back({rest, false, {}});
  return text;
}

/// Nothing in particular: every line that is there for talking.
bool fits(const HelpLine& line, Cause cause) {
  if (cause == Cause::nothing) return !line.fits.empty();
  return std::any_of(line.fits.begin(), line.fits.end(),
                     [&](const std::string& need) { return need == "any" || need == word(cause); });
}

void add_inside(Reply& reply, const Maker& maker) {
  if (!maker.inside) return add(reply, maker, "routes.not_inside");
  model::List list;
  for (const auto& line : maker.resources.lines)
    if (line.inside && line.id != "bhv") list.items.push_back(line_text(maker, line));
  if (list.items.empty())
    for (const TextKey key : {TextKey("routes.adviser"), TextKey("routes.doctor")})
      list.items.push_back(model::rich(maker.texts.say(maker.language, key)));
  reply.blocks.emplace_back(model::Paragraph{model::bold(maker.texts.say(maker.language, "routes.inside"))});
  reply.blocks.emplace_back(std::move(list));
}

void add_outside(Reply& reply, const Maker& maker, Cause cause) {
  model::List list;
  for (const auto& line : maker.resources.lines)
    if (!line.inside && fits(line, cause) && list.items.size() < kMostOutside)
      list.items.push_back(line_text(maker, line));
  if (list.items.empty()) return;
  reply.blocks.emplace_back(model::Paragraph{model::bold(maker.texts.say(maker.language, "routes.outside"))});
  reply.blocks.emplace_back(std::move(list));
}

/// Where to turn, help now, and who runs the chat: the end of every screen about talking to someone.
void add_routes(Reply& reply, const Maker& maker, Cause cause) {
  add_inside(reply, maker);
  add_outside(reply, maker, cause);
  if (maker.inside) reply.blocks.emplace_back(model::Buttons{{button(maker, "routes.compare", "ask", kCompare)}});
  note(reply, maker, "routes.now");
  if (maker.channel == "slack") note(reply, maker, "routes.slack");
  if (maker.channel == "teams") note(reply, maker, "routes.teams");
}

}  // namespace

Texts own_texts() {
  return Texts::built_in(safe_space_embedded::texts);
}

Reply crisis_card(const Maker& maker, const Recognition& found, Length length) {
  Reply reply = private_reply(maker);
  reply.urgency = model::Urgency::crisis;
  const Card card = card_of(maker, found);
  add_first(reply, maker, maker.language, card.first);
  if (found.cause == Cause::other_language)
    add_first(reply, maker, maker.language == Language::nl ? Language::en : Language::nl, card.first);
  if (length == Length::first_line || found.cause == Cause::accident) {
    for (const auto key : card.more)
      if (found.cause == Cause::accident) add(reply, maker, key);
    return reply;
  }
  if (length == Length::shorter) {
    add(reply, maker, "crisis.nobody");
    return reply;
  }
  for (const auto key : card.more) add(reply, maker, key);
  reply.blocks.emplace_back(model::Buttons{{button(maker, "routes.which", "safe", "routes")}});
  return reply;
}

Reply offer(const Maker& maker, const Recognition& found) {
  Reply reply = private_reply(maker);
  add(reply, maker,
      found.bystander  ? TextKey("offer.bystander")
      : found.doubtful ? TextKey("offer.doubt")
                       : TextKey("offer.lead"));
  add_routes(reply, maker, found.cause);
  return reply;
}

Reply offer_again(const Maker& maker) {
  Reply reply = private_reply(maker);
  add(reply, maker, "offer.again");
  reply.blocks.emplace_back(model::Buttons{{button(maker, "routes.which", "safe", "routes")}});
  note(reply, maker, "routes.now");
  return reply;
}

Reply routes(const Maker& maker) {
  Reply reply = private_reply(maker);
  reply.blocks.emplace_back(model::Heading{maker.texts.say(maker.language, "routes.title")});
  add(reply, maker, "routes.lead");
  add_routes(reply, maker, Cause::nothing);
  return reply;
}

Reply talk_yourself(const Maker& maker) {
  Reply reply;
  reply.language = maker.language;
  add(reply, maker, "info.talk");
  reply.blocks.emplace_back(model::Buttons{{button(maker, "info.how", "safe", "routes")}});
  return reply;
}

Reply refusal(const Maker& maker) {
  Reply reply;
  reply.language = maker.language;
  add(reply, maker, "refused");
  return reply;
}

void add_stands_in_channel(Reply& reply, const Maker& maker) {
  add(reply, maker, "channel.stands");
  reply.blocks.emplace_back(model::Buttons{{button(maker, "channel.how", "safe", "delete")}});
}

Reply how_to_delete(const Maker& maker) {
  Reply reply = private_reply(maker);
  add(reply, maker, maker.channel == "slack" ? TextKey("channel.slack") : TextKey("channel.other"));
  return reply;
}

void add_back(Reply& reply, const Maker& maker) {
  Button back;
  back.label = maker.texts.say(maker.language, "back");
  back.action = "home";
  back.value = code(maker.language);
  reply.blocks.emplace_back(model::Divider{});
  reply.blocks.emplace_back(model::Buttons{{std::move(back)}});
}

}  // namespace wegwijzer::safe_space
