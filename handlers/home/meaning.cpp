#include "home/meaning.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <span>
#include <string>

#include "base/text.hpp"

namespace wegwijzer::home {
namespace {

using Kind = Meaning::Kind;

constexpr std::size_t kLongest = 64;  ///< bytes; nothing longer is one of the phrases

struct Phrase {
  std::string_view words;
  Kind kind;
  std::optional<Language> language = std::nullopt;
};

constexpr auto nl = Language::nl;
constexpr auto en = Language::en;

/// Folded, without punctuation.
constexpr Phrase kPhrases[] = {
    {"hoi", Kind::greeting, nl},
    {"hoi hoi", Kind::greeting, nl},
    {"hallo", Kind::greeting, nl},
    {"hallo daar", Kind::greeting, nl},
    {"dag", Kind::greeting, nl},
    {"goedemorgen", Kind::greeting, nl},
    {"goeiemorgen", Kind::greeting, nl},
    {"goede morgen", Kind::greeting, nl},
    {"goedemiddag", Kind::greeting, nl},
    {"goede middag", Kind::greeting, nl},
    {"goedenavond", Kind::greeting, nl},
    {"goede avond", Kind::greeting, nl},
    {"hey", Kind::greeting},
    {"he", Kind::greeting},
    {"hi", Kind::greeting},
    {"hi there", Kind::greeting, en},
    {"hello", Kind::greeting, en},
    {"hello there", Kind::greeting, en},
    {"good morning", Kind::greeting, en},
    {"good afternoon", Kind::greeting, en},
    {"good evening", Kind::greeting, en},
    {"dank", Kind::thanks, nl},
    {"dank je", Kind::thanks, nl},
    {"dankje", Kind::thanks, nl},
    {"dank je wel", Kind::thanks, nl},
    {"dankjewel", Kind::thanks, nl},
    {"dank u", Kind::thanks, nl},
    {"dank u wel", Kind::thanks, nl},
    {"dankuwel", Kind::thanks, nl},
    {"bedankt", Kind::thanks, nl},
    {"top bedankt", Kind::thanks, nl},
    {"super bedankt", Kind::thanks, nl},
    {"heel erg bedankt", Kind::thanks, nl},
    {"ok bedankt", Kind::thanks, nl},
    {"oke bedankt", Kind::thanks, nl},
    {"bedankt voor je hulp", Kind::thanks, nl},
    {"thanks", Kind::thanks, en},
    {"thanks a lot", Kind::thanks, en},
    {"many thanks", Kind::thanks, en},
    {"thank you", Kind::thanks, en},
    {"thank you very much", Kind::thanks, en},
    {"thank you so much", Kind::thanks, en},
    {"thx", Kind::thanks, en},
    {"ok thanks", Kind::thanks, en},
    {"great thanks", Kind::thanks, en},
    {"thanks for your help", Kind::thanks, en},
    {"ok", Kind::fine},
    {"okay", Kind::fine},
    {"oke", Kind::fine, nl},
    {"prima", Kind::fine, nl},
    {"top", Kind::fine, nl},
    {"duidelijk", Kind::fine, nl},
    {"great", Kind::fine, en},
    {"clear", Kind::fine, en},
    {"doei", Kind::farewell, nl},
    {"tot ziens", Kind::farewell, nl},
    {"fijne dag", Kind::farewell, nl},
    {"fijn weekend", Kind::farewell, nl},
    {"bye", Kind::farewell, en},
    {"see you", Kind::farewell, en},
    {"have a nice day", Kind::farewell, en},
    {"help", Kind::help},
    {"wat kun je", Kind::help, nl},
    {"wat kan je", Kind::help, nl},
    {"wat kun jij", Kind::help, nl},
    {"wat kun je doen", Kind::help, nl},
    {"wat kun je allemaal", Kind::help, nl},
    {"wat kan je allemaal", Kind::help, nl},
    {"wat kun je voor me doen", Kind::help, nl},
    {"wat kun je voor mij doen", Kind::help, nl},
    {"wat kan ik vragen", Kind::help, nl},
    {"wat kan ik je vragen", Kind::help, nl},
    {"wat kan ik hier vragen", Kind::help, nl},
    {"wat doe je", Kind::help, nl},
    {"wat ben je", Kind::help, nl},
    {"wie ben je", Kind::help, nl},
    {"wie ben jij", Kind::help, nl},
    {"ben je een robot", Kind::help, nl},
    {"ben je een mens", Kind::help, nl},
    {"hoe werkt dit", Kind::help, nl},
    {"hoe werk je", Kind::help, nl},
    {"what can you do", Kind::help, en},
    {"what can you do for me", Kind::help, en},
    {"what can i ask", Kind::help, en},
    {"what can i ask you", Kind::help, en},
    {"what do you do", Kind::help, en},
    {"what are you", Kind::help, en},
    {"who are you", Kind::help, en},
    {"are you a bot", Kind::help, en},
    {"are you a robot", Kind::help, en},
    {"are you human", Kind::help, en},
    {"how does this work", Kind::help, en},
    {"how do you work", Kind::help, en},
    {"privacy", Kind::privacy},
};

/// First words of a command that are one when nothing follows.
constexpr Phrase kCommands[] = {
    {"netwerk", Kind::network, nl},  {"netwerken", Kind::network, nl}, {"network", Kind::network, en},
    {"networks", Kind::network, en}, {"or", Kind::works_council},      {"cao", Kind::agreement},
};

struct Named {
  std::string_view word;
  Language language;
};
constexpr Named kLanguages[] = {{"nl", nl}, {"nederlands", nl}, {"dutch", nl},
                                {"en", en}, {"engels", en},     {"english", en}};

/// Whole messages that choose a language.
constexpr Named kWishes[] = {{"nederlands graag", nl},    {"in het nederlands", nl}, {"in het nederlands graag", nl},
                             {"dutch please", nl},        {"in dutch please", nl},   {"english please", en},
                             {"in english please", en},   {"in english", en},        {"engels graag", en},
                             {"in het engels graag", en}, {"in het engels", en}};

bool is_word_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

/// The length of Slack's ":emoji:" at the front; 0 when there is none.
std::size_t emoji_name(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (is_word_letter(text[end]) || text[end] == '_' || text[end] == '+' || text[end] == '-'))
    ++end;
  return end > 1 && end < text.size() && text[end] == ':' ? end + 1 : 0;
}

/// Lower case a to z and digits with single blanks between; emoji and our own name at either end taken out.
std::string plain_words(std::string_view words) {
  const std::string folded = folded_without_accents(words);
  std::string plain;
  for (std::string_view rest = folded; !rest.empty();) {
    const auto emoji = rest.front() == ':' ? emoji_name(rest) : 0;
    if (emoji == 0 && is_word_letter(rest.front()))
      plain += rest.front();
    else if (!plain.empty() && plain.back() != ' ')
      plain += ' ';
    rest.remove_prefix(std::max<std::size_t>(emoji, 1));
  }
  std::string_view rest = trimmed(plain);
  constexpr std::string_view name = "wegwijzer";
  if (rest.ends_with(" wegwijzer")) rest.remove_suffix(name.size() + 1);
  if (rest.starts_with("wegwijzer ")) rest.remove_prefix(name.size() + 1);
  return std::string(rest);
}

/// A letter or digit of any script. Rarely asked: a loop of our own knows only those of the phrases.
bool has_letters(std::string_view words) {
  static const RE2 letter(R"([\p{L}\p{N}])");
  static const RE2 emoji(R"(:[a-z0-9_+-]+:)");
  std::string rest(words);
  RE2::GlobalReplace(&rest, emoji, " ");
  return RE2::PartialMatch(rest, letter);
}

std::optional<Language> named(std::span<const Named> names, std::string_view word) {
  for (const auto& name : names)
    if (name.word == word) return name.language;
  return std::nullopt;
}

Meaning phrase(std::span<const Phrase> phrases, std::string_view words) {
  for (const auto& one : phrases)
    if (one.words == words) return {one.kind, one.language, std::nullopt};
  return {};
}

Meaning language_command(std::string_view words, bool command) {
  for (const std::string_view word : {"taal", "language"}) {
    if (!words.starts_with(word)) continue;
    const auto rest = words.substr(word.size());
    const auto own = word == "taal" ? Language::nl : Language::en;
    if (rest.empty()) return {Kind::language, own, std::nullopt};
    if (rest.front() != ' ') continue;
    if (const auto wanted = named(kLanguages, rest.substr(1))) return {Kind::language, own, wanted};
    if (command && rest.find(' ', 1) == std::string_view::npos) return {Kind::language, own, std::nullopt};
  }
  if (const auto wanted = named(kWishes, words)) return {Kind::language, wanted, wanted};
  return {};
}

}  // namespace

Meaning meaning_of(std::string_view words, bool command) {
  const Meaning nothing{Kind::nothing, std::nullopt, std::nullopt};
  if (words.size() > kLongest) return has_letters(words) ? Meaning{} : nothing;
  const std::string plain = plain_words(words);
  if (plain.empty()) return has_letters(words) ? Meaning{} : nothing;
  if (auto chosen = language_command(plain, command); chosen.kind != Kind::none) return chosen;
  if (command)
    if (auto area = phrase(kCommands, plain); area.kind != Kind::none) return area;
  return phrase(kPhrases, plain);
}

}  // namespace wegwijzer::home
