#include "slack/payload.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "crypto/hash.hpp"
#include "slack/json_walk.hpp"
#include "slack/names.hpp"

namespace wegwijzer::slack {
namespace {

constexpr std::size_t kMostPresses = 10;
constexpr std::size_t kMostFields = 100;

struct Wanted {
  std::string_view path;
  std::string Payload::*place;
};
constexpr Wanted kWanted[] = {
    {"type", &Payload::type},
    {"trigger_id", &Payload::trigger},
    {"response_url", &Payload::response_url},
    {"user/id", &Payload::user},
    {"user/team_id", &Payload::user_team},
    {"team/id", &Payload::team},
    {"enterprise/id", &Payload::enterprise},
    {"callback_id", &Payload::callback},
    {"action_id", &Payload::action},
    {"value", &Payload::value},
    {"action_ts", &Payload::action_ts},
    {"container/channel_id", &Payload::channel},
    {"container/message_ts", &Payload::message_ts},
    {"container/thread_ts", &Payload::thread_ts},
    {"channel/name", &Payload::channel_name},
    {"message/text", &Payload::text},
    {"view/id", &Payload::view},
    {"view/type", &Payload::view_type},
    {"view/callback_id", &Payload::view_callback},
    {"view/private_metadata", &Payload::view_metadata},
    {"view/hash", &Payload::view_hash},
    {"view/app_installed_team_id", &Payload::view_team},
};
/// Where the container does not say it.
constexpr Wanted kElsewhere[] = {
    {"channel/id", &Payload::channel},
    {"message_ts", &Payload::message_ts},
    {"message/ts", &Payload::message_ts},
    {"message/thread_ts", &Payload::thread_ts},
};

template <std::size_t Size>
const Wanted* wanted_at(const Wanted (&table)[Size], std::string_view path) {
  const auto* found = std::find_if(std::begin(table), std::end(table), [&](const Wanted& w) { return w.path == path; });
  return found == std::end(table) ? nullptr : found;
}

/// The value of an element: `value` for most, `selected_…` for menus, options and dates.
bool is_value(std::string_view name) {
  return name == "value" || name == "selected_date" || name == "selected_time" || name == "selected_user" ||
         name == "selected_conversation" || name == "selected_channel";
}

void add_choice(std::string& value, std::string_view choice) {
  if (!value.empty()) value.push_back(',');
  value.append(choice);
}

class Reader final : public Visitor {
 public:
  explicit Reader(Payload& payload) : payload_(payload) {}

  void value(const Path& path, std::string_view text) override {
    const auto at = path.joined();
    if (at.starts_with("message/blocks/") || at.starts_with("view/blocks/")) return;  // our own words coming back
    if (const auto* wanted = wanted_at(kWanted, at)) {
      payload_.*wanted->place = text;
      return;
    }
    if (const auto* wanted = wanted_at(kElsewhere, at)) {
      auto& place = payload_.*wanted->place;
      if (place.empty()) place = text;
      return;
    }
    if (at == "is_enterprise_install") payload_.whole_enterprise = text == "true";
    if (at == "container/is_ephemeral") payload_.ephemeral = text == "true";
    if (at.starts_with("actions/")) return press(path, text);
    if (at.starts_with("view/state/values/")) return field(path, 3, text);
    if (at.starts_with("state/values/")) return field(path, 2, text);
  }

 private:
  void press(const Path& path, std::string_view text) {
    if (path.depth() < 3) return;
    std::size_t number = 0;
    const auto part = path.part(1);
    if (std::from_chars(part.data(), part.data() + part.size(), number).ec != std::errc{}) return;
    if (number >= kMostPresses) return;
    if (payload_.presses.size() <= number) payload_.presses.resize(number + 1);
    auto& press = payload_.presses[number];
    const auto name = path.part(2);
    if (path.depth() == 3) {
      if (name == "type") press.type = text;
      if (name == "action_id") press.action = text;
      if (name == "block_id") press.block = text;
    }
    element(press.value, path, 2, text);
  }

  /// `at`: where the block_id stands in the path; then action_id, then the element.
  void field(const Path& path, std::size_t at, std::string_view text) {
    if (path.depth() < at + 3) return;
    const std::string block(path.part(at));
    if (payload_.fields.size() >= kMostFields && !payload_.fields.contains(block)) return;
    element(payload_.fields[block], path, at + 2, text);
  }

  static void element(std::string& value, const Path& path, std::size_t at, std::string_view text) {
    const auto name = path.part(at);
    const std::size_t below = path.depth() - at;
    if (below == 1 && is_value(name)) value = text;
    if (below == 2 && name == "selected_option" && path.part(at + 1) == "value") value = option_value_read(text);
    if (below == 3 && name == "selected_options" && path.part(at + 2) == "value")
      add_choice(value, option_value_read(text));
    if (below == 2 && name == "selected_users") add_choice(value, text);
  }

  Payload& payload_;
};

}  // namespace

const std::string& Payload::installation() const {
  if (whole_enterprise && !enterprise.empty()) return enterprise;
  if (!view_team.empty()) return view_team;
  return team.empty() ? user_team : team;
}

const std::string& Payload::tenant() const {
  return enterprise.empty() ? installation() : enterprise;
}

bool read_payload(std::string_view json, Payload& payload) {
  Reader reader(payload);
  return walk_json(json, reader);
}

std::vector<std::string> identities_of(const Payload& payload) {
  std::vector<std::string> identities;
  if (!payload.trigger.empty()) identities.push_back("trigger:" + payload.trigger);
  if (payload.type != "view_submission" || payload.view.empty()) return identities;
  std::string content = payload.view_callback + '\n' + payload.view_metadata + '\n' + payload.view_hash;
  for (const auto& [block, value] : payload.fields) content.append("\n").append(block).append("\n").append(value);
  identities.push_back("view:" + payload.view + ":" + crypto::sha256(content));
  return identities;
}

std::string conversation_of(const Payload& payload) {
  return conversation_key(payload.installation(), payload.channel.empty() ? payload.user : payload.channel);
}

}  // namespace wegwijzer::slack
