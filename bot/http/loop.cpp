#include "http/loop.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

namespace wegwijzer::http {

namespace net = boost::asio;

/// Wakes the thread once for all letters that wait.
class Loop::Post final : public Mailbox {
 public:
  explicit Post(net::io_context& context) : context_(&context) {}

  void put(Letter letter) override {
    const std::lock_guard lock(mutex_);
    if (context_ == nullptr) return;
    letters_.push_back(std::move(letter));
    if (letters_.size() == 1) net::post(*context_, [this] { bring(); });
  }
  [[nodiscard]] bool on_owners_thread() const override { return std::this_thread::get_id() == owner_; }

  void owned_by(std::thread::id owner) { owner_ = owner; }
  void shut() {
    std::vector<Letter> dropped;  // their sessions go after the lock
    const std::lock_guard lock(mutex_);
    context_ = nullptr;
    dropped.swap(letters_);
  }

 private:
  void bring() {
    std::vector<Letter> letters;
    {
      const std::lock_guard lock(mutex_);
      letters.swap(letters_);
    }
    for (auto& letter : letters) letter.to->deliver(std::move(letter.response));
  }
  net::io_context* context_;
  std::mutex mutex_;
  std::vector<Letter> letters_;
  std::thread::id owner_;
};

// Deadlines may be late by a quarter of the shortest.
Loop::Loop(const House& house, const Lengths& lengths)
    : house_(house),
      context_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO),
      work_(context_.get_executor()),
      timer_(context_),
      period_(std::clamp(*std::min_element(lengths.begin() + 1, lengths.end()) / 4, std::chrono::milliseconds(10),
                         std::chrono::milliseconds(250))),
      deadlines_(lengths) {
  auto post = std::make_shared<Post>(context_);
  post_ = post.get();
  mailbox_ = std::move(post);
  const std::lock_guard lock(mutex_);  // the thread's first work waits until its own id is known
  thread_ = std::thread([this] {
    { const std::lock_guard ready(mutex_); }
    context_.run();
  });
  post_->owned_by(thread_.get_id());
}

Loop::~Loop() {
  end();
}

void Loop::adopt(int socket, bool v6, Peer peer, Seats::Seat seat, Tls tls) {
  if (post_->on_owners_thread()) return welcome(socket, v6, std::move(peer), std::move(seat), tls);
  net::post(context_, [this, socket, v6, peer = std::move(peer), seat = std::move(seat),
                       tls = std::move(tls)]() mutable { welcome(socket, v6, std::move(peer), std::move(seat), tls); });
}

void Loop::welcome(int socket, bool v6, Peer peer, Seats::Seat seat, const Tls& tls) {
  auto wire = tls ? tls_wire(context_, socket, v6, *tls) : plain_wire(context_, socket, v6);
  if (stopping_) return wire->close();
  const auto session = std::make_shared<Session>(*this, std::move(wire), std::move(peer), std::move(seat));
  sessions_.emplace(session.get(), session);
  if (sessions_.size() == 1) {
    const std::lock_guard lock(mutex_);
    empty_ = false;
  }
  if (!std::exchange(ticking_, true)) tick();
  session->start();
}

void Loop::gone(Session& session) {
  sessions_.erase(&session);
  if (!sessions_.empty()) return;
  const std::lock_guard lock(mutex_);
  empty_ = true;
  changed_.notify_all();
}

void Loop::tick() {
  timer_.expires_after(period_);
  timer_.async_wait([this](const boost::system::error_code& ec) {
    if (ec) return;
    const auto now = std::chrono::steady_clock::now();
    while (Timed* const late = deadlines_.expired(now)) {
      const auto session = static_cast<Session*>(late)->shared_from_this();
      session->expired();
    }
    ticking_ = !sessions_.empty();
    if (ticking_) tick();
  });
}

void Loop::run_soon(std::function<void()> work) {
  net::post(context_, std::move(work));
}

void Loop::for_each(const std::function<void(Session&)>& what) {
  std::vector<std::shared_ptr<Session>> all;
  all.reserve(sessions_.size());
  for (const auto& [address, session] : sessions_) all.push_back(session);
  for (const auto& session : all) what(*session);
}

void Loop::wind_down() {
  run_soon([this] {
    stopping_ = true;
    for_each([](Session& session) { session.wind_down(); });
  });
}

bool Loop::wait_until_empty(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  return changed_.wait_until(lock, until, [this] { return empty_; });
}

void Loop::end() {
  if (!thread_.joinable()) return;
  run_soon([this] {
    stopping_ = true;
    for_each([](Session& session) { session.close(); });
    timer_.cancel();
    work_.reset();
  });
  thread_.join();
  post_->shut();
}

}  // namespace wegwijzer::http
