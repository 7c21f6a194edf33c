#include "answer/scrub.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "answer_embedded/names.hpp"
#include "base/text.hpp"

namespace wegwijzer::answer {
namespace {

constexpr std::size_t kMostRead = 2'000;
constexpr std::size_t kMostKept = 300;

constexpr std::string_view kName = "[name]";
constexpr std::string_view kNumber = "[number]";

using Words = std::unordered_set<std::string>;

Words words_of(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(" \n"), text.size());
    if (end > 0) words.insert(folded_without_accents(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// Written with a capital, and yet no name.
const Words& ordinary() {
  static const Words words = words_of(answer_embedded::names[1].content);
  return words;
}

/// After these stands a name.
const Words& announcing() {
  static const Words words = words_of("heet genaamd named meneer mevrouw dhr mevr mw mr mrs ms dr drs ir heer");
  return words;
}

/// After these a number is a place in a text.
const Words& counted() {
  static const Words words = words_of("artikel artikelen art article articles section paragraaf hoofdstuk chapter lid");
  return words;
}

const Words& particles() {
  static const Words words = words_of("van de der den ter ten te het el al bin ben von di da 't");
  return words;
}

const Words& given_names() {
  static const Words names = words_of(answer_embedded::names[0].content);
  return names;
}

/// What has a form of its own, before the text is taken apart.
std::string without_addresses(std::string text) {
  static const RE2 mention(R"(<[@#!][^>\s]*>|(^|[\s(])[@#][\p{L}\d._-]+)");
  static const RE2 mail(R"(<?(mailto:)?[^\s@<>|]+@[^\s@<>|]+\.[\p{L}]{2,}[^\s]*)");
  static const RE2 link(R"(<?[a-zA-Z][a-zA-Z0-9+.-]*://[^\s]*|<?tel:[^\s]*|\bwww\.[^\s]*)");
  static const RE2 domain(R"(\b[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*\.(nl|com|org|eu|be|de|net|io|info|uk)\b(/[^\s]*)?)");
  RE2::GlobalReplace(&text, link, "[link]");
  RE2::GlobalReplace(&text, mail, "[mail]");
  RE2::GlobalReplace(&text, domain, "[link]");
  RE2::GlobalReplace(&text, mention, R"(\1[name])");
  return text;
}

/// One word between blanks: what stands before and after it, and the word.
struct Token {
  std::string before, core, after;
  std::string key;       ///< folded, without a possessive 's
  bool mark = false;     ///< already a placeholder
  bool capital = false;  ///< a capital and small letters
  bool digits = false;
  bool starts = false;  ///< begins a sentence
  [[nodiscard]] bool ends() const {
    return before.empty() && core.empty() ? false : after.find_first_of(".?!:;") != std::string::npos;
  }
};

Token token_of(std::string_view text) {
  static const RE2 shape(R"(([^\p{L}\d\[§]*)(\[\w+\]|.*?)([^\p{L}\d\]]*))");
  static const RE2 capital(R"(\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}[\p{L}\p{M}'’-]*)");
  static const RE2 digit(R"(\d|\p{Nd})");
  Token token;
  if (!RE2::FullMatch(text, shape, &token.before, &token.core, &token.after)) token.core = text;
  token.mark = token.core.starts_with("[") && token.core.ends_with("]");
  token.key = folded_without_accents(token.core);
  if (token.key.ends_with("'s")) token.key.resize(token.key.size() - 2);
  token.capital = RE2::FullMatch(token.core, capital);
  token.digits = !token.mark && RE2::PartialMatch(token.core, digit);
  return token;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  bool starts = true;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
    if (end > 0) {
      tokens.push_back(token_of(text.substr(0, end)));
      tokens.back().starts = starts;
      starts = tokens.back().ends();
    }
    if (end < text.size() && text[end] == '\n') starts = true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return tokens;
}

bool announced(const std::vector<Token>& tokens, std::size_t at) {
  if (at == 0) return false;
  if (announcing().contains(tokens[at - 1].key)) return true;
  return at >= 2 && tokens[at - 1].key == "is" && (tokens[at - 2].key == "naam" || tokens[at - 2].key == "name");
}

bool looks_like_a_name(const std::vector<Token>& tokens, std::size_t at) {
  const auto& token = tokens[at];
  if (token.mark || token.key.empty()) return false;
  if (given_names().contains(token.key) || announced(tokens, at)) return true;
  if (!token.capital || ordinary().contains(token.key)) return false;
  if (!token.starts) return true;
  const bool next_too = at + 1 < tokens.size() && tokens[at + 1].capital && !ordinary().contains(tokens[at + 1].key);
  return next_too && !token.ends();
}

/// Marks names, and the particles between two of them ("van der").
std::vector<bool> names_in(const std::vector<Token>& tokens) {
  std::vector<bool> names(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) names[i] = looks_like_a_name(tokens, i);
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (!names[i - 1] || names[i]) continue;
    std::size_t next = i;
    while (next < tokens.size() && particles().contains(tokens[next].key)) ++next;
    if (next > i && next < tokens.size() && (names[next] || next - i > 1))
      for (std::size_t k = i; k <= next; ++k) names[k] = true;
  }
  return names;
}

bool is_place(const std::vector<Token>& tokens, std::size_t at) {
  const auto& token = tokens[at];
  if (token.core.starts_with("§")) return token.core.size() <= 8;
  return at > 0 && counted().contains(tokens[at - 1].key) && token.core.size() <= 4;
}

std::string joined(const std::vector<Token>& tokens) {
  const auto names = names_in(tokens);
  std::string text;
  std::string_view last;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    std::string_view core = token.core;
    if (token.digits && !is_place(tokens, i))
      core = kNumber;
    else if (names[i])
      core = kName;
    const bool placeholder = core.starts_with("[");
    if (placeholder && core == last) continue;
    last = placeholder ? core : std::string_view{};
    if (!text.empty()) text += ' ';
    text.append(token.before).append(core).append(token.after);
  }
  return text;
}

bool says_something(const std::string& text) {
  static const RE2 placeholder(R"(\[\w+\])");
  static const RE2 word(R"(\p{L}{2,})");
  std::string rest = text;
  RE2::GlobalReplace(&rest, placeholder, " ");
  return RE2::PartialMatch(rest, word);
}

}  // namespace

std::string scrubbed(std::string_view words) {
  const std::string repaired = repaired_utf8(words);
  const auto tokens = tokens_of(without_addresses(std::string(utf16_prefix(repaired, kMostRead))));
  std::string text = joined(tokens);
  text.resize(utf16_prefix(text, kMostKept).size());
  return says_something(text) ? text : std::string{};
}

}  // namespace wegwijzer::answer
