#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

#include "app/house.hpp"
#include "base/secret.hpp"
#include "http/router.hpp"
#include "store/db.hpp"

namespace wegwijzer::app {

/// `/healthz`, `/readyz` and `/metrics`. Threads: any, `look` one.
class Operations {
 public:
  /// `house` outlives it; `reader` is a connection of its own.
  Operations(House& house, store::Connection reader);

  void routes(http::Router& router);

  /// Looks at what can be seen without anybody asking: key file, queues, reviews. Once a second.
  void look();
  /// What a reload refused; empty when the last one went well.
  void refused(std::vector<Fault> faults);
  /// `/readyz` says 503 from here on.
  void stopping() { stopping_ = true; }

 private:
  void ready(const http::Request& request, http::Responder responder);
  void probed(bool fine);
  [[nodiscard]] http::Response readiness(bool in_detail) const;
  void metrics(const http::Request& request, http::Responder responder) const;
  [[nodiscard]] bool may_see_details(const http::Request& request) const;
  void register_gauges();
  void look_at_queues();
  void look_at_reviews();

  House& house_;
  SharedSecret metrics_token_;
  store::Connection reader_;
  int looks_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> key_present_{true};
  std::atomic<bool> store_writes_{true};
  std::atomic<bool> reload_failed_{false};
  std::atomic<std::int64_t> inbox_waiting_{0};
  std::atomic<std::int64_t> outbox_waiting_{0};
  std::atomic<std::int64_t> outbox_age_{0};  ///< microseconds
  std::atomic<std::int64_t> outbox_dead_{0};
  std::atomic<std::int64_t> overdue_{0};

  mutable std::mutex mutex_;
  struct Asker {
    http::Responder responder;
    bool in_detail = false;
  };
  std::vector<Asker> waiting_;  ///< for the probe of the store that is under way
  bool probing_ = false;
  std::chrono::steady_clock::time_point probed_{};
  std::vector<Fault> refused_;
};

/// On every answer. `https`: people reach the service over it.
[[nodiscard]] http::Headers security_headers(bool https);

}  // namespace wegwijzer::app
