#include "web/page.hpp"

#include <cmath>
#include <cstdio>

#include "web/assets.hpp"
#include "web/blocks.hpp"

namespace wegwijzer::web {
namespace {

using Many = kainjow::mustache::list;

constexpr std::size_t kMostConsidered = 5;

/// The six signs of the start page: the text key of the area and of the question.
constexpr std::string_view kExamples[] = {"network", "or", "allies", "cao", "time", "safe"};

Data texts_data(const Texts& texts, Language language) {
  Data data(Data::type::object);
  for (const auto& [key, text] : texts.all(language)) data.set(key, text);
  return data;
}

std::string text_of(const Texts& texts, Language language, const std::string& key) {
  const auto& all = texts.all(language);
  const auto found = all.find(key);
  return found == all.end() ? std::string{} : found->second;
}

std::string percent(double share) {
  return std::to_string(std::lround(share * 100));
}

/// "180 µs", "1,3 ms".
std::string time_text(Duration took, Language language) {
  const auto micros = took.count();
  if (micros < 1000) return std::to_string(micros) + " µs";
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%.1f ms", static_cast<double>(micros) / 1000);
  std::string out(text, static_cast<std::size_t>(length));
  if (language == Language::nl)
    if (const auto point = out.find('.'); point != std::string::npos) out[point] = ',';
  return out;
}

Data examples_data(const Texts& texts, Language language) {
  Many examples;
  for (const auto name : kExamples) {
    Data example{"area", text_of(texts, language, "area_" + std::string(name))};
    example.set("question", text_of(texts, language, "example_" + std::string(name)));
    example.set("name", std::string(name));
    examples.push_back(std::move(example));
  }
  return Data(std::move(examples));
}

Data found_data(const model::Found& found, bool first) {
  Data data{"title", repaired_utf8(found.title)};
  data.set("id", repaired_utf8(found.id));
  data.set("lang", std::string(code(found.language)));
  data.set("percent", percent(found.score));
  data.set("first", first);
  return data;
}

Data why_data(const Texts& texts, Language page, const model::Reply& reply, Duration took) {
  Data why{"time", time_text(took, page)};
  const auto* findings = reply.findings.get();
  if (findings == nullptr) return why;
  Data found(Data::type::object);
  const auto decision = text_of(texts, page, "intent_" + findings->intent);
  found.set("decision", decision.empty() ? repaired_utf8(findings->intent) : decision);
  found.set("intent", repaired_utf8(findings->intent));
  if (!findings->results.empty()) {
    Many entries;
    for (const auto& one : findings->results)
      if (entries.size() < kMostConsidered) entries.push_back(found_data(one, entries.empty()));
    found.set("considered", Data{"entries", Data(std::move(entries))});
    found.set("sure", Data{"percent", percent(findings->confidence)});
  }
  if (!findings->reasons.empty()) {
    Many lines;
    for (const auto& reason : findings->reasons) lines.push_back(Data{"text", repaired_utf8(reason)});
    found.set("how", Data{"lines", Data(std::move(lines))});
  }
  why.set("findings", std::move(found));
  return why;
}

/// `only_asker`, or not said in the conversation at all.
bool is_private(const model::Outgoing& reply) {
  return reply.reply.privacy == model::Privacy::only_asker || !std::holds_alternative<model::ToAsker>(reply.to);
}

Data slack_data(const std::vector<SlackCall>& calls) {
  Many many;
  for (const auto& call : calls) {
    Data data{"method", call.method};
    data.set("body", call.body);
    many.push_back(std::move(data));
  }
  return {"calls", Data(std::move(many))};
}

Data turn_data(const Texts& texts, const Turn& turn, const Shown& shown) {
  Data data{"id", shown.id};
  data.set("t", texts_data(texts, turn.place.page));
  data.set("place", place_data(turn.place));
  const Language language = shown.reply != nullptr ? shown.reply->reply.language : turn.place.page;
  data.set("lang", std::string(code(language)));
  if (!turn.said.empty()) data.set("said", Data{"text", repaired_utf8(turn.said)});
  data.set("in_channel", turn.place.surface == model::Surface::channel);
  if (shown.reply == nullptr) return data;
  const auto& reply = shown.reply->reply;
  Data answered{"text", model::plain_text(reply)};
  answered.set("r", texts_data(texts, language));
  answered.set("blocks", blocks_data(reply, shown.id, texts));
  answered.set("crisis", reply.urgency == model::Urgency::crisis);
  answered.set("private", is_private(*shown.reply));
  if (!shown.slack.empty()) answered.set("slack", slack_data(shown.slack));
  answered.set("why", why_data(texts, turn.place.page, reply, shown.took));
  data.set("answered", std::move(answered));
  if (shown.reply->replace && !turn.on.empty()) data.set("replaces", turn.on);
  return data;
}

Data page_data(const Texts& texts, const Place& place) {
  Data data{"t", texts_data(texts, place.page)};
  data.set("page_lang", std::string(code(place.page)));
  data.set("place", place_data(place));
  data.set("examples", examples_data(texts, place.page));
  data.set("style", asset_address("playground.css"));
  data.set("script", asset_address("playground.js"));
  data.set("icon", asset_address("icon.svg"));
  return data;
}

}  // namespace

std::string start_page(const Texts& texts, const Place& place) {
  Data data = page_data(texts, place);
  data.set("fresh", true);
  return rendered("page.mustache", std::move(data));
}

std::string turn_page(const Texts& texts, const Turn& turn, const Shown& shown) {
  Data data = page_data(texts, turn.place);
  data.set("typed", repaired_utf8(shown.reply != nullptr ? turn.typed : turn.said));
  data.set("turns", Data(Many{turn_data(texts, turn, shown)}));
  return rendered("page.mustache", std::move(data));
}

std::string turn_piece(const Texts& texts, const Turn& turn, const Shown& shown) {
  return rendered("turn.mustache", turn_data(texts, turn, shown));
}

}  // namespace wegwijzer::web
