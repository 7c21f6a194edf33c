#include "engine/handling.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "base/reveal.hpp"
#include "crypto/hash.hpp"
#include "engine/kind_word.hpp"
#include "engine/one_view.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;

constexpr int kTries = 4;
constexpr std::size_t kOnce = 1000;

}  // namespace

model::Person Engine::person_of(const model::Message& message, store::Read* read) const {
  model::Person person;
  person.ref = message.from;
  person.standing = message.standing;
  if (message.from.nobody()) return person;
  const auto kept = parts_.people.find(message.from, parts_.clock.now(), [read]() -> Result<store::Read*> {
    if (read == nullptr) return failed(Kind::unavailable, "store", "the database cannot be read");
    return read;
  });
  person.language = kept.language;
  person.greeted = kept.greeted;
  return person;
}

bool Engine::read_back(Item& item, store::Connection& reader) {
  if (item.event.body) return true;
  std::optional<InboxRow> row;
  auto read = reader.read(parts_.clock.now(), [&](store::Read& r) -> Result<void> {
    auto found = InboxStore::find(r, *item.inbox);
    if (!found) return failed(std::move(found.error()));
    row = std::move(*found);
    return {};
  });
  if (!read || !row) {
    let_go(*item.inbox);  // unreadable now: the next look finds it again; or it is gone
    return false;
  }
  auto event = inbox_.opened(*row);
  if (!event) {
    log::error("inbox.unreadable", {{"attempt", row->attempts}});
    writer_->submit([id = row->id](store::Tx& tx) { return InboxStore::lay_aside(tx, id); },
                    [this, id = row->id](const Result<void>&) { let_go(id); });
    dead_.add();
    return false;
  }
  item.event = std::move(*event);
  item.attempts = row->attempts;
  return true;
}

void Engine::drop(const Item& item) {
  if (item.inbox) destroy(*item.inbox);
}

void Engine::handle(Item item, store::Connection& reader) {
  const auto started = std::chrono::steady_clock::now();
  if (!item.timer && !read_back(item, reader)) return;
  auto handling = std::make_shared<Handling>();
  handling->item = std::move(item);
  try {
    handle(handling, reader);
  } catch (const std::exception&) {
    failed_to_handle(handling, {Kind::broken, "engine", "a room threw", ""});
  }
  seconds_.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
}

void Engine::handle(const std::shared_ptr<Handling>& handling, store::Connection& reader) {
  if (handling->item.timer) return handle_due(handling, reader);
  const auto& event = handling->item.event;
  handling->channel = channel_named(parts_.channels, event.channel);
  if (handling->channel == nullptr) {  // switched off since the event came
    log::warn("engine.no_channel", {{"request", event.request}});
    return lay_aside(handling);
  }
  handling->conversation = inbox_.conversation_hash(event);
  auto message = handling->channel->read(event);
  if (!message || !*message) {
    if (!message) log::warn("channel.unreadable", {{"request", event.request}});
    Result<model::Said> said = message ? Result<model::Said>(model::Said{}) : failed(message.error());
    if (handling->item.waiting) handling->item.waiting->answer(handling->channel->answer(event, said));
    return drop(handling->item);
  }
  handling->message = std::move(**message);
  handling->message.request = event.request;
  if (handling->message.id.empty()) handling->message.id = to_hex(event.request.view());
  if (const auto* text = std::get_if<model::Text>(&handling->message.what); text && handling->item.inbox)
    if (!brake_.allows(handling->conversation, reveal(text->words), std::chrono::steady_clock::now())) {
      log::warn("engine.brake", {{"request", event.request}});
      return drop(handling->item);
    }
  bool decided = false;
  auto read = reader.read(parts_.clock.now(), [&](store::Read& r) -> Result<void> {
    decided = true;
    decide(handling, &r);
    return {};
  });
  if (!read && !decided) decide(handling, nullptr);
}

void Engine::decide(const std::shared_ptr<Handling>& handling, store::Read* read) {
  const auto& message = handling->message;
  handling->person = person_of(message, read);
  handling->language = message.wish.value_or(handling->person.language.value_or(settings_.language));
  const OneView view(read, parts_.clock.now(), handling->person, handling->language);
  if (handling->item.mercy) return show_mercy(*handling, desk_.crisis(message, view));
  auto outcome = desk_.decide(message, view);
  if (!outcome) return failed_to_handle(handling, outcome.error());
  handling->outcome = std::move(*outcome);
  settle(handling);
}

void Engine::show_mercy(Handling& handling, handler::Sayings sayings) {
  if (!route(handling, addressed(std::move(sayings), handling.message))) return;
  for (auto& row : handling.rows) {
    row.call.until = parts_.clock.now() + 1min;
    send_at_once(row.channel, std::move(row.call));
  }
}

/// As words that cannot wait and need not be kept.
void Engine::say_at_once(const Handling& handling, const model::Said& said) {
  for (const auto& outgoing : said) {
    auto calls = handling.channel->write(outgoing);
    if (!calls) return;
    for (std::size_t i = 0; i < calls->size(); ++i) {
      auto& call = (*calls)[i];
      // An id of its own: under the message's own one the platform may know what was decided before.
      call.id = crypto::derived_outgoing_id("apology\n" + std::string(outgoing.id.view()), i);
      call.request = handling.item.event.request;
      if (!call.at_once) call.until = parts_.clock.now() + 1min;
      send_at_once(handling.message.source.channel, std::move(call));
    }
  }
}

/// Once for each id: a platform brings again what it was told was not kept, and a press may come twice.
void Engine::send_at_once(const std::string& channel, channel::Call call) {
  {
    const std::lock_guard lock(mutex_);
    if (once_.size() >= kOnce) once_.clear();
    if (!once_.insert(call.id).second) return;
  }
  courier_->at_once(channel, std::move(call));
}

void Engine::settle(const std::shared_ptr<Handling>& handling) {
  if (handling->outcome.note) writer_->note(handling->outcome.note);
  if (handling->outcome.change) return settle_change(handling);
  settle_stateless(handling);
}

OutboxRow Engine::row_for(const Handling& handling, const model::Outgoing& outgoing, std::string_view channel,
                          channel::Call call) const {
  OutboxRow row;
  row.id = call.id;
  row.conversation = handling.conversation;
  if (!call.conversation.empty()) row.conversation = inbox_.conversation_hash(channel, call.conversation);
  row.channel = channel;
  row.created = parts_.clock.now();
  row.due = std::max({row.created, call.not_before, outgoing.not_before});
  row.urgent = outgoing.reply.urgency == model::Urgency::crisis;
  row.doubtful = handling.item.doubtful && !handling.outcome.change;
  row.call = std::move(call);
  return row;
}

Result<void> Engine::route(Handling& handling, model::Said said) const {
  handling.rows.clear();
  handling.at_once.clear();
  for (const auto& outgoing : said) {
    const auto* person = std::get_if<model::ToPerson>(&outgoing.to);
    const auto* channel = person != nullptr ? channel_named(parts_.channels, person->person.channel) : handling.channel;
    if (channel == nullptr) return failed(Kind::broken, "engine", "nobody there to say it");
    auto calls = channel->write(outgoing);
    if (!calls) return failed(std::move(calls.error()));
    for (std::size_t i = 0; i < calls->size(); ++i) {
      auto& call = (*calls)[i];
      if (call.id.empty()) call.id = i == 0 ? outgoing.id : crypto::derived_outgoing_id(outgoing.id.view(), i);
      call.request = handling.item.event.request;
      if (call.at_once)
        handling.at_once.push_back(std::move(call));
      else
        handling.rows.push_back(row_for(handling, outgoing, channel->name(), std::move(call)));
    }
  }
  return {};
}

void Engine::settle_stateless(const std::shared_ptr<Handling>& handling) {
  Result<model::Said> said = addressed(std::move(handling->outcome.messages), handling->message);
  auto& item = handling->item;
  if (item.waiting) handling->response = handling->channel->answer(item.event, said);
  if (!said) return failed_to_handle(handling, said.error());
  if (auto routed = route(*handling, std::move(*said)); !routed) return failed_to_handle(handling, routed.error());
  if (handling->rows.empty()) {
    if (item.waiting) item.waiting->answer(std::move(*handling->response));
    for (auto& call : handling->at_once) send_at_once(handling->message.source.channel, std::move(call));
    return drop(item);
  }
  const bool single = item.inbox && handling->rows.size() == 1 && handling->at_once.empty();
  if (single && handling->rows.front().due <= parts_.clock.now() &&
      courier_->carry(handling->rows.front(), *item.inbox))
    return;
  commit(handling, nullptr);
}

void Engine::settle_change(const std::shared_ptr<Handling>& handling) {
  commit(handling, [this, handling](store::Tx& tx) -> Result<void> {
    auto sayings = handling->outcome.change(tx);
    if (!sayings) return failed(std::move(sayings.error()));
    Result<model::Said> said = addressed(std::move(*sayings), handling->message);
    if (handling->item.waiting) handling->response = handling->channel->answer(handling->item.event, said);
    if (!said) return failed(std::move(said.error()));
    return route(*handling, std::move(*said));
  });
}

void Engine::commit(const std::shared_ptr<Handling>& handling, Writer::Change change) {
  if (handling->item.waiting) {
    const std::lock_guard lock(mutex_);
    changes_.push_back(handling);
  }
  workers_->pause(handling->conversation);
  writer_->submit(
      [this, handling, change = std::move(change)](store::Tx& tx) { return write_down(*handling, change, tx); },
      [this, handling](const Result<void>& result) {
        result ? committed(handling) : failed_to_handle(handling, result.error());
        workers_->go_on(handling->conversation);
      });
}

Result<void> Engine::write_down(Handling& handling, const Writer::Change& change, store::Tx& tx) const {
  const auto& item = handling.item;
  if (item.timer) {
    auto taken = handler::take_timer(tx, *item.timer);
    if (!taken) return failed(std::move(taken.error()));
    handling.withdrawn = !*taken;
    if (handling.withdrawn) return {};
  }
  if (item.waiting) {
    handling.withdrawn = !item.waiting->begin();
    if (handling.withdrawn) return {};
    auto seen = InboxStore::see(tx, inbox_.hashed(item.event.identities));
    if (!seen) return failed(std::move(seen.error()));
    if (*seen == InboxStore::Kept::before) {
      Result<model::Said> nothing = model::Said{};
      handling.rows.clear();
      handling.at_once.clear();
      handling.response = handling.channel->answer(item.event, nothing);
      return {};
    }
  }
  if (change)
    if (auto done = change(tx); !done) return done;
  for (const auto& row : handling.rows)
    if (auto added = outbox_.add(tx, row); !added) return added;
  return item.inbox ? InboxStore::destroy(tx, *item.inbox) : Result<void>{};
}

void Engine::committed(const std::shared_ptr<Handling>& handling) {
  auto& item = handling->item;
  if (item.timer) let_go(*item.timer);
  if (handling->withdrawn) return;
  if (item.inbox) let_go(*item.inbox);
  if (!handling->message.from.nobody()) parts_.people.forget(handling->message.from);
  if (item.waiting && handling->response) item.waiting->answer(std::move(*handling->response));
  for (auto& call : handling->at_once) send_at_once(handling->message.source.channel, std::move(call));
  if (!handling->rows.empty()) courier_->committed(std::move(handling->rows));
}

/// In words where the request carries words; else its status says that nothing was done, a dialog stays open, and the
/// words follow by themselves. Never by the outbox: what failed may be the store.
Engine::Apology Engine::apology(const Handling& handling, const Fault& fault) const {
  const TextKey key = fault.kind == Kind::unavailable ? TextKey("busy") : TextKey("broken");
  handler::Saying saying;
  saying.reply.language = handling.language;
  saying.reply.privacy = model::Privacy::only_asker;
  saying.reply.blocks.emplace_back(model::Paragraph{model::rich(texts_.say(handling.language, key))});
  Result<model::Said> said = addressed({std::move(saying)}, handling.message);
  auto response = handling.channel->answer(handling.item.event, said);
  if (said && said->empty()) return {std::move(response), {}};
  Result<model::Said> nothing = failed(fault);
  response = handling.channel->answer(handling.item.event, nothing);
  const bool in_words = response.status < 400;
  return {std::move(response), said && !in_words ? std::move(*said) : model::Said{}};
}

void Engine::failed_to_handle(const std::shared_ptr<Handling>& handling, const Fault& fault) {
  auto& item = handling->item;
  const bool passing = fault.kind == Kind::unavailable;
  // A place is a word of ours or a file of the operator's: no room builds one from what a person sent.
  log::warn("engine.failed", {{"request", item.event.request},
                              {"attempt", item.attempts + 1},
                              {"kind", word_for(fault.kind)},
                              {"place", FilePlace{fault.place}}});
  if (item.mercy) return;
  if (item.timer) return postpone_due(handling);
  if (item.waiting) {
    apologies_.add();
    auto sorry = apology(*handling, fault);
    item.waiting->answer(std::move(sorry.response));
    return say_at_once(*handling, sorry.unsaid);
  }
  if (!item.inbox) return;
  if (item.attempts + 1 >= kTries && !passing) return lay_aside(handling);
  const auto pause = std::chrono::seconds{1LL << std::min(item.attempts, 6)};
  const Instant next_try = parts_.clock.now() + pause;
  writer_->submit([id = *item.inbox, next_try](store::Tx& tx) { return InboxStore::postpone(tx, id, next_try); },
                  [this, id = *item.inbox](const Result<void>&) { let_go(id); });
}

void Engine::lay_aside(const std::shared_ptr<Handling>& handling) {
  dead_.add();
  if (!handling->message.source.channel.empty()) {  // it could be read
    handler::Saying saying;
    saying.reply.language = handling->language;
    saying.reply.blocks.emplace_back(model::Paragraph{model::rich(texts_.say(handling->language, "broken"))});
    if (!route(*handling, addressed({std::move(saying)}, handling->message))) handling->rows.clear();
  }
  if (!handling->item.inbox) return;
  writer_->submit(
      [this, handling](store::Tx& tx) -> Result<void> {
        for (const auto& row : handling->rows)
          if (auto added = outbox_.add(tx, row); !added) return added;
        return InboxStore::lay_aside(tx, *handling->item.inbox);
      },
      [this, handling](const Result<void>& result) {
        let_go(*handling->item.inbox);
        if (result) courier_->committed(std::move(handling->rows));
      });
}

}  // namespace wegwijzer::engine
