#pragma once
#include <chrono>
#include <string_view>

#include "base/texts.hpp"
#include "model/reply.hpp"
#include "safe_space/recognition.hpp"
#include "safe_space/resources.hpp"

namespace wegwijzer::safe_space {

/// The room's texts, from its texts.nl.yaml and texts.en.yaml.
[[nodiscard]] Texts own_texts();

/// What cards are made with; lives as long as one message is handled.
struct Maker {
  const Texts& texts;
  const Resources& resources;
  Language language = Language::nl;
  std::string_view channel;  ///< "slack", "teams", …: what is said about who runs the chat
  std::chrono::sys_days today{};
  bool inside = true;  ///< the asker may use what the organisation has itself
};

enum class Length { whole, shorter, first_line };

/// Help that is available now, in the first line; the cause decides the order and which lines come.
[[nodiscard]] model::Reply crisis_card(const Maker& maker, const Recognition& found, Length length);
/// "Would you like to talk to someone?", and where that can be. `found` may be doubtful: then in one line less.
[[nodiscard]] model::Reply offer(const Maker& maker, const Recognition& found);
/// The offer when it was made a few minutes ago: a line, and help now.
[[nodiscard]] model::Reply offer_again(const Maker& maker);
/// The first screen of every door: where to turn, in and outside the organisation.
[[nodiscard]] model::Reply routes(const Maker& maker);
/// One line with a button, below an answer about the subject.
[[nodiscard]] model::Reply talk_yourself(const Maker& maker);
/// Who made a request is told to nobody.
[[nodiscard]] model::Reply refusal(const Maker& maker);
/// That the message still stands in the channel, with a button that tells how to delete it.
void add_stands_in_channel(model::Reply& reply, const Maker& maker);
[[nodiscard]] model::Reply how_to_delete(const Maker& maker);
/// The way back to the App Home.
void add_back(model::Reply& reply, const Maker& maker);

}  // namespace wegwijzer::safe_space
