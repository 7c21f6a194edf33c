#pragma once
#include <memory>

#include "app/console.hpp"
#include "app/settings.hpp"
#include "knowledge/shelf.hpp"

namespace wegwijzer::app {

/// The shelf of a curator's command; says on standard error what is wrong with which file. Null: exit with kFailed.
[[nodiscard]] std::shared_ptr<const knowledge::Shelf> shelf_for(const Settings& settings, const Console& console);

}  // namespace wegwijzer::app
