#pragma once
#include <kainjow/mustache.hpp>
#include <string>

namespace wegwijzer::web {

/// What a template is filled with. Only the files that build pages include this.
using Data = kainjow::mustache::data;

/// The page's template `name` ("turn.mustache"), filled in; every value is escaped for text and quoted attributes.
/// The other templates can be named in it: {{>rich}}. A fault in a template is a programming mistake (assert).
[[nodiscard]] std::string rendered(std::string_view name, Data data);

}  // namespace wegwijzer::web
