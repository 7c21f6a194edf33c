#include "engine/workers.hpp"

#include <utility>

namespace wegwijzer::engine {

Workers::Workers(std::vector<store::Connection> readers, Handle handle, std::function<void()> idle)
    : handle_(std::move(handle)), idle_(std::move(idle)) {
  for (auto& reader : readers) workers_.push_back(std::make_unique<Worker>(std::move(reader)));
  for (auto& worker : workers_) worker->thread = std::thread([this, &one = *worker] { work(one); });
}

Workers::~Workers() {
  stop(std::chrono::steady_clock::now());
}

Workers::Worker& Workers::worker_of(std::string_view conversation) {
  return *workers_[std::hash<std::string_view>{}(conversation) % workers_.size()];
}

void Workers::put(std::string_view conversation, Item item) {
  auto& worker = worker_of(conversation);
  ++waiting_;
  bool first = false;
  {
    const std::lock_guard lock(worker.mutex);
    worker.queue.push_back({std::string(conversation), std::move(item)});
    first = worker.queue.size() == 1;
  }
  if (first) worker.wake.notify_one();
}

void Workers::pause(const std::string& conversation) {
  auto& worker = worker_of(conversation);
  const std::lock_guard lock(worker.mutex);
  worker.paused.try_emplace(conversation);
}

void Workers::go_on(const std::string& conversation) {
  auto& worker = worker_of(conversation);
  const std::lock_guard lock(worker.mutex);
  const auto paused = worker.paused.find(conversation);
  if (paused == worker.paused.end()) return;
  auto& waited = paused->second;  // before what came after it
  worker.queue.insert(worker.queue.begin(), std::make_move_iterator(waited.begin()),
                      std::make_move_iterator(waited.end()));
  worker.paused.erase(paused);
  worker.wake.notify_one();
}

/// The next item of a conversation that is not paused; nothing at the end.
std::optional<Item> Workers::next(Worker& worker) {
  std::unique_lock lock(worker.mutex);
  for (;;) {
    worker.wake.wait(lock, [&] { return abandon_ || !worker.queue.empty() || (stopping_ && worker.paused.empty()); });
    if (abandon_ || worker.queue.empty()) return std::nullopt;
    Queued first = std::move(worker.queue.front());
    worker.queue.pop_front();
    const auto paused = worker.paused.find(first.conversation);
    if (paused == worker.paused.end()) return std::move(first.item);
    paused->second.push_back(std::move(first));
  }
}

void Workers::work(Worker& worker) {
  while (auto item = next(worker)) {
    handle_(std::move(*item), worker.reader);
    if (--waiting_ == 0) idle_();
  }
}

void Workers::stop(std::chrono::steady_clock::time_point until) {
  const auto wake_all = [this] {
    for (auto& worker : workers_) {
      const std::lock_guard lock(worker->mutex);
      worker->wake.notify_one();
    }
  };
  stopping_ = true;
  wake_all();
  while (waiting_ > 0 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  abandon_ = true;
  wake_all();
  for (auto& worker : workers_)
    if (worker->thread.joinable()) worker->thread.join();
}

}  // namespace wegwijzer::engine
