#include "http/client.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "http/transfer.hpp"

namespace wegwijzer::http {

namespace {

using Steady = std::chrono::steady_clock;

struct Waiting {
  Call call;
  std::function<void(Answer)> done;
};

class CurlClient final : public Client {
 public:
  explicit CurlClient(int most);
  ~CurlClient() override;
  void send(Call call, std::function<void(Answer)> done) override;

 private:
  void work();
  void start_waiting();
  void start(Waiting waiting);
  void turn();
  void reap();
  void end(std::unique_ptr<Transfer> transfer, Answer answer);
  void end_all();
  void wake() const;
  [[nodiscard]] std::unique_ptr<Transfer> removed(CURL* easy);
  [[nodiscard]] int wait_milliseconds() const;
  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known);
  static int on_timer(CURLM*, long milliseconds, void* self);

  const std::size_t most_;
  std::mutex mutex_;
  std::deque<Waiting> waiting_;
  bool stopping_ = false;

  // The client's own thread.
  int epoll_ = -1;
  int wake_ = -1;
  CURLM* multi_ = nullptr;
  std::optional<Steady::time_point> timer_;
  std::unordered_map<CURL*, std::unique_ptr<Transfer>> flying_;
  std::vector<Easy> pool_;
  std::thread thread_;
};

CurlClient::CurlClient(int most) : most_(static_cast<std::size_t>(std::max(most, 1))) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  multi_ = curl_multi_init();
  if (ready != CURLE_OK || epoll_ < 0 || wake_ < 0 || multi_ == nullptr) throw std::bad_alloc();
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = wake_;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(most_));
  thread_ = std::thread([this] { work(); });
}

CurlClient::~CurlClient() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake();
  thread_.join();
  pool_.clear();
  curl_multi_cleanup(multi_);
  ::close(wake_);
  ::close(epoll_);
}

void CurlClient::send(Call call, std::function<void(Answer)> done) {
  bool sleeping = false;
  {
    const std::lock_guard lock(mutex_);
    sleeping = waiting_.empty();
    waiting_.push_back({std::move(call), std::move(done)});
  }
  if (sleeping) wake();
}

void CurlClient::wake() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);
}

void CurlClient::work() {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) break;
    }
    start_waiting();
    turn();
    reap();
  }
  end_all();
}

void CurlClient::start_waiting() {
  while (flying_.size() < most_) {
    Waiting next;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) return;
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    start(std::move(next));
  }
}

void CurlClient::start(Waiting waiting) {
  Easy easy;
  if (pool_.empty()) {
    easy = make_easy();
  } else {
    easy = std::move(pool_.back());
    pool_.pop_back();
  }
  auto transfer = std::make_unique<Transfer>(std::move(easy), std::move(waiting.call), std::move(waiting.done));
  CURL* const handle = transfer->easy();
  auto& kept = flying_[handle] = std::move(transfer);
  if (kept->sound() && curl_multi_add_handle(multi_, handle) == CURLM_OK) return;
  auto lost = std::move(kept);
  flying_.erase(handle);
  end(std::move(lost), {std::nullopt, Lost::nothing_sent});
}

// One round: waits for sockets, the timer or `wake`, and lets libcurl act.
void CurlClient::turn() {
  std::array<epoll_event, 64> events{};
  const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait_milliseconds());
  int running = 0;
  for (int i = 0; i < count; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    if (event.data.fd == wake_) {
      std::uint64_t rung = 0;
      [[maybe_unused]] const auto size = ::read(wake_, &rung, sizeof rung);
      continue;
    }
    const int mask = ((event.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                     ((event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                     ((event.events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
    curl_multi_socket_action(multi_, event.data.fd, mask, &running);
  }
  if (timer_ && *timer_ <= Steady::now()) {
    timer_.reset();
    curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
  }
}

int CurlClient::wait_milliseconds() const {
  if (!timer_) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*timer_ - Steady::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

void CurlClient::reap() {
  int left = 0;
  while (const CURLMsg* const message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    auto transfer = removed(message->easy_handle);
    auto answer = transfer->finished(code);
    end(std::move(transfer), std::move(answer));
  }
}

std::unique_ptr<Transfer> CurlClient::removed(CURL* easy) {
  curl_multi_remove_handle(multi_, easy);
  auto transfer = std::move(flying_.at(easy));
  flying_.erase(easy);
  return transfer;
}

void CurlClient::end(std::unique_ptr<Transfer> transfer, Answer answer) {
  auto done = std::move(transfer->done());
  Easy easy = transfer->take_easy();
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, nullptr);
  transfer.reset();
  pool_.push_back(std::move(easy));
  done(std::move(answer));
}

void CurlClient::end_all() {
  while (!flying_.empty()) {
    auto transfer = removed(flying_.begin()->first);
    auto answer = transfer->cut_short();
    end(std::move(transfer), std::move(answer));
  }
  std::deque<Waiting> never_started;
  {
    const std::lock_guard lock(mutex_);
    never_started.swap(waiting_);
  }
  for (auto& waiting : never_started) waiting.done({std::nullopt, Lost::nothing_sent});
}

int CurlClient::on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known) {
  auto& client = *static_cast<CurlClient*>(self);
  if (what == CURL_POLL_REMOVE) {
    ::epoll_ctl(client.epoll_, EPOLL_CTL_DEL, socket, nullptr);
    return 0;
  }
  epoll_event event{};
  event.data.fd = socket;
  event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
  ::epoll_ctl(client.epoll_, known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
  curl_multi_assign(client.multi_, socket, self);
  return 0;
}

int CurlClient::on_timer(CURLM*, long milliseconds, void* self) {
  auto& client = *static_cast<CurlClient*>(self);
  if (milliseconds < 0)
    client.timer_.reset();
  else
    client.timer_ = Steady::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

}  // namespace

std::unique_ptr<Client> Client::make(int most) {
  return std::make_unique<CurlClient>(most);
}

}  // namespace wegwijzer::http
