#include "answer/own_texts.hpp"

#include "answer_embedded/texts.hpp"

namespace wegwijzer::answer {

Texts own_texts() {
  return Texts::built_in(answer_embedded::texts);
}

}  // namespace wegwijzer::answer
