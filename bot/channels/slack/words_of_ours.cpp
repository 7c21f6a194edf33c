#include "slack/words_of_ours.hpp"

#include "slack_embedded/texts.hpp"

namespace wegwijzer::slack {

std::string say(Language language, TextKey key, Texts::Fills fills) {
  static const Texts texts = Texts::built_in(slack_embedded::texts);
  return texts.say(language, key, fills);
}

}  // namespace wegwijzer::slack
