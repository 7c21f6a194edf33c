#include "answer/render.hpp"

#include <algorithm>
#include <charconv>

#include "answer/dates.hpp"
#include "base/text.hpp"

namespace wegwijzer::answer {
namespace {

using knowledge::Entry;
using knowledge::Part;
using model::Block;
using model::Button;
using model::Reply;

constexpr std::size_t kFirstWords = 90;
constexpr std::size_t kWholeWords = 105;  ///< an answer this short is not cut for the few words that would remain
constexpr std::size_t kMostRelated = 3;
constexpr std::size_t kMostOffered = 3;
constexpr std::size_t kLabel = 75;

/// A heading or "It is about:" belongs to what follows.
bool leads_in(const Part& part) {
  if (part.kind == Part::Kind::heading) return true;
  if (part.kind != Part::Kind::paragraph || part.items.empty() || part.items.front().empty()) return false;
  return trimmed(part.items.front().back().text).ends_with(":");
}

model::Rich rich_of(const knowledge::Rich& text) {
  model::Rich rich;
  for (const auto& span : text) rich.push_back({span.text, span.bold, span.link});
  return rich;
}

Block block_of(const Part& part) {
  if (part.kind == Part::Kind::heading)
    return model::Heading{part.items.empty() ? std::string{} : model::plain_text(rich_of(part.items.front()))};
  if (part.kind == Part::Kind::paragraph)
    return model::Paragraph{part.items.empty() ? model::Rich{} : rich_of(part.items.front())};
  model::List list;
  list.numbered = part.kind == Part::Kind::numbered;
  for (const auto& item : part.items) list.items.push_back(rich_of(item));
  return list;
}

void add_parts(Reply& reply, std::span<const Part> parts) {
  for (const auto& part : parts) reply.blocks.push_back(block_of(part));
}

std::string label_of(const std::string& title) {
  if (utf16_length(title) <= kLabel) return title;
  return std::string(trimmed(utf16_prefix(title, kLabel - 1))) + "…";
}

Button ask_button(const Entry& entry) {
  Button button;
  button.label = label_of(entry.title);
  button.action = "ask";
  button.value = value_of({entry.id, entry.language});
  return button;
}

std::string when_text(const Desk& desk, const Entry& entry) {
  std::string when;
  if (!entry.as_of.empty())
    when = desk.texts.say(entry.language, "as_of", {{"date", month_text(desk.texts, entry.language, entry.as_of)}});
  if (!entry.reviewed.ok()) return when;
  if (!when.empty()) when += ", ";
  return when +
         desk.texts.say(entry.language, "reviewed", {{"date", day_text(desk.texts, entry.language, entry.reviewed)}});
}

void add_overdue(Reply& reply, const Desk& desk, const Entry& entry) {
  const auto today = std::chrono::floor<std::chrono::days>(desk.now);
  if (!entry.reviewed.ok() || today <= entry.review_due()) return;
  const auto since = near_day_text(desk.texts, entry.language, entry.review_due(), today);
  reply.blocks.emplace_back(model::Note{model::rich(desk.texts.say(entry.language, "overdue", {{"date", since}}))});
}

/// Each document once, with the places in it that share its address.
model::Sources sources_of(const Entry& entry) {
  model::Sources sources;
  std::vector<const knowledge::Source*> named;
  for (const auto& source : entry.sources) {
    const auto same = [&](const auto* one) { return one->document == source.document && one->url == source.url; };
    const auto found = std::find_if(named.begin(), named.end(), same);
    const auto at = static_cast<std::size_t>(found - named.begin());
    if (found == named.end()) {
      named.push_back(&source);
      sources.items.emplace_back(source.document, source.url);
    }
    auto& label = sources.items[at].first;
    const std::string place = ", " + source.section;
    if (!source.section.empty() && label.find(place) == std::string::npos) label += place;
  }
  return sources;
}

void add_sources(Reply& reply, const Desk& desk, const Entry& entry) {
  if (entry.sources.empty()) {
    if (!entry.reviewed.ok()) return;
    const auto day = day_text(desk.texts, entry.language, entry.reviewed);
    reply.blocks.emplace_back(
        model::Note{model::rich(desk.texts.say(entry.language, "reviewed_only", {{"date", day}}))});
    return;
  }
  model::Sources sources = sources_of(entry);
  sources.as_of = when_text(desk, entry);
  reply.blocks.emplace_back(std::move(sources));
}

void add_related(Reply& reply, const Desk& desk, const Entry& entry) {
  if (desk.brief) return;
  model::Buttons buttons;
  for (const auto& id : entry.related) {
    const auto* related = desk.shelf.find(id, entry.language);
    if (related == nullptr || related->language != entry.language) continue;
    buttons.items.push_back(ask_button(*related));
    if (buttons.items.size() == kMostRelated) break;
  }
  if (!buttons.items.empty()) reply.blocks.emplace_back(std::move(buttons));
}

Button feedback_button(const Desk& desk, const Entry& entry) {
  Button button;
  button.label = desk.texts.say(entry.language, "wrong");
  button.action = "feedback";
  button.value = value_of({entry.id, entry.language});
  button.spoken = label_of(desk.texts.say(entry.language, "wrong_spoken", {{"title", entry.title}}));
  return button;
}

/// `seen`: parts that stand above; there is more when that is not all of them.
void add_actions(Reply& reply, const Desk& desk, const Entry& entry, std::size_t seen) {
  model::Buttons buttons;
  if (seen < entry.parts.size()) {
    Button button;
    button.label = desk.texts.say(entry.language, "more");
    button.action = "more";
    button.value = value_of({entry.id, entry.language, seen});
    button.spoken = label_of(desk.texts.say(entry.language, "more_of", {{"title", entry.title}}));
    buttons.items.push_back(std::move(button));
  }
  buttons.items.push_back(feedback_button(desk, entry));
  reply.blocks.emplace_back(std::move(buttons));
}

void add_answer(Reply& reply, const Desk& desk, const Entry& entry, bool brief) {
  const std::span<const Part> parts(entry.parts);
  const auto first = first_parts(parts, brief);
  add_parts(reply, parts.first(first));
  add_overdue(reply, desk, entry);
  add_sources(reply, desk, entry);
  if (!brief) add_related(reply, desk, entry);
  add_actions(reply, desk, entry, first);
}

void say(Reply& reply, const Desk& desk, TextKey key, Texts::Fills fills = {}) {
  reply.blocks.emplace_back(model::Paragraph{model::rich(desk.texts.say(reply.language, key, fills))});
}

TextKey who_knows(const Entry* nearest) {
  if (nearest == nullptr) return "unknown.who.other";
  if (nearest->area == "network") return "unknown.who.network";
  if (nearest->area == "or") return "unknown.who.or";
  if (nearest->area == "cao") return "unknown.who.cao";
  if (nearest->area == "safespace") return "unknown.who.safespace";
  return "unknown.who.other";
}

/// "team-cao" → "cao"
std::string owner_name(std::string_view owner) {
  if (owner.starts_with("team-")) owner.remove_prefix(5);
  std::string name(owner);
  std::replace(name.begin(), name.end(), '-', ' ');
  return name;
}

}  // namespace

std::string value_of(const EntryRef& ref) {
  std::string value = ref.id;
  if (ref.language) value.append("/").append(code(*ref.language));
  if (ref.seen > 0) value.append("/").append(std::to_string(ref.seen));
  return value;
}

EntryRef entry_ref_from(std::string_view value) {
  const auto slash = std::min(value.find('/'), value.size());
  EntryRef ref;
  ref.id = value.substr(0, slash);
  std::string_view rest = value.substr(std::min(slash + 1, value.size()));
  ref.language = language_from(rest.substr(0, rest.find('/')));
  if (const auto next = rest.find('/'); next != std::string_view::npos)
    std::from_chars(rest.data() + next + 1, rest.data() + rest.size(), ref.seen);
  return ref;
}

std::size_t words_in(const Part& part) {
  std::size_t words = 0;
  for (const auto& item : part.items) {
    bool inside = false;
    for (const auto& span : item)
      for (const char letter : span.text) {
        const bool blank = letter == ' ' || letter == '\n' || letter == '\t';
        if (!blank && !inside) ++words;
        inside = !blank;
      }
  }
  return words;
}

std::size_t first_parts(std::span<const Part> parts, bool brief) {
  std::size_t all = 0;
  for (const auto& part : parts) all += words_in(part);
  if (!brief && all <= kWholeWords) return parts.size();
  std::size_t first = 0;
  std::size_t words = 0;
  while (first < parts.size()) {
    std::size_t next = first;
    std::size_t more = words_in(parts[next]);
    while (leads_in(parts[next]) && next + 1 < parts.size()) more += words_in(parts[++next]);
    if (first > 0 && (brief || words + more > kFirstWords)) break;
    words += more;
    first = next + 1;
  }
  return first;
}

Reply answer_reply(const Desk& desk, const Entry& entry, const Entry* second) {
  Reply reply;
  reply.language = entry.language;
  const bool two = second != nullptr && second->language == entry.language && second->id != entry.id;
  if (!two) {
    add_answer(reply, desk, entry, desk.brief);
    return reply;
  }
  if (!desk.brief) reply.blocks.emplace_back(model::Heading{entry.title});
  add_answer(reply, desk, entry, true);
  if (desk.brief) {
    say(reply, desk, "also_asked");
    reply.blocks.emplace_back(model::Buttons{{ask_button(*second)}});
    return reply;
  }
  reply.blocks.emplace_back(model::Heading{second->title});
  add_answer(reply, desk, *second, true);
  return reply;
}

Reply more_reply(const Desk& desk, const Entry& entry, std::size_t seen) {
  Reply reply;
  reply.language = entry.language;
  const std::span<const Part> parts(entry.parts);
  reply.blocks.emplace_back(model::Heading{desk.texts.say(entry.language, "more_of", {{"title", entry.title}})});
  add_parts(reply, parts.subspan(seen < parts.size() ? seen : 0));
  add_overdue(reply, desk, entry);
  add_sources(reply, desk, entry);
  add_related(reply, desk, entry);
  add_actions(reply, desk, entry, parts.size());
  return reply;
}

Reply suggest_reply(const Desk& desk, Language language, std::span<const knowledge::Hit> hits, bool may_note) {
  Reply reply;
  reply.language = language;
  say(reply, desk, "suggest.ask");
  model::Buttons buttons;
  std::string offered;
  for (const auto& hit : hits.first(std::min(hits.size(), kMostOffered))) {
    if (hit.entry == nullptr) continue;
    buttons.items.push_back(ask_button(*hit.entry));
    offered.append(offered.empty() ? "" : ",").append(hit.entry->id);
  }
  Button none;
  none.label = desk.texts.say(language, "suggest.none");
  none.action = "none";
  none.value = value_of({may_note ? offered : std::string{}, language});
  buttons.items.push_back(std::move(none));
  reply.blocks.emplace_back(std::move(buttons));
  return reply;
}

Reply unknown_reply(const Desk& desk, Language language, const Unknown& unknown) {
  Reply reply;
  reply.language = language;
  const auto* nearest = unknown.nearest;
  std::string lead = desk.texts.say(language, unknown.lead) + " " + desk.texts.say(language, who_knows(nearest));
  reply.blocks.emplace_back(model::Paragraph{model::rich(std::move(lead))});
  if (nearest != nullptr)
    say(reply, desk, "unknown.nearest", {{"title", nearest->title}, {"owner", owner_name(nearest->owner)}});
  say(reply, desk, "unknown.scope");
  if (unknown.kept) reply.blocks.emplace_back(model::Note{model::rich(desk.texts.say(language, "unknown.kept"))});
  model::Buttons buttons;
  if (nearest != nullptr) buttons.items.push_back(ask_button(*nearest));
  if (const auto* person = desk.shelf.find("bot.contact-person", language); person != nullptr) {
    auto button = ask_button(*person);
    button.label = desk.texts.say(language, "unknown.person");
    buttons.items.push_back(std::move(button));
  }
  Button help;
  help.label = desk.texts.say(language, "unknown.help");
  help.action = "help";
  help.value = code(language);
  buttons.items.push_back(std::move(help));
  reply.blocks.emplace_back(std::move(buttons));
  return reply;
}

Reply sentence(const Texts& texts, Language language, TextKey key) {
  Reply reply;
  reply.language = language;
  reply.blocks.emplace_back(model::Paragraph{model::rich(texts.say(language, key))});
  return reply;
}

Reply feedback_dialog(const Texts& texts, Language language, std::string handle) {
  model::Form form;
  form.id = "feedback";
  form.handle = std::move(handle);
  form.title = texts.say(language, "feedback.title");
  form.submit = texts.say(language, "feedback.submit");
  form.close = texts.say(language, "feedback.close");
  form.lead = {model::rich(texts.say(language, "feedback.thanks")),
               model::rich(texts.say(language, "feedback.invite"))};
  model::Field words;
  words.name = "words";
  words.label = texts.say(language, "feedback.words");
  words.hint = texts.say(language, "feedback.hint");
  words.kind = model::Field::Kind::text;
  words.required = false;
  words.longest = 1'000;
  form.fields.push_back(std::move(words));
  Reply reply;
  reply.language = language;
  reply.blocks.emplace_back(std::move(form));
  return reply;
}

}  // namespace wegwijzer::answer
