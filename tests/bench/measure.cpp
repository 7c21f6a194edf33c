#include "measure.hpp"

#include <algorithm>

namespace wegwijzer::bench {

namespace {

using namespace std::chrono_literals;

double milliseconds(Steady::duration took) {
  return std::chrono::duration<double, std::milli>(took).count();
}

double quantile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

}  // namespace

void Replies::posted(std::string_view conversation) {
  const auto open = open_.find(std::string(conversation));
  if (open == open_.end() || open->second.empty()) return;
  took_.push_back(milliseconds(Steady::now() - open->second.front()));
  open->second.pop_front();
  --waiting_;
}

void Replies::clear() {
  open_.clear();
  took_.clear();
  waiting_ = 0;
}

Stretch measured(const Poll& poll, Load& load, Replies& replies, const Process& server, const Task& task) {
  replies.clear();
  std::vector<double> took;
  std::size_t wrong = 0;
  load.on_answer([&](int status, Steady::duration answer) {
    if (status == 200)
      took.push_back(milliseconds(answer));
    else
      ++wrong;
  });
  const bool with_replies = !task.conversations.empty();
  const auto begin = Steady::now();
  const double used = server.processor_seconds();
  std::size_t sent = 0;
  const auto next = [&]() -> const std::string* {
    if (sent == task.requests.size()) return nullptr;
    if (task.most_open > 0 && replies.waiting() >= task.most_open) return nullptr;
    const double due = task.per_second > 0 ? static_cast<double>(sent) / task.per_second : 0;
    if (std::chrono::duration<double>(Steady::now() - begin).count() < due) return nullptr;
    if (with_replies) replies.expect(task.conversations[sent]);
    return &task.requests[sent++];
  };
  auto last = begin;
  const auto over = [&] {
    if (sent < task.requests.size()) return false;
    return load.in_flight() == 0 && (!with_replies || replies.waiting() == 0);
  };
  while (!over() && Steady::now() - last < 10s) {
    const auto before = took.size() + replies.took().size() + sent;
    load.offer(next);
    poll.turn(1);
    if (took.size() + replies.took().size() + sent != before) last = Steady::now();
  }
  const double seconds = std::chrono::duration<double>(last - begin).count();
  const auto done = static_cast<double>(std::max<std::size_t>(task.requests.size() - wrong, 1));
  auto& latency = with_replies ? replies.took() : took;
  Stretch stretch;
  stretch.missing = wrong + load.in_flight() + (with_replies ? replies.waiting() : 0);
  stretch.rate = done / seconds;
  stretch.processor_micros = (server.processor_seconds() - used) / done * 1e6;
  stretch.p50 = quantile(latency, 0.5);
  stretch.p99 = quantile(latency, 0.99);
  return stretch;
}

}  // namespace wegwijzer::bench
