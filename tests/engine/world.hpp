#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "base/clock.hpp"
#include "channel/channel.hpp"
#include "engine/engine.hpp"
#include "engine/platform.hpp"
#include "handler/handler.hpp"
#include "metrics/metrics.hpp"
#include "store/db.hpp"
#include "store/folder.hpp"
#include "store/migrate.hpp"
#include "store/vault.hpp"

namespace wegwijzer::engine {

/// A clock that goes with the system's and can be set forward.
class TurnableClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()) + Duration{ahead_};
  }
  void forward(Duration by) { ahead_ += by.count(); }

 private:
  std::atomic<Duration::rep> ahead_{0};
};

/// A channel as simple as can be. An event's body is "id\nwords"; its conversation and person come with it. "one / two"
/// is sent in two parts; "dialog …" goes at once; what ends in "mute" cannot be answered in words on its request.
class FakeChannel final : public channel::Channel {
 public:
  explicit FakeChannel(std::string url) : url_(std::move(url)) {}
  [[nodiscard]] std::string_view name() const override { return "fake"; }
  void routes(http::Router&, channel::Intake&) override {}
  [[nodiscard]] Result<std::optional<model::Message>> read(const channel::RawEvent& event) const override;
  [[nodiscard]] http::Response answer(const channel::RawEvent& event, Result<model::Said>& said) const override;
  [[nodiscard]] Result<std::vector<channel::Call>> write(const model::Outgoing& outgoing) const override;
  [[nodiscard]] channel::Verdict judge(const channel::Call& call, const http::Response& response) const override;
  [[nodiscard]] SharedSecret token(std::string_view installation) const override;
  [[nodiscard]] std::optional<channel::Call> look_back(const channel::Call& call) const override;
  [[nodiscard]] bool arrived(const channel::Call& call, const http::Response& response) const override;

  std::atomic<bool> looks_back{false};

 private:
  std::string url_;
};

/// What the first word asks for:
///   say …      says the rest            aside …   says it, and something to a second person
///   change …   adds a row, and says it  crisis …  says it as a crisis card
///   fail, later, throw, throw_in_change  go wrong in that way      silent  says nothing
class FakeHandler final : public handler::Handler {
 public:
  [[nodiscard]] std::string_view name() const override { return "fake"; }
  [[nodiscard]] handler::Claim claim(const model::Message&, const handler::View&) const override {
    return handler::Claim::mine;
  }
  [[nodiscard]] Result<handler::Outcome> handle(const model::Message& message, const handler::View& view) override;

  /// What timers brought: "kind version".
  [[nodiscard]] std::vector<std::string> heard() const {
    const std::lock_guard lock(mutex_);
    return heard_;
  }
  std::atomic<int> fail_due{0};  ///< so many Due go wrong first

  /// While closed, handling waits.
  void close_gate() { gate_.store(true); }
  void open_gate() {
    gate_.store(false);
    gate_.notify_all();
  }

 private:
  [[nodiscard]] Result<handler::Outcome> due(const model::Due& due);
  std::atomic<bool> gate_{false};
  mutable std::mutex mutex_;
  std::vector<std::string> heard_;
};

/// Everything around an engine, which can be ended and started again over the same files.
class World {
 public:
  World();
  ~World();

  void start();
  void end(std::chrono::milliseconds grace = std::chrono::milliseconds{0});
  void restart() {
    end();
    start();
  }
  /// Ends as a power cut does: what the next start finds is the disk as it is now, and no call that is under way is
  /// accepted any more.
  void crash(const std::function<void()>& at_that_moment);

  /// An event comes in; its status is what the platform hears.
  std::future<int> event(const std::string& conversation, const std::string& words, std::string id = {},
                         const std::string& installation = "I1");
  /// The same, and waits for it.
  int sent(const std::string& conversation, const std::string& words, const std::string& id = {},
           const std::string& installation = "I1");
  /// A request that waits for its answer.
  std::future<http::Response> request(const std::string& conversation, const std::string& words, std::string id = {});

  /// A number that the database says: "SELECT count(*) FROM inbox".
  std::int64_t number(std::string_view question);
  std::int64_t waiting_rows() { return number("SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox)"); }
  std::int64_t changes(const std::string& words);
  /// Runs a change beside the engine, as the command line does.
  void change(const std::function<Result<void>(store::Tx&)>& work);
  /// Whether `happens` does within ten seconds.
  [[nodiscard]] static bool until(const std::function<bool()>& happens,
                                  std::chrono::milliseconds patience = std::chrono::seconds{10});
  [[nodiscard]] bool all_done() {
    return until([this] { return waiting_rows() == 0; });
  }

  store::Folder folder;
  TurnableClock clock;
  Platform platform;
  FakeChannel* channel = nullptr;
  FakeHandler* handler = nullptr;
  std::unique_ptr<store::Vault> vault;
  std::unique_ptr<Metrics> metrics;
  std::unique_ptr<Engine> engine;

 private:
  Channels channels_;
  handler::Handlers handlers_;
  std::unique_ptr<People> people_;
  std::atomic<int> next_id_{0};
};

/// Another process that holds the database's lock file.
class Intruder {
 public:
  explicit Intruder(const std::string& database_file);
  ~Intruder();
  Intruder(const Intruder&) = delete;
  Intruder& operator=(const Intruder&) = delete;

 private:
  int descriptor_;
};

}  // namespace wegwijzer::engine
