#include "app/shelf_for.hpp"

#include "app/content.hpp"

namespace wegwijzer::app {

std::shared_ptr<const knowledge::Shelf> shelf_for(const Settings& settings, const Console& console) {
  auto shelf = knowledge::Shelf::load(content_directories(settings));
  if (shelf) return *shelf;
  console.complain(shelf.error());
  return nullptr;
}

}  // namespace wegwijzer::app
