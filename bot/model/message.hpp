#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/language.hpp"
#include "base/secret.hpp"

namespace wegwijzer::model {

/// Where a message was written. `command`: a slash command, answered to the writer alone wherever it was typed.
enum class Surface { dm, channel, command, home, form };

/// A platform account, never a name. Compared as a whole; `tenant` is the organisation or workspace.
struct PersonRef {
  std::string channel;
  std::string tenant;
  std::string account;
  auto operator<=>(const PersonRef&) const = default;
  [[nodiscard]] bool nobody() const { return account.empty(); }
};

/// How far the organisation knows the writer (settings bot.guests, bot.outsiders).
enum class Standing { colleague, guest, outsider };

/// Where a message came from, and so where an answer goes.
struct Source {
  std::string channel;       ///< "slack", "teams", "web", "terminal"
  std::string installation;  ///< key under which the channel finds its token; "" where there is one
  std::string conversation;  ///< the platform's id of the channel or direct conversation
  std::string thread;        ///< the thread to answer in; "" for the top level
  std::string message;       ///< the platform's id of what was written, or of the message or view a button stood on
  bool ephemeral = false;    ///< that message can only be answered and changed through `reply_address`
  Surface surface = Surface::dm;
  SharedSecret reply_address;   ///< a platform's one-off reply address (Slack's response_url), already checked
  SharedSecret trigger;         ///< lets one dialog be opened (Slack's trigger_id)
  Instant trigger_ends{};       ///< when `trigger` stops working
  bool wants_findings = false;  ///< the channel shows why (playground, terminal)
  bool keeps_nothing = false;   ///< a place to try things: its words are kept nowhere, not even scrubbed
};

struct Text {
  SharedSecret words;
  bool has_files = false;     ///< something was attached; it is not read
  bool only_mention = false;  ///< nothing but our own mention
};

/// A button or menu. `action` is a plain word ("ask", "feedback", …), `value` a plain word, an entry's id or a random
/// handle; never private.
struct Action {
  std::string action;
  std::string value;
  std::string message;     ///< the platform's id of the message or view it stands on
  bool ephemeral = false;  ///< that message can only be changed through `reply_address`
};

/// A filled-in dialog. Field names are the Form's; values are private.
struct Submission {
  std::string form;
  std::string handle;  ///< the random handle the form carried
  std::string view;    ///< the platform's id of the dialog
  std::map<std::string, SharedSecret> fields;
};

struct Dismissed {
  std::string form;
  std::string handle;
};  ///< a dialog closed without sending
struct Query {
  std::string action;
  SharedSecret words;
};  ///< suggestions wanted while typing
struct Opened {
  enum class Where { home, messages } where = Where::home;
};
struct Joined {};  ///< the bot was added to `source.conversation`
struct Left {};    ///< the installation ended
struct Deleted {
  std::string message;
};  ///< a message of theirs was deleted
/// What a handler set a timer for: its own kind, subject and the subject's version then (handler/timer_store.hpp).
struct Due {
  std::string kind;
  RowId subject;
  std::int64_t version = 0;
};
struct Delivered {
  OutgoingId message;
};
struct Returned {
  OutgoingId message;
  std::string reason;
};

struct Message {
  std::string id;  ///< the platform's event id or ours; seeds the delivery ids of what it causes
  RequestId request;
  Source source;
  PersonRef from;  ///< nobody for Due, Delivered, Returned
  Standing standing = Standing::colleague;
  std::optional<Language> wish;  ///< language that this request asked for (`--lang`, playground switch); wins
  std::variant<Text, Action, Submission, Dismissed, Query, Opened, Joined, Left, Deleted, Due, Delivered, Returned>
      what;
};

/// What is known of a person, without a name.
struct Person {
  PersonRef ref;
  Standing standing = Standing::colleague;
  std::optional<Language> language;  ///< chosen by `taal`; else nothing
  bool greeted = false;              ///< had the hello of the Messages tab
};

}  // namespace wegwijzer::model
