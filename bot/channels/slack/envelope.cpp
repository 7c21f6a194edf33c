#include "slack/envelope.hpp"

#include <algorithm>
#include <iterator>

#include "slack/json_walk.hpp"

namespace wegwijzer::slack {
namespace {

struct Wanted {
  std::string_view path;
  std::string Envelope::*place;
};
constexpr Wanted kWanted[] = {
    {"type", &Envelope::type},
    {"challenge", &Envelope::challenge},
    {"event_id", &Envelope::event_id},
    {"team_id", &Envelope::team},
    {"enterprise_id", &Envelope::enterprise},
    {"api_app_id", &Envelope::our_app},
    {"authorizations/0/enterprise_id", &Envelope::installed_enterprise},
    {"authorizations/0/team_id", &Envelope::installed_team},
    {"authorizations/0/user_id", &Envelope::bot_user},
    {"event/type", &Envelope::kind},
    {"event/subtype", &Envelope::subtype},
    {"event/channel", &Envelope::channel},
    {"event/channel_type", &Envelope::channel_type},
    {"event/user", &Envelope::user},
    {"event/ts", &Envelope::ts},
    {"event/thread_ts", &Envelope::thread_ts},
    {"event/bot_id", &Envelope::bot},
    {"event/bot_profile/id", &Envelope::bot_profile},
    {"event/app_id", &Envelope::app},
    {"event/team", &Envelope::event_team},
    {"event/user_team", &Envelope::user_team},
    {"event/source_team", &Envelope::source_team},
    {"event/tab", &Envelope::tab},
    {"event/deleted_ts", &Envelope::deleted_ts},
    {"event/previous_message/user", &Envelope::deleted_user},
    {"event/previous_message/bot_id", &Envelope::deleted_bot},
    {"event/tokens/bot/0", &Envelope::revoked_bot},
};

constexpr std::size_t kDeepest = 4;  // of what is wanted: event/tokens/bot/0

class Reader final : public Visitor {
 public:
  Reader(Envelope& envelope, Part part) : envelope_(envelope), part_(part) {}

  void value(const Path& path, std::string_view text) override {
    if (path.depth() > kDeepest) return;
    const auto at = path.joined();
    const auto wanted =
        std::find_if(std::begin(kWanted), std::end(kWanted), [&](const Wanted& w) { return w.path == at; });
    if (wanted != std::end(kWanted)) {
      envelope_.*wanted->place = text;
      return;
    }
    if (at == "event/text" && part_ == Part::all) envelope_.text = text;
    if (at == "event/hidden") envelope_.hidden = text == "true";
    if (at == "is_ext_shared_channel") envelope_.shared_channel = text == "true";
    if (at == "authorizations/0/is_enterprise_install") envelope_.whole_enterprise = text == "true";
    if (at == "event/user_profile/is_restricted" || at == "event/user_profile/is_ultra_restricted")
      envelope_.guest = envelope_.guest || text == "true";
    if (at.starts_with("event/edited/")) envelope_.edited = true;
    if (at.starts_with("event/files/")) envelope_.files = true;
  }

 private:
  Envelope& envelope_;
  Part part_;
};

/// Someone's own words, not a bot's, not changed, not one of Slack's own.
bool a_persons_words(const Envelope& e, std::string_view own) {
  static constexpr std::string_view kSpoken[] = {"", "file_share", "me_message", "thread_broadcast"};
  if (std::find(std::begin(kSpoken), std::end(kSpoken), e.subtype) == std::end(kSpoken)) return false;
  if (!e.bot.empty() || !e.bot_profile.empty()) return false;
  if (!e.app.empty() && e.app == e.our_app) return false;
  if (e.user.empty() || e.user == own || e.user == "USLACKBOT") return false;
  return !e.hidden && !e.edited && !e.channel.empty() && !e.ts.empty();
}

bool a_persons_deletion(const Envelope& e, std::string_view own) {
  return e.subtype == "message_deleted" && !e.deleted_ts.empty() && !e.deleted_user.empty() && e.deleted_user != own &&
         e.deleted_bot.empty();
}

}  // namespace

const std::string& Envelope::installation() const {
  if (whole_enterprise && !installed_enterprise.empty()) return installed_enterprise;
  if (!installed_team.empty()) return installed_team;
  return team.empty() ? enterprise : team;
}

const std::string& Envelope::tenant() const {
  if (!enterprise.empty()) return enterprise;
  return installed_enterprise.empty() ? team : installed_enterprise;
}

const std::string& Envelope::author_team() const {
  if (!user_team.empty()) return user_team;
  return source_team.empty() ? event_team : source_team;
}

bool read_envelope(std::string_view bytes, Part part, Envelope& envelope) {
  Reader reader(envelope, part);
  return walk_json(bytes, reader);
}

Asks what_is_asked(const Envelope& e, std::string_view known_own) {
  const std::string_view own = e.bot_user.empty() ? known_own : std::string_view(e.bot_user);
  if (e.kind == "message" && e.channel_type == "im") {
    if (a_persons_deletion(e, own)) return Asks::deletion;
    return a_persons_words(e, own) ? Asks::message : Asks::nothing;
  }
  if (e.kind == "app_mention") return a_persons_words(e, own) ? Asks::message : Asks::nothing;
  if (e.kind == "app_home_opened") return e.user.empty() ? Asks::nothing : Asks::home;
  if (e.kind == "member_joined_channel") return !own.empty() && e.user == own ? Asks::welcome : Asks::nothing;
  if (e.kind == "tokens_revoked") return e.revoked_bot.empty() ? Asks::nothing : Asks::farewell;
  if (e.kind == "app_uninstalled") return Asks::farewell;
  return Asks::nothing;
}

}  // namespace wegwijzer::slack
