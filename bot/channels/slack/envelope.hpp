#pragma once
#include <string>
#include <string_view>

namespace wegwijzer::slack {

/// What we look at in a request of the Events API ("Events API", "message event"); a text is empty where it is missing
/// or null.
struct Envelope {
  std::string type;
  std::string challenge;
  std::string event_id;
  std::string team;
  std::string enterprise;
  bool shared_channel = false;       ///< with another organisation
  std::string installed_enterprise;  ///< of authorizations[0], as the next three
  std::string installed_team;
  std::string bot_user;
  bool whole_enterprise = false;

  std::string kind;  ///< the event's own type
  std::string subtype;
  std::string channel;
  std::string channel_type;
  std::string user;
  std::string ts;
  std::string thread_ts;
  std::string bot;
  std::string bot_profile;
  std::string app;
  std::string our_app;
  std::string event_team;
  std::string user_team;
  std::string source_team;
  std::string tab;
  std::string deleted_ts;
  std::string deleted_user;
  std::string deleted_bot;
  std::string revoked_bot;
  bool guest = false;  ///< said by the event itself (people of shared channels)
  bool hidden = false;
  bool edited = false;
  bool files = false;
  std::string text;  ///< only `Part::all` reads it

  /// Slack's ids of the installation this event is for, most precise first.
  [[nodiscard]] const std::string& installation() const;
  /// Under which organisation people are known: the enterprise, else the workspace.
  [[nodiscard]] const std::string& tenant() const;
  /// The workspace of who wrote it; empty where it isn't said.
  [[nodiscard]] const std::string& author_team() const;
};

enum class Part { identity, all };

/// False for what is no JSON object.
[[nodiscard]] bool read_envelope(std::string_view bytes, Part part, Envelope& envelope);

/// What an event asks of us. `own`: the bot's user id where the event does not say it.
enum class Asks { nothing, message, deletion, home, welcome, farewell };
[[nodiscard]] Asks what_is_asked(const Envelope& envelope, std::string_view own);

}  // namespace wegwijzer::slack
