#include "slack/judge.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/reveal.hpp"
#include "http/form.hpp"
#include "slack/json_walk.hpp"
#include "slack/names.hpp"
#include "slack/write.hpp"

namespace wegwijzer::slack {
namespace {

using namespace std::chrono_literals;
using namespace channel;

enum class Meaning { rate, passing, fresh_token, dead_token, as_plain, final };

struct Rule {
  std::string_view error;
  Meaning meaning;
  Word reason;
};
/// "*" at the end: everything that begins so. What is not listed is tried a few times.
constexpr Rule kRules[] = {
    {"ratelimited", Meaning::rate, "rate"},
    {"rate_limited", Meaning::rate, "rate"},
    {"request_timeout", Meaning::passing, "passing"},
    {"internal_error", Meaning::passing, "passing"},
    {"fatal_error", Meaning::passing, "passing"},
    {"service_unavailable", Meaning::passing, "passing"},
    {"update_failed", Meaning::passing, "passing"},
    {"team_added_to_org", Meaning::passing, "passing"},
    {"org_login_required", Meaning::passing, "passing"},
    {"external_channel_migrating", Meaning::passing, "passing"},
    {"token_expired", Meaning::fresh_token, "token_expired"},
    {"invalid_auth", Meaning::dead_token, "invalid_auth"},
    {"account_inactive", Meaning::dead_token, "account_inactive"},
    {"token_revoked", Meaning::dead_token, "token_revoked"},
    {"not_authed", Meaning::dead_token, "not_authed"},
    {"missing_scope", Meaning::final, "missing_scope"},
    {"not_allowed_token_type", Meaning::final, "not_allowed_token_type"},
    {"access_denied", Meaning::final, "access_denied"},
    {"accesslimited", Meaning::final, "accesslimited"},
    {"ekm_access_denied", Meaning::final, "ekm_access_denied"},
    {"team_access_not_granted", Meaning::final, "team_access_not_granted"},
    {"messages_tab_disabled", Meaning::final, "messages_tab_disabled"},
    {"not_enabled", Meaning::final, "home_tab_off"},
    {"method_deprecated", Meaning::final, "method_deprecated"},
    {"channel_not_found", Meaning::final, "channel_not_found"},
    {"is_archived", Meaning::final, "is_archived"},
    {"not_in_channel", Meaning::final, "not_in_channel"},
    {"no_permission", Meaning::final, "no_permission"},
    {"restricted_action*", Meaning::final, "restricted_action"},
    {"cannot_reply_to_message", Meaning::final, "cannot_reply_to_message"},
    {"user_not_found", Meaning::final, "user_not_found"},
    {"users_not_found", Meaning::final, "user_not_found"},
    {"user_disabled", Meaning::final, "user_disabled"},
    {"user_not_visible", Meaning::final, "user_not_visible"},
    {"user_not_in_channel", Meaning::final, "user_not_in_channel"},
    {"invalid_user_combination", Meaning::final, "invalid_user_combination"},
    {"message_not_found", Meaning::final, "message_not_found"},
    {"cant_update_message", Meaning::final, "cant_update_message"},
    {"edit_window_closed", Meaning::final, "edit_window_closed"},
    {"is_inactive", Meaning::final, "is_inactive"},
    {"message_limit_exceeded", Meaning::final, "message_limit_exceeded"},
    {"invalid_blocks*", Meaning::as_plain, "invalid_blocks"},
    {"msg_blocks_too_long", Meaning::as_plain, "msg_blocks_too_long"},
    {"msg_too_long", Meaning::as_plain, "msg_too_long"},
    {"msg_too_large", Meaning::as_plain, "msg_too_large"},
    {"no_text", Meaning::as_plain, "no_text"},
    {"invalid_arguments", Meaning::as_plain, "invalid_arguments"},
    {"invalid_attachments", Meaning::as_plain, "invalid_attachments"},
    {"markdown_text_conflict", Meaning::as_plain, "markdown_text_conflict"},
    {"metadata_too_large", Meaning::as_plain, "metadata_too_large"},
    {"invalid_metadata*", Meaning::as_plain, "invalid_metadata"},
    {"view_too_large", Meaning::as_plain, "view_too_large"},
    {"not_found", Meaning::final, "view_not_found"},
    {"expired_trigger_id", Meaning::final, "too_late"},
    {"exchanged_trigger_id", Meaning::final, "too_late"},
    {"invalid_trigger_id", Meaning::final, "too_late"},
    {"trigger_expired", Meaning::final, "too_late"},
    {"trigger_exchanged", Meaning::final, "too_late"},
    {"push_limit_reached", Meaning::final, "push_limit_reached"},
    {"hash_conflict", Meaning::final, "hash_conflict"},
    {"duplicate_external_id", Meaning::final, "duplicate_external_id"},
    {"used_url", Meaning::final, "reply_address_spent"},
    {"expired_url", Meaning::final, "reply_address_spent"},
};

bool fits(std::string_view rule, std::string_view error) {
  if (rule.ends_with('*')) return error.starts_with(rule.substr(0, rule.size() - 1));
  return rule == error;
}

const Rule* rule_for(std::string_view error) {
  const auto* found =
      std::find_if(std::begin(kRules), std::end(kRules), [&](const Rule& rule) { return fits(rule.error, error); });
  return found == std::end(kRules) ? nullptr : found;
}

class Answer final : public Visitor {
 public:
  void value(const Path& path, std::string_view text) override {
    if (path.depth() > 2) return;
    const auto at = path.joined();
    if (at == "ok") ok = text == "true" ? 1 : 0;
    if (at == "error") error = text;
    if (at == "ts" || at == "message_ts" || at == "view/id") id = text;
  }
  int ok = -1;  ///< -1: it does not say
  std::string error;
  std::string id;
};

std::chrono::milliseconds retry_after(const http::Response& response) {
  constexpr auto kUnsaid = 30s;
  for (const auto& [name, value] : response.headers) {
    constexpr std::string_view kName = "retry-after";
    const bool same = name.size() == kName.size() &&
                      std::equal(name.begin(), name.end(), kName.begin(),
                                 [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
    if (!same) continue;
    int seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error == std::errc{} && seconds >= 0) return std::chrono::seconds{std::min(std::max(seconds, 1), 3600)};
  }
  return kUnsaid;
}

/// Slack's error as a verdict. `most` of an unknown one: after that many tries it is final.
Verdict verdict_on(std::string_view error, const http::Response& response) {
  const auto* rule = rule_for(error);
  if (rule == nullptr) return Again{.after = 200s, .whole_method = false, .most = 3};
  switch (rule->meaning) {
    case Meaning::rate:
      return Again{.after = retry_after(response), .whole_method = true, .most = 0};
    case Meaning::passing:
      return Again{};
    case Meaning::fresh_token:
      return FreshToken{};
    case Meaning::dead_token:
      return Never{rule->reason, true};
    case Meaning::as_plain:
      return AsPlain{};
    case Meaning::final:
      break;
  }
  return Never{rule->reason, false};
}

/// A reply address answers "ok", or with a status and a word.
Verdict reply_address_verdict(const http::Response& response, const Answer& answer) {
  if (response.status < 300 && answer.ok != 0) return Done{};
  if (response.status < 300) return verdict_on(answer.error, response);
  if (response.status >= 500) return Again{};
  if (!answer.error.empty()) return verdict_on(answer.error, response);
  if (response.status == 400) return AsPlain{};
  return Never{"reply_address_spent", false};
}

}  // namespace

Verdict judged(const Call& call, const http::Response& response) {
  if (response.status == 429) return Again{.after = retry_after(response), .whole_method = true, .most = 0};
  Answer answer;
  const bool json = walk_json(response.body, answer);
  if (!call.with_token) return reply_address_verdict(response, answer);
  if (response.status >= 500 || !json || answer.ok < 0) return Again{};
  if (answer.ok == 1 && response.status < 300) return Done{answer.id};
  return verdict_on(answer.error, response);
}

namespace {

class Sent final : public Visitor {
 public:
  void value(const Path& path, std::string_view text) override {
    if (path.joined() == "channel") channel = text;
    if (path.joined() == "thread_ts") thread = text;
  }
  std::string channel, thread;
};

class Marks final : public Visitor {
 public:
  explicit Marks(std::string mark) : mark_(std::move(mark)) {}
  void value(const Path& path, std::string_view text) override {
    // messages/N/metadata/event_payload/id
    if (path.depth() == 5 && path.part(0) == "messages" && path.part(2) == "metadata" && path.part(4) == "id" &&
        text == mark_)
      found = true;
  }
  bool found = false;

 private:
  std::string mark_;
};

}  // namespace

std::optional<Call> look_back_for(const Call& call, const std::string& api_url) {
  if (call.method != "chat.postMessage") return std::nullopt;
  Sent sent;
  if (!walk_json(reveal(call.body), sent) || !sent.channel.starts_with('D')) return std::nullopt;
  Call look;
  look.method = sent.thread.empty() ? "conversations.history" : "conversations.replies";
  look.installation = call.installation;
  look.url = api_url + look.method;
  look.conversation = call.conversation;
  look.content_type = "application/x-www-form-urlencoded";
  std::string body = "channel=" + http::url_encoded(sent.channel) + "&include_all_metadata=true";
  body += sent.thread.empty() ? "&limit=20" : "&limit=200&ts=" + http::url_encoded(sent.thread);
  look.body = share(body);
  return look;
}

bool mark_in(const Call& call, const http::Response& response) {
  Marks marks(mark_of(call.id));
  return walk_json(response.body, marks) && marks.found;
}

}  // namespace wegwijzer::slack
