#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "base/language.hpp"
#include "base/texts.hpp"
#include "channel/channel.hpp"
#include "engine/brake.hpp"
#include "engine/courier.hpp"
#include "engine/desk.hpp"
#include "engine/inbox_store.hpp"
#include "engine/outbox_store.hpp"
#include "engine/people.hpp"
#include "engine/workers.hpp"
#include "engine/writer.hpp"
#include "handler/handler.hpp"
#include "metrics/metrics.hpp"
#include "store/db.hpp"
#include "store/vault.hpp"

namespace wegwijzer::engine {

struct Settings {
  std::string database;              ///< sqlite:PATH, migrated
  Language language = Language::nl;  ///< when nothing else tells
  unsigned workers = 2;
};

/// What the service is made of; all of it outlives the engine.
struct Parts {
  const Channels& channels;
  const handler::Handlers& handlers;
  store::Vault& vault;
  const Clock& clock;
  Metrics& metrics;
  People& people;
};

/// The way of a message, from a channel's bytes to the platform's API (docs/architecture.md). Three promises:
/// acknowledged means kept; decided means said, once; unread until it must be read.
class Engine final : public channel::Intake {
 public:
  /// Opens its connections and begins with what was left. Faults: the database can't be opened.
  static Result<std::unique_ptr<Engine>> start(const Parts& parts, const Settings& settings);
  ~Engine() override;

  void take(channel::RawEvent event, http::Responder responder) override;
  void write(std::function<Result<void>(store::Tx&)> change, std::function<void(Result<void>)> done) override;

  /// False while the store can't write.
  [[nodiscard]] bool can_write() const { return writer_->healthy(); }
  /// Calls to platforms that wait or run and are held in memory; the others wait on disk.
  [[nodiscard]] std::size_t calls_in_memory() const { return courier_->in_memory(); }
  /// Finishes what is in flight within `grace`; what is not, stays on disk.
  void stop(std::chrono::milliseconds grace);

 private:
  struct Handling;  // one message being handled
  struct Apology {
    http::Response response;
    model::Said unsaid;  ///< what the response has no room for
  };
  Engine(const Parts& parts, const Settings& settings, std::unique_ptr<Writer> writer,
         std::vector<store::Connection> readers);

  void keep(channel::RawEvent event, http::Responder responder);
  void dispatch(const std::string& conversation, Item item);
  void handle(Item item, store::Connection& reader);
  void handle(const std::shared_ptr<Handling>& handling, store::Connection& reader);
  [[nodiscard]] bool read_back(Item& item, store::Connection& reader);
  void decide(const std::shared_ptr<Handling>& handling, store::Read* read);
  void settle(const std::shared_ptr<Handling>& handling);
  void show_mercy(Handling& handling, handler::Sayings sayings);
  void send_at_once(const std::string& channel, channel::Call call);
  void settle_stateless(const std::shared_ptr<Handling>& handling);
  void settle_change(const std::shared_ptr<Handling>& handling);
  void commit(const std::shared_ptr<Handling>& handling, Writer::Change change);
  [[nodiscard]] Result<void> write_down(Handling& handling, const Writer::Change& change, store::Tx& tx) const;
  void committed(const std::shared_ptr<Handling>& handling);
  void failed_to_handle(const std::shared_ptr<Handling>& handling, const Fault& fault);
  void lay_aside(const std::shared_ptr<Handling>& handling);
  void destroy(const RowId& inbox);
  void drop(const Item& item);
  [[nodiscard]] Apology apology(const Handling& handling, const Fault& fault) const;
  void say_at_once(const Handling& handling, const model::Said& said);
  [[nodiscard]] Result<void> route(Handling& handling, model::Said said) const;
  [[nodiscard]] OutboxRow row_for(const Handling& handling, const model::Outgoing& outgoing, std::string_view channel,
                                  channel::Call call) const;
  [[nodiscard]] model::Person person_of(const model::Message& message, store::Read* read) const;

  void tick();
  void withdraw_late();
  void look_for_rows();
  [[nodiscard]] Result<bool> look_for_some(RowId& after);
  [[nodiscard]] bool clock_is_trusted();
  void look_for_timers();
  void handle_due(const std::shared_ptr<Handling>& handling, store::Connection& reader);
  void settle_due(const std::shared_ptr<Handling>& handling, handler::Outcome outcome);
  void postpone_due(const std::shared_ptr<Handling>& handling);
  void let_go(const handler::Timer& timer);
  void forget_some();
  void forget_old();
  void hold(const RowId& id);
  void let_go(const RowId& id);

  Parts parts_;
  Settings settings_;
  Texts texts_;
  Desk desk_;
  InboxStore inbox_;
  OutboxStore outbox_;
  Brake brake_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Courier> courier_;
  std::unique_ptr<Workers> workers_;
  store::Connection looker_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::set<RowId> held_;                         ///< inbox rows in memory
  std::deque<std::weak_ptr<Handling>> changes_;  ///< requests whose change waits for the writer, oldest first
  bool spilled_ = true;                          ///< rows on disk stand before those to come
  std::uint64_t spills_ = 0;                     ///< how often a row was left there
  bool look_ = true;
  bool stopping_ = false;
  std::set<std::string> timers_;  ///< due ones in memory
  std::set<OutgoingId> once_;     ///< what went out without a row, so that a repeat of its cause sends nothing
  std::atomic<bool> first_look_{true};
  std::uint8_t slice_ = 0;  ///< of `seen`, next to be tidied
  // Only the clockwork touches these.
  std::optional<Duration> clock_ahead_;
  std::chrono::steady_clock::time_point timers_held_until_{};
  std::thread clockwork_;
  Metrics::Counter kept_, repeated_, dead_, apologies_;
  Metrics::Histogram seconds_;
};

}  // namespace wegwijzer::engine
