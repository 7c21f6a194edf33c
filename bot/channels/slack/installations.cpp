#include "slack/installations.hpp"

#include <utility>

#include "base/reveal.hpp"

namespace wegwijzer::slack {

Installations::Installations(const store::Vault& vault, SharedSecret bot_token, store::Connection reader,
                             const Clock& clock)
    : vault_(vault),
      clock_(clock),
      store_(vault),
      bot_token_(bot_token && !bot_token->empty() ? std::move(bot_token) : nullptr),
      reader_(std::move(reader)) {}

Result<void> Installations::load() {
  const std::lock_guard lock(mutex_);
  std::vector<Installation> found;
  auto read = reader_.read(clock_.now(), [&](store::Read& r) -> Result<void> {
    auto all = store_.all(r);
    if (!all) return failed(std::move(all.error()));
    found = std::move(*all);
    return {};
  });
  if (!read) return read;
  rows_.clear();
  for (auto& one : found) rows_.emplace(one.key, std::move(one));
  return {};
}

const Installation* Installations::row(std::string_view key) const {
  const auto found = rows_.find(key);
  if (found != rows_.end()) return &found->second;
  if (!key.empty() || bot_token_ || rows_.size() != 1) return nullptr;
  return &rows_.begin()->second;
}

bool Installations::is_single(std::string_view key) const {
  return bot_token_ && (key.empty() || single_key_.empty() || key == single_key_);
}

std::string Installations::token_hash(const SharedSecret& token) const {
  return token ? vault_.keyed_hash("slack.token", {reveal(token)}) : std::string{};
}

SharedSecret Installations::token(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto* one = row(key);
  if (one != nullptr && !one->ended) return one->token;
  if (!is_single(key)) return nullptr;
  // A new token in the settings is a new installation, whatever became of the one before.
  return one != nullptr && one->ended_token == token_hash(bot_token_) ? nullptr : bot_token_;
}

bool Installations::known(std::string_view key) const {
  return !key.empty() && token(key) != nullptr;
}

std::string Installations::bot_user(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto* one = row(key);
  if (one != nullptr && !one->ended) return one->bot_user;
  return is_single(key) ? single_user_ : std::string{};
}

std::optional<Installation> Installations::find(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto* one = row(key);
  return one == nullptr ? std::nullopt : std::optional<Installation>(*one);
}

void Installations::introduce_single(std::string key, std::string bot_user) {
  const std::lock_guard lock(mutex_);
  single_key_ = std::move(key);
  single_user_ = std::move(bot_user);
}

bool Installations::single_unintroduced() const {
  const std::lock_guard lock(mutex_);
  return bot_token_ && single_key_.empty();
}

std::optional<Installation> Installations::ended(std::string_view key, std::string_view event,
                                                 std::string_view revoked_bot) const {
  const std::lock_guard lock(mutex_);
  const auto* one = row(key);
  if (one == nullptr && !is_single(key)) return std::nullopt;
  const std::string& user = one != nullptr && !one->ended ? one->bot_user : single_user_;
  if (!revoked_bot.empty() && !user.empty() && user != revoked_bot) return std::nullopt;
  Installation gone;
  if (one != nullptr) gone = *one;
  if (!event.empty() && gone.ended_by == event) return std::nullopt;
  gone.key = key.empty() && one != nullptr ? one->key : std::string(key);
  gone.ended_token = token_hash(one != nullptr && !one->ended ? one->token : bot_token_);
  gone.ended_by = event;
  gone.ended = true;
  gone.token = nullptr;
  gone.refresh = nullptr;
  return gone;
}

}  // namespace wegwijzer::slack
