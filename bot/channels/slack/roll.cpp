#include "slack/roll.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/reveal.hpp"
#include "http/form.hpp"
#include "slack/json_walk.hpp"
#include "slack/tokens.hpp"

namespace wegwijzer::slack {
namespace {

using namespace std::chrono_literals;
using model::Standing;
using Steady = std::chrono::steady_clock;

constexpr auto kKept = 1h;
constexpr auto kRetry = 5min;
constexpr auto kPatience = 250ms;
constexpr auto kTimeout = 2000ms;
constexpr auto kPause = 30s;
constexpr auto kRefusedPause = 10min;
constexpr std::size_t kMost = 50'000;

class Person final : public Visitor {
 public:
  void value(const Path& path, std::string_view text) override {
    const auto at = path.joined();
    const bool yes = text == "true";
    if (at == "ok") ok = yes;
    if (at == "error") error = text;
    if (at == "user/id") id = text;
    if (at == "user/team_id") team = text;
    if (at == "user/is_stranger") stranger = yes;
    if (at == "user/is_restricted" || at == "user/is_ultra_restricted") guest = guest || yes;
    if (at == "user/enterprise_user/enterprise_id") enterprise = text;
    if (at.starts_with("user/enterprise_user/teams/")) teams.emplace_back(text);
  }
  [[nodiscard]] bool belongs_to(const Someone& someone) const {
    if (team == someone.installation || team == someone.tenant) return true;
    if (!enterprise.empty() && (enterprise == someone.tenant || enterprise == someone.installation)) return true;
    return std::find(teams.begin(), teams.end(), someone.installation) != teams.end();
  }
  bool ok = false;
  bool stranger = false;
  bool guest = false;
  std::string error, id, team, enterprise;
  std::vector<std::string> teams;
};

std::string key_of(const Someone& someone) {
  return someone.installation + "/" + someone.account;
}

}  // namespace

Judged standing_from(std::string_view answer, const Someone& someone) {
  Person person;
  if (!walk_json(answer, person)) return {};
  if (!person.ok) return {std::nullopt, token_is_dead(person.error)};
  if (person.id.empty()) return {};
  if (person.stranger || (!person.team.empty() && !person.belongs_to(someone))) return {Standing::outsider, false};
  return {person.guest ? Standing::guest : Standing::colleague, false};
}

Roll::Roll(http::Client& client, std::string users_info_url, const Installations& installations)
    : client_(client),
      url_(std::move(users_info_url)),
      installations_(installations),
      state_(std::make_shared<State>()) {}

Roll::~Roll() = default;

bool Roll::begin(State& state, const std::string& key, const Someone& someone) {
  const std::lock_guard lock(state.mutex);
  const auto now = Steady::now();
  const auto paused = state.paused.find(someone.installation);
  if (paused != state.paused.end() && now < paused->second) return false;
  const auto found = state.people.find(key);
  if (found != state.people.end() && (found->second.pending || now < found->second.until)) return false;
  if (state.people.size() >= kMost) state.people.clear();
  auto& known = state.people[key];
  known.pending = true;
  known.since = now;
  return true;
}

void Roll::ask(const Someone& someone) {
  if (someone.sure || someone.account.empty()) return;
  const auto token = installations_.token(someone.installation);
  const auto key = key_of(someone);
  if (!token || !begin(*state_, key, someone)) return;
  http::Call call;
  call.url = url_;
  call.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  call.secret_headers.emplace_back("Authorization", bearer(token));
  call.body = share("user=" + http::url_encoded(someone.account));
  call.timeout = kTimeout;
  client_.send(std::move(call),
               [state = state_, key, someone](const http::Answer& answer) { hear(*state, key, someone, answer); });
}

void Roll::hear(State& state, const std::string& key, const Someone& someone, const http::Answer& answer) {
  const auto judged = answer.response ? standing_from(answer.response->body, someone) : Judged{};
  const auto now = Steady::now();
  const std::lock_guard lock(state.mutex);
  auto& known = state.people[key];
  known.pending = false;
  known.until = now + (judged.standing ? Steady::duration(kKept) : Steady::duration(kRetry));
  if (judged.standing) {
    known.standing = *judged.standing;
    known.told = true;
  }
  if (judged.refused)
    state.paused[someone.installation] = now + kRefusedPause;
  else if (!answer.response || answer.response->status == 429 || answer.response->status >= 500)
    state.paused[someone.installation] = now + kPause;
  state.told.notify_all();
}

Standing Roll::standing(const Someone& someone) const {
  if (someone.sure) return someone.said;
  const auto key = key_of(someone);
  std::unique_lock lock(state_->mutex);
  auto found = state_->people.find(key);
  if (found == state_->people.end()) return someone.said;
  const auto paused = state_->paused.find(someone.installation);
  const bool quiet = paused != state_->paused.end() && Steady::now() < paused->second;
  if (found->second.pending && !found->second.told && !quiet) {
    state_->told.wait_until(lock, found->second.since + kPatience, [&] {
      found = state_->people.find(key);
      return found == state_->people.end() || !found->second.pending;
    });
    if (found == state_->people.end()) return someone.said;
  }
  return found->second.told ? found->second.standing : someone.said;
}

}  // namespace wegwijzer::slack
