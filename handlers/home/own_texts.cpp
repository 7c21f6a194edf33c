#include "home/own_texts.hpp"

#include "home_embedded/texts.hpp"

namespace wegwijzer::home {

Texts own_texts() {
  return Texts::built_in(home_embedded::texts);
}

}  // namespace wegwijzer::home
