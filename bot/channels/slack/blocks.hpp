#pragma once
#include <string>
#include <vector>

#include "base/json_write.hpp"
#include "base/language.hpp"
#include "model/reply.hpp"

namespace wegwijzer::slack {

enum class Stage { message, modal, home };

/// Draws pieces as Block Kit, an array of at most `most` blocks.
void draw(JsonWriter& json, const std::vector<model::Block>& pieces, Stage stage, Language language, std::size_t most);

/// What says everything the blocks say, for screen readers and mobile notices; at most 4,000 units, escaped.
[[nodiscard]] std::string fallback(const std::vector<model::Block>& pieces, Language language);

/// A dialog: "title", fields, buttons of the reply's form; without one, just its blocks.
[[nodiscard]] std::string modal(const model::Reply& reply);
/// The App Home.
[[nodiscard]] std::string home(const model::Reply& reply);

/// block_ids of a form's fields, in order; what is wrong with what was filled in is reported under them.
[[nodiscard]] const model::Form* form_in(const model::Reply& reply);

/// Options of a menu that is asked for while typing: {"options":[…]}, at most 100.
[[nodiscard]] std::string suggestions(const model::Reply& reply);

}  // namespace wegwijzer::slack
