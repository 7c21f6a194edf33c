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

void Workers::put(std::string_view conversation, Item item) {
  auto& worker = *workers_[std::hash<std::string_view>{}(conversation) % workers_.size()];
  ++waiting_;
  bool first = false;
  {
    const std::lock_guard lock(worker.mutex);
    worker.queue.push_back(std::move(item));
    first = worker.queue.size() == 1;
  }
  if (first) worker.wake.notify_one();
}

void Workers::work(Worker& worker) {
  for (;;) {
    std::deque<Item> batch;
    {
      std::unique_lock lock(worker.mutex);
      worker.wake.wait(lock, [&] { return stopping_ || !worker.queue.empty(); });
      if (worker.queue.empty()) return;
      batch.swap(worker.queue);
    }
    for (auto& item : batch) {
      if (!abandon_) handle_(std::move(item), worker.reader);
      if (--waiting_ == 0) idle_();
    }
  }
}

void Workers::stop(std::chrono::steady_clock::time_point until) {
  stopping_ = true;
  for (auto& worker : workers_) {
    const std::lock_guard lock(worker->mutex);
    worker->wake.notify_one();
  }
  while (waiting_ > 0 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  abandon_ = true;
  for (auto& worker : workers_)
    if (worker->thread.joinable()) worker->thread.join();
}

}  // namespace wegwijzer::engine
