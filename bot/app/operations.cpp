#include "app/operations.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "app/health_store.hpp"
#include "base/json_write.hpp"
#include "base/reveal.hpp"
#include "crypto/hash.hpp"
#include "engine/inbox_store.hpp"
#include "engine/outbox_store.hpp"
#include "http/proxies.hpp"

namespace wegwijzer::app {
namespace {

using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kProbeHolds = 1s;        // a probe of the store answers everybody for this long
constexpr std::size_t kMostFaults = 5;  // of a refused reload in /readyz

bool came_through_a_proxy(const http::Request& request) {
  return request.header_count("x-forwarded-for") + request.header_count("forwarded") +
             request.header_count("x-real-ip") >
         0;
}

double seconds(std::int64_t micros) {
  return static_cast<double>(micros) / 1e6;
}

}  // namespace

Operations::Operations(House& house, store::Connection reader)
    : house_(house), metrics_token_(house.settings.secret("server.metrics_token")), reader_(std::move(reader)) {
  register_gauges();
  look();
}

void Operations::routes(http::Router& router) {
  router.get("/healthz",
             [](const http::Request&, http::Responder responder) { responder(http::Response::text(200, "ok\n")); });
  router.get("/readyz",
             [this](const http::Request& request, http::Responder responder) { ready(request, std::move(responder)); });
  router.get("/metrics", [this](const http::Request& request, http::Responder responder) {
    metrics(request, std::move(responder));
  });
}

// Everybody who asks while a probe is under way gets its outcome: asking often costs no more disk than asking once.
void Operations::ready(const http::Request& request, http::Responder responder) {
  const bool in_detail = may_see_details(request);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || (!probing_ && Steady::now() - probed_ < kProbeHolds)) {
      responder(readiness(in_detail));
      return;
    }
    waiting_.push_back({std::move(responder), in_detail});
    if (std::exchange(probing_, true)) return;
  }
  house_.engine->write([](store::Tx& tx) { return HealthStore::write_something(tx); },
                       [this](const Result<void>& result) { probed(result.has_value()); });
}

void Operations::probed(bool fine) {
  std::vector<Asker> waiting;
  {
    const std::lock_guard lock(mutex_);
    store_writes_ = fine;
    probing_ = false;
    probed_ = Steady::now();
    waiting.swap(waiting_);
  }
  for (auto& asker : waiting) {
    const std::lock_guard lock(mutex_);
    asker.responder(readiness(asker.in_detail));
  }
}

/// Called with the mutex held. Which part fails is for everybody; files and what is wrong in them is not.
http::Response Operations::readiness(bool in_detail) const {
  std::vector<std::string_view> failing;
  if (stopping_) failing.emplace_back("stopping");
  if (!store_writes_ || !house_.engine->can_write()) failing.emplace_back("store");
  if (!key_present_) failing.emplace_back("key");
  if (!house_.library.shelf()) failing.emplace_back("knowledge");
  std::string body;
  JsonWriter json(body);
  json.object().flag("ready", failing.empty()).key("failing").array();
  for (const auto part : failing) json.text(part);
  json.end_array();
  if (in_detail) {
    json.key("refused").array();
    for (std::size_t i = 0; i < std::min(refused_.size(), kMostFaults); ++i) json.text(to_text(refused_[i]));
    json.end_array();
  }
  json.end_object();
  return http::Response::json(failing.empty() ? 200 : 503, body + "\n");
}

bool Operations::may_see_details(const http::Request& request) const {
  if (http::is_loopback(request.peer) && !came_through_a_proxy(request)) return true;
  const auto header = request.header("authorization");
  constexpr std::string_view kBearer = "Bearer ";
  return metrics_token_ && header && header->starts_with(kBearer) &&
         crypto::equal(header->substr(kBearer.size()), reveal(metrics_token_));
}

void Operations::metrics(const http::Request& request, http::Responder responder) const {
  if (!may_see_details(request)) return responder(http::Response::empty(metrics_token_ ? 401 : 403));
  responder(http::Response{200, "text/plain; version=0.0.4; charset=utf-8", house_.metrics.text(), {}});
}

void Operations::refused(std::vector<Fault> faults) {
  const std::lock_guard lock(mutex_);
  refused_ = std::move(faults);
  reload_failed_ = !refused_.empty();
}

void Operations::register_gauges() {
  auto& metrics = house_.metrics;
  metrics.info("wegwijzer_build_info", "Which version runs", "version", WEGWIJZER_VERSION);
  metrics.gauge("wegwijzer_reload_failed", "1 while the last reload was refused",
                [this] { return reload_failed_ ? 1.0 : 0.0; });
  metrics.gauge("wegwijzer_store_writable", "1 while the store takes changes",
                [this] { return store_writes_ && house_.engine->can_write() ? 1.0 : 0.0; });
  metrics.gauge("wegwijzer_inbox_waiting", "Events kept and not handled",
                [this] { return static_cast<double>(inbox_waiting_); });
  metrics.gauge("wegwijzer_outbox_waiting", "Messages not delivered yet",
                [this] { return static_cast<double>(outbox_waiting_); });
  metrics.gauge("wegwijzer_outbox_oldest_seconds", "Age of the oldest undelivered message",
                [this] { return seconds(outbox_age_); });
  metrics.gauge("wegwijzer_outbox_dead", "Messages given up in the last 30 days",
                [this] { return static_cast<double>(outbox_dead_); });
  metrics.gauge("wegwijzer_knowledge_overdue", "Entries past their review date",
                [this] { return static_cast<double>(overdue_); });
}

void Operations::look() {
  key_present_ = access(house_.storage.key_file.c_str(), F_OK) == 0;
  if (looks_++ % 5 != 0) return;
  look_at_queues();
  look_at_reviews();
}

void Operations::look_at_queues() {
  const auto now = house_.clock.now();
  const auto read = reader_.read(now, [&](store::Read& from) -> Result<void> {
    auto inbox = engine::InboxStore::depth(from);
    if (!inbox) return failed(std::move(inbox.error()));
    auto outbox = engine::OutboxStore::depth(from);
    if (!outbox) return failed(std::move(outbox.error()));
    inbox_waiting_ = inbox->waiting;
    outbox_waiting_ = outbox->waiting;
    outbox_dead_ = outbox->dead;
    outbox_age_ = outbox->oldest ? std::max<std::int64_t>((now - *outbox->oldest).count(), 0) : 0;
    return {};
  });
  if (!read) log::warn("store.cannot_read");
}

void Operations::look_at_reviews() {
  const auto shelf = house_.library.shelf();
  if (!shelf) return;
  const auto today = std::chrono::floor<std::chrono::days>(house_.clock.now());
  overdue_ = std::count_if(shelf->all().begin(), shelf->all().end(), [&](const knowledge::Entry& entry) {
    return entry.status == knowledge::Entry::Status::published && entry.review_due() < today;
  });
}

http::Headers security_headers(bool https) {
  http::Headers headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
       "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Permissions-Policy",
       "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
       "geolocation=(), "
       "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), "
       "screen-wake-lock=(), usb=(), xr-spatial-tracking=()"},
  };
  if (https) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  return headers;
}

}  // namespace wegwijzer::app
