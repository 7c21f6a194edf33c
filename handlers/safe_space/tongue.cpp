#include "safe_space/tongue.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace wegwijzer::safe_space {
namespace {

// Words that both languages have stand in neither.
constexpr auto kDutch = std::to_array<std::string_view>({"aan",
                                                         "al",
                                                         "alles",
                                                         "als",
                                                         "bang",
                                                         "ben",
                                                         "bij",
                                                         "daar",
                                                         "dan",
                                                         "dat",
                                                         "de",
                                                         "die",
                                                         "dit",
                                                         "dood",
                                                         "door",
                                                         "een",
                                                         "eens",
                                                         "en",
                                                         "er",
                                                         "erg",
                                                         "ff",
                                                         "gaat",
                                                         "geen",
                                                         "graag",
                                                         "haar",
                                                         "heb",
                                                         "heeft",
                                                         "het",
                                                         "hier",
                                                         "hij",
                                                         "hoe",
                                                         "hun",
                                                         "iemand",
                                                         "iets",
                                                         "ik",
                                                         "je",
                                                         "jij",
                                                         "kan",
                                                         "kun",
                                                         "maar",
                                                         "mag",
                                                         "meer",
                                                         "met",
                                                         "mij",
                                                         "mijn",
                                                         "mn",
                                                         "moet",
                                                         "na",
                                                         "naar",
                                                         "niemand",
                                                         "niet",
                                                         "niks",
                                                         "nog",
                                                         "nu",
                                                         "om",
                                                         "onze",
                                                         "ook",
                                                         "op",
                                                         "over",
                                                         "steeds",
                                                         "te",
                                                         "tegen",
                                                         "toch",
                                                         "uit",
                                                         "van",
                                                         "veel",
                                                         "vertrouwenspersoon",
                                                         "voel",
                                                         "voor",
                                                         "wat",
                                                         "weer",
                                                         "wel",
                                                         "werk",
                                                         "wie",
                                                         "wij",
                                                         "wil",
                                                         "word",
                                                         "wordt",
                                                         "ze",
                                                         "zelf",
                                                         "zich",
                                                         "zij",
                                                         "zijn",
                                                         "zo",
                                                         "zonder"});
constexpr auto kEnglish = std::to_array<std::string_view>(
    {"a",     "about",   "am",        "an",     "and",       "anymore", "are",   "at",   "been",    "boss",  "but",
     "by",    "can",     "can't",     "cant",   "colleague", "could",   "did",   "do",   "does",    "don't", "dont",
     "every", "feel",    "for",       "from",   "get",       "had",     "has",   "have", "he",      "her",   "here",
     "him",   "his",     "how",       "i",      "i'm",       "if",      "im",    "it",   "its",     "just",  "keep",
     "keeps", "me",      "my",        "myself", "no",        "nobody",  "not",   "on",   "our",     "out",   "she",
     "so",    "someone", "something", "talk",   "that",      "the",     "their", "them", "they",    "this",  "to",
     "want",  "what",    "when",      "where",  "who",       "why",     "will",  "with", "without", "you",   "your"});

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<Language> tongue_of(const Words& words) {
  int dutch = 0;
  int english = 0;
  for (const auto& word : words.all()) {
    const auto text = words.text(word);
    if (holds(kDutch, text)) ++dutch;
    if (holds(kEnglish, text)) ++english;
    if (std::max(dutch, english) > 20) break;
  }
  if (dutch == english) return std::nullopt;
  return dutch > english ? Language::nl : Language::en;
}

}  // namespace wegwijzer::safe_space
