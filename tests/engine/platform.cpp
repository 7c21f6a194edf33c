#include "engine/platform.hpp"

#include <sys/socket.h>

#include <algorithm>

namespace wegwijzer::engine {

Platform::Platform() {
  behave_well();
  server_.new_task_queue = [] { return new httplib::ThreadPool(100); };
  server_.set_keep_alive_max_count(1'000'000);
  server_.set_tcp_nodelay(true);
  server_.Post("/post", [this](const auto& request, auto& response) { post(request, response); });
  server_.Post("/history", [this](const auto& request, auto& response) { history(request, response); });
  int listener = -1;
  server_.set_socket_options([&listener](int socket) { listener = socket; });
  port_ = server_.bind_to_any_port("127.0.0.1");
  // The library lets five wait to be accepted; of more that come at once some would hang without a word.
  ::listen(listener, 256);
  thread_ = std::thread([this] { server_.listen_after_bind(); });
  while (!server_.is_running()) std::this_thread::yield();
}

Platform::~Platform() {
  server_.stop();
  thread_.join();
}

void Platform::behave(Rule rule) {
  const std::lock_guard lock(mutex_);
  rule_ = std::move(rule);
}

/// The body is three lines: delivery id, conversation, words.
void Platform::post(const httplib::Request& request, httplib::Response& response) {
  Arrived call;
  const auto first = request.body.find('\n');
  const auto second = request.body.find('\n', first + 1);
  call.id = request.body.substr(0, first);
  call.conversation = request.body.substr(first + 1, second - first - 1);
  call.words = request.body.substr(second + 1);
  call.token = request.get_header_value("Authorization");
  call.at = std::chrono::steady_clock::now();
  Rule rule;
  int tries = 0;
  {
    const std::lock_guard lock(mutex_);
    rule = rule_;
    tries = ++tries_of_[call.id];
    most_at_once_ = std::max(most_at_once_.load(), ++now_);
    most_in_one_ = std::max(most_in_one_.load(), ++now_in_[call.conversation]);
  }
  const auto treatment = rule(call, tries);
  if (treatment.slow.count() > 0) std::this_thread::sleep_for(treatment.slow);
  {
    const std::lock_guard lock(mutex_);
    --now_;
    --now_in_[call.conversation];
    call.status = cut_off_ ? 503 : treatment.status;
    tries_.push_back(call);
  }
  response.status = call.status;
  if (!treatment.retry_after.empty()) response.set_header("Retry-After", treatment.retry_after);
  if (treatment.lost)
    response.set_content_provider(10, "text/plain", [](std::size_t, std::size_t, httplib::DataSink&) { return false; });
}

void Platform::cut_off() {
  const std::lock_guard lock(mutex_);
  cut_off_ = true;
}

void Platform::let_through() {
  const std::lock_guard lock(mutex_);
  cut_off_ = false;
}

/// Which delivery ids stand in the conversation named by the body.
void Platform::history(const httplib::Request& request, httplib::Response& response) {
  ++looks_;
  std::string ids;
  for (const auto& call : accepted())
    if (call.conversation == request.body) ids += call.id + "\n";
  response.set_content(ids, "text/plain");
}

std::vector<Arrived> Platform::tries() const {
  const std::lock_guard lock(mutex_);
  return tries_;
}

std::vector<Arrived> Platform::accepted() const {
  auto all = tries();
  std::erase_if(all, [](const Arrived& call) { return call.status != 200; });
  return all;
}

std::vector<std::string> Platform::words() const {
  std::vector<std::string> found;
  for (const auto& call : accepted()) found.push_back(call.words);
  return found;
}

std::vector<std::string> Platform::words_in(const std::string& conversation) const {
  std::vector<std::string> found;
  for (const auto& call : accepted())
    if (call.conversation == conversation) found.push_back(call.words);
  return found;
}

}  // namespace wegwijzer::engine
