#include "slack/renewal.hpp"

#include <utility>

#include "base/log.hpp"

namespace wegwijzer::slack {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr auto kBefore = 2h;
constexpr auto kTurn = 60s;
constexpr auto kAfterFault = 30s;
constexpr auto kAfterSuccess = 5s;

bool rotates(const Installation& one) {
  return one.refresh && !one.refresh->empty() && !one.ended;
}

}  // namespace

Renewal::Renewal(const Options& options, const Parts& parts, std::shared_ptr<Installations> installations)
    : options_(options), clock_(parts.clock), client_(parts.client), installations_(std::move(installations)) {}

void Renewal::begin(channel::Intake& intake) {
  {
    const std::lock_guard lock(mutex_);
    intake_ = &intake;
  }
  introduce();
}

void Renewal::introduce() {
  if (!installations_->single_unintroduced()) return;
  const auto token = options_.bot_token;
  client_.send(auth_test_call(options_, token), [installations = installations_](const http::Answer& answer) {
    // Unanswered, events still say whose they are; the token is tried for all of them.
    if (!answer.response) return log::warn("slack.auth_test_unanswered");
    if (auto said = introduction_from(answer.response->body))
      installations->introduce_single(std::move(said->key), std::move(said->bot_user));
    else
      log::warn("slack.auth_test_failed");
  });
}

Renewal::Turn Renewal::take_turn(const std::string& key) {
  const std::lock_guard lock(mutex_);
  auto& busy = busy_[key];
  if (Steady::now() < busy.until || intake_ == nullptr) return busy.failed ? Turn::after_fault : Turn::taken;
  busy = {Steady::now() + kTurn, false};
  return Turn::mine;
}

void Renewal::turn_over(const std::string& key, End end) {
  const std::lock_guard lock(mutex_);
  busy_[key] = {Steady::now() + (end == End::failed ? kAfterFault : kAfterSuccess), end == End::failed};
}

void Renewal::in_time(std::string_view key) {
  const auto one = installations_->find(key);
  if (one && rotates(*one) && one->expires != Instant{} && one->expires - clock_.now() < kBefore) (void)renew(key);
}

bool Renewal::renew(std::string_view key) {
  const auto one = installations_->find(key);
  if (!one || !rotates(*one)) return false;
  if (const auto turn = take_turn(one->key); turn != Turn::mine) return turn == Turn::taken;
  client_.send(refresh_call(options_, one->refresh), [self = shared_from_this(), name = one->key](
                                                         const http::Answer& answer) { self->renewed(name, answer); });
  return true;
}

void Renewal::renewed(const std::string& key, const http::Answer& answer) {
  auto one = installations_->find(key);
  auto granted = answer.response ? granted_from(answer.response->body, clock_.now()) : Granted{};
  if (!one || !granted.installation) {
    log::warn("slack.renewal_failed");
    return turn_over(key, End::failed);
  }
  one->token = granted.installation->token;
  if (granted.installation->refresh) one->refresh = granted.installation->refresh;
  one->expires = granted.installation->expires;
  channel::Intake* intake = nullptr;
  {
    const std::lock_guard lock(mutex_);
    intake = intake_;
  }
  intake->write([self = shared_from_this(),
                 fresh = std::move(*one)](store::Tx& tx) { return self->installations_->store().keep(tx, fresh); },
                [self = shared_from_this(), key](const Result<void>& kept) {
                  const bool usable = kept && self->installations_->load();
                  if (!usable) log::error("slack.renewal_not_kept");
                  self->turn_over(key, usable ? End::renewed : End::failed);
                });
}

}  // namespace wegwijzer::slack
