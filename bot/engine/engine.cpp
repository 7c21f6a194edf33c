#include "engine/engine.hpp"

#include <utility>

#include "base/log.hpp"
#include "engine/handling.hpp"
#include "engine_embedded/texts.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kInMemory = 512;  // events in the workers' queues; more wait on disk
constexpr auto kPatience = 2500ms;      // of a request that waits for a change

}  // namespace

Result<std::unique_ptr<Engine>> Engine::start(const Parts& parts, const Settings& settings) {
  auto writing = store::Connection::open(settings.database, store::Access::read_write);
  if (!writing) return failed(std::move(writing.error()));
  std::vector<store::Connection> readers;
  for (unsigned i = 0; i < settings.workers + 2; ++i) {
    auto reader = store::Connection::open(settings.database, store::Access::read_only);
    if (!reader) return failed(std::move(reader.error()));
    readers.push_back(std::move(*reader));
  }
  auto writer = std::make_unique<Writer>(std::move(*writing), parts.clock);
  return std::unique_ptr<Engine>(new Engine(parts, settings, std::move(writer), std::move(readers)));
}

Engine::Engine(const Parts& parts, const Settings& settings, std::unique_ptr<Writer> writer,
               std::vector<store::Connection> readers)
    : parts_(parts),
      settings_(settings),
      texts_(Texts::built_in(engine_embedded::texts)),
      desk_(parts.handlers),
      inbox_(parts.vault),
      outbox_(parts.vault),
      writer_(std::move(writer)),
      looker_(std::move(readers.back())),
      kept_(parts.metrics.counter("wegwijzer_events_kept_total", "Events stored and acknowledged")),
      repeated_(parts.metrics.counter("wegwijzer_events_repeated_total", "Events that had been seen before")),
      dead_(parts.metrics.counter("wegwijzer_events_dead_total", "Events laid aside after failing")),
      apologies_(parts.metrics.counter("wegwijzer_apologies_total", "Requests that could not be answered in time")),
      seconds_(parts.metrics.histogram("wegwijzer_answer_seconds", "From reading a message to its decision")) {
  readers.pop_back();
  courier_ = std::make_unique<Courier>(parts_.channels, *writer_, outbox_, std::move(readers.back()), parts_.clock,
                                       parts_.metrics, [this](const RowId& id) { let_go(id); });
  readers.pop_back();
  workers_ = std::make_unique<Workers>(
      std::move(readers), [this](Item item, store::Connection& reader) { handle(std::move(item), reader); },
      [this] {
        const std::lock_guard lock(mutex_);
        if (!spilled_) return;
        look_ = true;
        wake_.notify_one();
      });
  clockwork_ = std::thread([this] { tick(); });
}

Engine::~Engine() {
  stop(0ms);
}

void Engine::stop(std::chrono::milliseconds grace) {
  const auto until = std::chrono::steady_clock::now() + grace;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (clockwork_.joinable()) clockwork_.join();
  if (workers_) workers_->stop(until);
  if (courier_) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    courier_->stop(std::max(left, 0ms));
  }
  writer_->stop();
}

void Engine::write(std::function<Result<void>(store::Tx&)> change, std::function<void(Result<void>)> done) {
  writer_->submit(std::move(change), std::move(done));
}

void Engine::take(channel::RawEvent event, http::Responder responder) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return responder(http::Response::empty(503));
  }
  if (event.way == channel::Way::event) return keep(std::move(event), std::move(responder));
  const std::string conversation = inbox_.conversation_hash(event);
  auto waiting = std::make_shared<Waiting>(std::move(responder), std::chrono::steady_clock::now() + kPatience);
  workers_->put(conversation, Item{std::move(event), std::nullopt, std::nullopt, 0, std::move(waiting)});
}

void Engine::keep(channel::RawEvent event, http::Responder responder) {
  struct Keeping {
    InboxRow row;
    std::vector<std::string> identities;
    channel::RawEvent event;
    http::Responder responder;
    InboxStore::Kept kept = InboxStore::Kept::now;
  };
  auto keeping = std::make_shared<Keeping>();
  keeping->row = inbox_.sealed(event);
  keeping->identities = inbox_.hashed(event.identities);
  keeping->event = std::move(event);
  keeping->responder = std::move(responder);
  hold(keeping->row.id);
  writer_->submit(
      [keeping](store::Tx& tx) -> Result<void> {
        auto kept = InboxStore::keep(tx, keeping->row, keeping->identities);
        if (!kept) return failed(std::move(kept.error()));
        keeping->kept = *kept;
        return {};
      },
      [this, keeping](const Result<void>& result) {
        const auto* channel = channel_named(parts_.channels, keeping->event.channel);
        Result<model::Said> said = result ? Result<model::Said>(model::Said{}) : failed(result.error());
        keeping->responder(channel->answer(keeping->event, said));
        const bool repeated = result && keeping->kept == InboxStore::Kept::before;
        if (!result || repeated) let_go(keeping->row.id);
        (repeated ? repeated_ : kept_).add(result ? 1 : 0);
        if (repeated) return;
        Item item{std::move(keeping->event), keeping->row.id, std::nullopt, 0, nullptr, !result};
        if (!result) item.inbox.reset();
        dispatch(keeping->row.conversation, std::move(item));
      });
}

void Engine::dispatch(const std::string& conversation, Item item) {
  if (item.inbox) {
    const std::lock_guard lock(mutex_);
    if (spilled_ || workers_->waiting() >= kInMemory) {
      // It stands on disk; whoever came before it there goes first.
      spilled_ = true;
      ++spills_;
      held_.erase(*item.inbox);
      if (workers_->waiting() == 0) {
        look_ = true;
        wake_.notify_one();
      }
      return;
    }
  }
  workers_->put(conversation, std::move(item));
}

void Engine::hold(const RowId& id) {
  const std::lock_guard lock(mutex_);
  held_.insert(id);
}

void Engine::let_go(const RowId& id) {
  const std::lock_guard lock(mutex_);
  held_.erase(id);
}

void Engine::destroy(const RowId& inbox) {
  writer_->submit([inbox](store::Tx& tx) { return InboxStore::destroy(tx, inbox); },
                  [this, inbox](const Result<void>&) { let_go(inbox); });
}

}  // namespace wegwijzer::engine
