#include <re2/re2.h>

#include <algorithm>

#include "base/text.hpp"
#include "knowledge/lint_file.hpp"
#include "knowledge/search/words.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr std::size_t kFewestWords = 40, kMostWords = 180;  // of an entry's text
constexpr std::size_t kLongSentence = 20, kTooLongSentence = 28;

/// A sentence and where it stands.
struct Sentence {
  std::string text;
  std::size_t line = 1;
};

std::size_t word_count(std::string_view text) {
  Words words;
  words.cut(text, 100'000);
  return words.list().size();
}

/// The sentences of the Markdown text, marks and list signs taken out. A list item is one of its own.
std::vector<Sentence> sentences_of(std::string_view body, std::size_t line) {
  std::vector<Sentence> list;
  Sentence now{"", line};
  const auto close = [&] {
    const auto text = trimmed(now.text);
    if (!text.empty()) list.push_back({std::string(text), now.line});
    now.text.clear();
  };
  for (std::size_t at = 0; at < body.size(); ++at) {
    const char c = body[at];
    if (trimmed(now.text).empty()) now.line = line;
    if (c == '\n') {
      ++line;
      const bool item = at + 1 < body.size() && (body[at + 1] == '-' || body[at + 1] == '*' || body[at + 1] == '\n' ||
                                                 body[at + 1] == '#' || (body[at + 1] >= '0' && body[at + 1] <= '9'));
      if (item) close();
      now.text.push_back(' ');
      continue;
    }
    if (c == '[' && at + 1 < body.size() && body[at + 1] == '^') {
      at = std::min(body.find(']', at), body.size() - 1);
      continue;
    }
    now.text.push_back(c);
    const bool next_blank = at + 1 >= body.size() || body[at + 1] == ' ' || body[at + 1] == '\n';
    if ((c == '.' || c == '?' || c == '!') && next_blank && now.text.size() > 3) close();
  }
  close();
  return list;
}

/// Whether the folded text holds `word` as a whole word or phrase.
bool holds_word(std::string_view folded, std::string_view word) {
  for (auto at = folded.find(word); at != std::string_view::npos; at = folded.find(word, at + 1)) {
    const auto letter = [&](std::size_t i) {
      return i < folded.size() && (std::isalnum(static_cast<unsigned char>(folded[i])) != 0 || folded[i] == '-');
    };
    if (!(at > 0 && letter(at - 1)) && !letter(at + word.size())) return true;
  }
  return false;
}

void check_sentence(const LintFile& file, const Sentence& sentence, const PlainWords& plain, Remarks& out) {
  const auto words = word_count(sentence.text);
  const auto place = file.place(sentence.line);
  if (words > kTooLongSentence)
    error(out, place, "sentence-too-long",
          "a sentence of " + std::to_string(words) + " words; cut it in two, about fifteen words each");
  else if (words > kLongSentence)
    warning(out, place, "sentence-long",
            "a sentence of " + std::to_string(words) + " words; shorter ones read more easily");
  const auto folded = folded_without_accents(sentence.text);
  for (const auto& [hard, simple] : plain)
    if (holds_word(folded, hard)) warning(out, place, "hard-word", "'" + hard + "': most people say '" + simple + "'");
  if (sentence.text.find('!') != std::string::npos && folded.find("pr!me") == std::string::npos)
    error(out, place, "exclamation", "no exclamation marks: say it calmly");
  if (file.language == Language::nl && (holds_word(folded, "u") || holds_word(folded, "uw")))
    error(out, place, "address", "the text says 'je'; the other form of address is made from it");
  if (folded.find("als bot kan ik") != std::string::npos || folded.find("as a bot i") != std::string::npos)
    error(out, place, "forbidden", "do not speak of being a bot; say what is known");
}

void check_personal(const LintFile& file, Remarks& out) {
  static const RE2 kMail(R"(([a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}))");
  static const RE2 kPhone(R"((?:^|[^0-9/=-])((?:\+31|0)[ -]?[1-9](?:[ -]?[0-9]){8})(?:$|[^0-9]))");
  std::size_t line = 1;
  for (std::size_t at = 0; at <= file.text.size(); ++line) {
    const auto end = std::min(file.text.find('\n', at), file.text.size());
    const std::string text = file.text.substr(at, end - at);
    if (RE2::PartialMatch(text, kMail) || RE2::PartialMatch(text, kPhone))
      error(out, file.place(line), "personal-data",
            "a mail address or telephone number; name a role or a place to find it instead");
    at = end + 1;
  }
}

void check_links(const LintFile& file, Remarks& out) {
  for (const auto& part : file.entry.parts)
    for (const auto& item : part.items)
      for (const auto& span : item)
        if (!span.link.empty() && !span.link.starts_with("https://"))
          error(out, file.place(file.body_line), "link", "'" + span.link + "': a link must begin with https://");
}

/// Each paragraph and list item that claims something must name where it comes from.
void check_citations(const LintFile& file, Remarks& out) {
  std::size_t line = file.body_line;
  std::string_view rest = file.body;
  bool fresh = true;  // a list after "…:" is cited by its items
  std::string block;
  std::size_t block_line = line;
  const auto close = [&] {
    const auto text = trimmed(block);
    const bool leads_in = text.ends_with(":") || text.starts_with("#");
    if (!text.empty() && !leads_in && text.find("[^") == std::string_view::npos)
      warning(out, file.place(block_line), "uncited",
              "nothing says where this comes from; add [^1] with the number of its source");
    block.clear();
  };
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto text = rest.substr(0, end);
    fresh = trimmed(text).empty() || text.starts_with("- ") || text.starts_with("* ") ||
            (text.size() > 1 && std::isdigit(static_cast<unsigned char>(text[0])) != 0 && text[1] == '.');
    if (fresh) {
      close();
      block_line = line;
    }
    if (block.empty()) block_line = line;
    block.append(text).push_back(' ');
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++line;
  }
  close();
}

}  // namespace

void check_text(const LintFile& file, const PlainWords& plain, Remarks& out) {
  const auto words = word_count(plain_text(file.entry.parts));
  if (words < kFewestWords)
    error(out, file.place(file.body_line), "text-short",
          std::to_string(words) + " words; an answer needs at least forty");
  if (words > kMostWords)
    error(out, file.place(file.body_line), "text-long",
          std::to_string(words) + " words; keep it under 180, or make two entries of it");
  const auto sentences = sentences_of(file.body, file.body_line);
  for (const auto& sentence : sentences) check_sentence(file, sentence, plain, out);
  check_personal(file, out);
  check_links(file, out);
  check_citations(file, out);
}

}  // namespace wegwijzer::knowledge
