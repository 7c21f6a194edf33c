#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/texts.hpp"
#include "home/home.hpp"
#include "home/meaning.hpp"
#include "knowledge/shelf.hpp"
#include "model/reply.hpp"

namespace wegwijzer::home {

/// What screens are made with; `shelf` is null before the first entries are read.
struct Maker {
  const Texts& texts;
  const Options& options;
  const knowledge::Shelf* shelf = nullptr;
  Language language = Language::nl;
};

/// One paragraph.
[[nodiscard]] model::Reply sentence(const Maker& maker, TextKey key);
[[nodiscard]] model::Reply greeting(const Maker& maker);
[[nodiscard]] model::Reply help(const Maker& maker);
/// The questions that are asked most about an area: "network", "or", "cao" or "safespace". Nothing for another word.
[[nodiscard]] std::optional<model::Reply> area(const Maker& maker, std::string_view name);
[[nodiscard]] model::Reply language_choice(const Maker& maker);
/// Six sentences: what is read, kept, how long, who sees it, what an administrator sees, how to have it removed.
[[nodiscard]] model::Reply privacy(const Maker& maker);
[[nodiscard]] model::Reply safe_conversation(const Maker& maker);
/// The App Home: search, areas, a safe conversation, language, privacy.
[[nodiscard]] model::Reply home_page(const Maker& maker);
/// The dialog of the global shortcut.
[[nodiscard]] model::Reply question_dialog(const Maker& maker);
/// First words in a direct conversation, and in a channel.
[[nodiscard]] model::Reply hello(const Maker& maker);

}  // namespace wegwijzer::home
