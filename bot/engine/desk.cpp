#include "engine/desk.hpp"

#include <algorithm>
#include <utility>

#include "crypto/hash.hpp"

namespace wegwijzer::engine {
namespace {

using handler::Claim;
using handler::Outcome;
using handler::Sayings;
using model::Outgoing;

void append(Sayings& to, Sayings from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

using Note = decltype(Outcome::note);

Note both_notes(Note first, Note second) {
  if (!first || !second) return first ? std::move(first) : std::move(second);
  return [one = std::move(first), two = std::move(second)](store::Tx& tx) -> Result<void> {
    auto done = one(tx);
    return done ? two(tx) : done;
  };
}

/// Both, in order, in one transaction: a part without a change says what it says in the middle of it.
Outcome both(Outcome first, Outcome second) {
  Outcome joined;
  joined.note = both_notes(std::move(first.note), std::move(second.note));
  if (!first.change && !second.change) {
    joined.messages = std::move(first.messages);
    append(joined.messages, std::move(second.messages));
  } else {
    joined.change = [one = std::move(first), two = std::move(second)](store::Tx& tx) -> Result<Sayings> {
      Sayings said;
      for (const auto* part : {&one, &two}) {
        if (!part->change) {
          append(said, part->messages);
          continue;
        }
        auto more = part->change(tx);
        if (!more) return more;
        append(said, std::move(*more));
      }
      return said;
    };
  }
  return joined;
}

bool same_place(const model::To& some, const model::To& other) {
  if (some.index() != other.index()) return false;
  const auto* one = std::get_if<model::ToPerson>(&some);
  return one == nullptr || one->person == std::get<model::ToPerson>(other).person;
}

/// The first one's intent, and what both found.
std::shared_ptr<const model::Findings> joined(const std::shared_ptr<const model::Findings>& first,
                                              const std::shared_ptr<const model::Findings>& second) {
  if (!first || !second) return first ? first : second;
  auto both = std::make_shared<model::Findings>(*first);
  both->results.insert(both->results.end(), second->results.begin(), second->results.end());
  both->reasons.insert(both->reasons.end(), second->reasons.begin(), second->reasons.end());
  return both;
}

void join(model::Reply& reply, model::Reply more) {
  if (!reply.blocks.empty() && !more.blocks.empty()) reply.blocks.emplace_back(model::Divider{});
  std::move(more.blocks.begin(), more.blocks.end(), std::back_inserter(reply.blocks));
  reply.privacy = std::max(reply.privacy, more.privacy);
  reply.urgency = std::max(reply.urgency, more.urgency);
  reply.findings = joined(reply.findings, more.findings);
}

bool holds_crisis(const Sayings& sayings) {
  return std::any_of(sayings.begin(), sayings.end(),
                     [](const handler::Saying& saying) { return saying.reply.urgency == model::Urgency::crisis; });
}

/// The view of a handler that is not alone with the message.
class SharedView final : public handler::View {
 public:
  SharedView(const handler::View& view, const Outcome& so_far) : view_(view), so_far_(so_far) {}
  [[nodiscard]] Result<store::Read*> store() const override { return view_.store(); }
  [[nodiscard]] Instant now() const override { return view_.now(); }
  [[nodiscard]] const model::Person& person() const override { return view_.person(); }
  [[nodiscard]] Language language() const override { return view_.language(); }
  [[nodiscard]] bool shared() const override { return true; }
  [[nodiscard]] bool answered() const override {
    const auto& said = so_far_.messages;
    return so_far_.change ||
           std::any_of(said.begin(), said.end(), [](const handler::Saying& saying) { return !saying.below; });
  }

 private:
  const handler::View& view_;
  const Outcome& so_far_;
};

}  // namespace

Sayings Desk::crisis(const model::Message& message, const handler::View& view) const {
  for (const auto& handler : handlers_) {
    const auto claim = handler->claim(message, view);
    if (claim == Claim::no) continue;
    auto outcome = handler->handle(message, view);
    if (outcome && !outcome->change && holds_crisis(outcome->messages)) return std::move(outcome->messages);
    if (claim == Claim::mine) break;
  }
  return {};
}

Result<Outcome> Desk::decide(const model::Message& message, const handler::View& view) const {
  Outcome whole;
  const SharedView shared(view, whole);
  bool first = true;
  for (const auto& handler : handlers_) {
    const handler::View& seen = first ? view : shared;
    const auto claim = handler->claim(message, seen);
    if (claim == Claim::no) continue;
    auto outcome = handler->handle(message, seen);
    if (!outcome) return outcome;
    whole = first ? std::move(*outcome) : both(std::move(whole), std::move(*outcome));
    first = false;
    if (claim == Claim::mine) break;
  }
  return whole;
}

model::Said addressed(Sayings sayings, const model::Message& message) {
  model::Said said;
  std::stable_partition(sayings.begin(), sayings.end(), [](const handler::Saying& saying) { return !saying.below; });
  for (auto& saying : sayings) {
    const auto same = std::find_if(said.begin(), said.end(), [&](const Outgoing& outgoing) {
      return same_place(outgoing.to, saying.to) && outgoing.replace == saying.replace &&
             !std::holds_alternative<model::ToDialog>(outgoing.to);
    });
    if (same != said.end()) {
      join(same->reply, std::move(saying.reply));
      continue;
    }
    Outgoing outgoing;
    outgoing.to = std::move(saying.to);
    outgoing.source = message.source;
    outgoing.asker = message.from;
    outgoing.reply = std::move(saying.reply);
    outgoing.replace = saying.replace;
    said.push_back(std::move(outgoing));
  }
  const std::string seed = message.source.channel + "\n" + message.id;
  for (std::size_t i = 0; i < said.size(); ++i) said[i].id = crypto::derived_outgoing_id(seed, i);
  return said;
}

}  // namespace wegwijzer::engine
