#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/language.hpp"
#include "channel/channel.hpp"
#include "model/message.hpp"
#include "model/reply.hpp"

namespace wegwijzer::web {

/// Where a turn of the page's conversation happens: what its switches say. Everything in it comes from a form, so
/// whatever does not fit is taken as the default.
struct Place {
  std::string thread;            ///< random, one a page; turns of one thread are one conversation
  Language page = Language::nl;  ///< language of the page itself
  std::optional<Language> wish;  ///< language of the answer; nothing: that of the question
  model::Surface surface = model::Surface::dm;
};

/// What the page's forms send: typed words, a pressed button or a filled-in form.
struct Turn {
  Place place;
  std::string typed;  ///< what stands in the question box
  std::string said;   ///< what the person is shown to have said: the words, or the button's label
  std::string on;     ///< the turn whose reply the button or form stands on
  std::variant<model::Text, model::Action, model::Submission, model::Dismissed> what;
};

/// Never fails: `application/x-www-form-urlencoded` of whatever origin is some turn.
[[nodiscard]] Turn turn_from(std::string_view form);
/// The conversation alone, for `admit`; empty when the form names none that could be ours.
[[nodiscard]] std::string thread_of(std::string_view form);

/// What a button sends back: "ACTION VALUE ON LABEL", the first three without blanks.
[[nodiscard]] std::string press_value(const model::Button& button, std::string_view on);

/// `id` is that of the request; the reply will carry it.
[[nodiscard]] model::Message message_of(const Turn& turn, std::string_view channel, std::string_view id);

}  // namespace wegwijzer::web
