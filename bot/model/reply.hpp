#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/language.hpp"
#include "base/text.hpp"
#include "model/message.hpp"

namespace wegwijzer::model {

/// A run of text with one look. `link` is an https, http, tel or mailto address, or empty.
struct Span {
  std::string text;
  bool bold = false;
  std::string link;
  bool operator==(const Span&) const = default;
};
using Rich = std::vector<Span>;

[[nodiscard]] inline Rich rich(std::string text) {
  return {Span{std::move(text), false, {}}};
}
[[nodiscard]] inline Rich bold(std::string text) {
  return {Span{std::move(text), true, {}}};
}

enum class Style { plain, primary };

struct Button {
  std::string label;   ///< at most 75 UTF-16 units are shown
  std::string action;  ///< see Action
  std::string value;
  std::string url;  ///< opens this instead of acting; then action may be empty
  Style style = Style::plain;
  std::string spoken;  ///< for screen readers, where the label alone is not enough
};

struct Option {
  std::string label;
  std::string value;
};

struct Paragraph {
  Rich text;
};
struct Heading {
  std::string text;
};
struct Fields {
  std::vector<std::pair<std::string, Rich>> rows;
};
struct List {
  std::vector<Rich> items;
  bool numbered = false;
};
struct Table {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
};
struct Quote {
  Rich text;
};
/// Where an answer comes from: each a label and perhaps an address; `as_of` a whole phrase or empty.
struct Sources {
  std::vector<std::pair<std::string, std::string>> items;
  std::string as_of;
};
struct Buttons {
  std::vector<Button> items;
};
struct Choice {
  std::string label;
  std::string action;
  std::vector<Option> options;
  std::string chosen;
};

struct Field {
  enum class Kind { line, text, choice, choices };
  std::string name;
  std::string label;
  std::string hint;
  Kind kind = Kind::line;
  bool required = true;
  std::vector<Option> options;
  std::string chosen;         ///< value that stands there at first
  std::size_t longest = 500;  ///< characters, for line and text
  std::string wrong;          ///< what is wrong with what was filled in; empty: nothing
};
/// A dialog where the platform has one; on a page, a form in place.
struct Form {
  std::string id;          ///< names the form in Submission
  std::string handle;      ///< random; comes back in Submission
  std::string title;       ///< at most 24
  std::string submit;      ///< at most 24
  std::string close;       ///< at most 24
  std::vector<Rich> lead;  ///< what stands above the fields
  std::vector<Field> fields;
};
struct Divider {};
struct Note {
  Rich text;
};  ///< small print

using Block =
    std::variant<Paragraph, Heading, Fields, List, Table, Quote, Sources, Buttons, Choice, Form, Divider, Note>;

/// `only_asker`: may be shown to this person only, wherever the question was asked.
enum class Privacy { everyone, only_asker };

/// Whether the channel must keep a reply out of places where it can be seen: safe space and crisis in a channel are
/// said in the direct conversation, with an ephemeral copy beside it.
enum class Urgency { ordinary, crisis };

struct SourceFound {
  std::string document;
  std::string section;
  std::string url;
};
struct Found {
  std::string id;
  Language language = Language::nl;
  std::string title;
  double score = 0;
  std::string text;
  std::vector<SourceFound> sources;
};
/// How a reply came about; made only where Source::wants_findings.
struct Findings {
  std::string intent;  ///< word of the contract: answer, suggest, unknown, safespace, crisis, …
  double confidence = 0;
  std::vector<Found> results;
  std::vector<std::string> reasons;  ///< lines of `--explain`
};

struct Reply {
  std::vector<Block> blocks;
  Privacy privacy = Privacy::everyone;
  Urgency urgency = Urgency::ordinary;
  Language language = Language::nl;
  std::shared_ptr<const Findings> findings;
};

/// The same words without a look: for screen readers, notices, the terminal. Says everything the blocks say, buttons
/// last. `language` is that of the few words it adds itself ("Bron").
[[nodiscard]] std::string plain_text(const std::vector<Block>& blocks, Language language = Language::nl);
[[nodiscard]] std::string plain_text(const Reply& reply);
[[nodiscard]] std::string plain_text(const Rich& text);
/// "Bron" or "Source": what stands before an answer's sources.
[[nodiscard]] std::string_view source_word(Language language);

/// Where a message goes, seen from the message that caused it.
struct ToAsker {};  ///< the waiting request, else the same conversation and thread
struct ToPerson {
  PersonRef person;
};                   ///< that person's direct conversation
struct ToAside {};   ///< to the asker alone, beside the channel (may be lost)
struct ToHome {};    ///< the asker's App Home
struct ToDialog {};  ///< opens a dialog with the message's trigger; one Form block
using To = std::variant<ToAsker, ToPerson, ToAside, ToHome, ToDialog>;

struct Outgoing {
  OutgoingId id;  ///< derived from the message that caused it: the same when it is decided again
  To to;
  Source source;    ///< of the message that caused it
  PersonRef asker;  ///< who wrote that message
  Reply reply;
  bool replace = false;  ///< takes the place of the message the button stood on
  Instant not_before{};
};
using Said = std::vector<Outgoing>;

}  // namespace wegwijzer::model
