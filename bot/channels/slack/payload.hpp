#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wegwijzer::slack {

/// One pressed button, menu or field of `block_actions`.
struct Press {
  std::string type;
  std::string action;  ///< action_id
  std::string block;   ///< block_id
  std::string value;   ///< of whatever element it is; several choices joined by commas
};

/// What we look at in an interactivity payload ("Interaction payloads"); empty where missing or null.
struct Payload {
  std::string type;
  std::string trigger;
  std::string response_url;
  std::string user;
  std::string user_team;
  std::string team;
  std::string enterprise;
  bool whole_enterprise = false;
  std::string callback;  ///< of a shortcut
  std::string action;    ///< of a suggestion, as `value`
  std::string value;
  std::string action_ts;
  std::string channel;
  std::string channel_name;
  std::string message_ts;
  std::string thread_ts;
  std::string text;  ///< of the message a shortcut stood on
  bool ephemeral = false;
  std::string view;
  std::string view_type;
  std::string view_callback;
  std::string view_metadata;
  std::string view_hash;
  std::string view_team;                      ///< the workspace that installed the app there
  std::map<std::string, std::string> fields;  ///< block_id → what was filled in
  std::vector<Press> presses;

  [[nodiscard]] const std::string& installation() const;
  [[nodiscard]] const std::string& tenant() const;
};

/// False for what is no JSON object.
[[nodiscard]] bool read_payload(std::string_view json, Payload& payload);

/// What happens only once: the same trigger, and the same dialog sent twice with the same content.
[[nodiscard]] std::vector<std::string> identities_of(const Payload& payload);
/// Within what order is kept: the conversation, or the person where there is none.
[[nodiscard]] std::string conversation_of(const Payload& payload);

}  // namespace wegwijzer::slack
