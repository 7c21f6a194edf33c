#pragma once
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "http/session.hpp"

namespace wegwijzer::http {

/// One io thread with its connections. Each connection stays with its loop, so nothing in it needs a lock.
class Loop final : public Host {
 public:
  using Lengths = std::array<std::chrono::milliseconds, kWaits>;
  using Tls = std::shared_ptr<boost::asio::ssl::context>;

  /// `house` outlives the loop.
  Loop(const House& house, const Lengths& lengths);
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop() override;

  /// Threads: any.
  void adopt(int socket, bool v6, Peer peer, Seats::Seat seat, Tls tls);
  void run_soon(std::function<void()> work);
  /// Closes what is idle; the rest closes after its answer.
  void wind_down();
  /// True when no connection is left by `until`.
  [[nodiscard]] bool wait_until_empty(std::chrono::steady_clock::time_point until);
  /// Closes everything and ends the thread.
  void end();

  [[nodiscard]] boost::asio::io_context& context() { return context_; }

  // What its sessions ask, on its own thread.
  [[nodiscard]] const House& house() const override { return house_; }
  [[nodiscard]] Deadlines& deadlines() override { return deadlines_; }
  [[nodiscard]] const std::shared_ptr<Mailbox>& mailbox() const override { return mailbox_; }
  [[nodiscard]] bool stopping() const override { return stopping_; }
  void gone(Session& session) override;

 private:
  class Post;
  void welcome(int socket, bool v6, Peer peer, Seats::Seat seat, const Tls& tls);
  void tick();
  void for_each(const std::function<void(Session&)>& what);

  const House& house_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer timer_;
  std::chrono::milliseconds period_;
  Deadlines deadlines_;
  std::shared_ptr<Mailbox> mailbox_;
  Post* post_ = nullptr;
  std::unordered_map<Session*, std::shared_ptr<Session>> sessions_;
  bool ticking_ = false;
  bool stopping_ = false;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool empty_ = true;
  std::thread thread_;
};

}  // namespace wegwijzer::http
