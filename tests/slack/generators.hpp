#pragma once
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "model/reply.hpp"

namespace wegwijzer::slack {

/// Texts and replies as nobody would write them, and as somebody might.
inline rc::Gen<std::string> any_text() {
  using namespace rc;
  static const std::vector<std::string> kPieces = {"a",
                                                   "woord ",
                                                   "een zin. ",
                                                   "\n",
                                                   "\n\n",
                                                   " ",
                                                   "&",
                                                   "<",
                                                   ">",
                                                   "&amp;",
                                                   "<!channel>",
                                                   "<@U1>",
                                                   "*",
                                                   "_",
                                                   "~",
                                                   "`",
                                                   "```",
                                                   "|",
                                                   "\xF0\x9F\x8E\x89",
                                                   "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
                                                   "\xC3\xA9",
                                                   "\xFF",
                                                   std::string(1, '\0'),
                                                   "\"",
                                                   "\\",
                                                   "https://x.example/a b",
                                                   ": ",
                                                   "\xE2\x80\xAE",
                                                   "e\xCC\x81"};
  const auto pieces = gen::resize(14, gen::container<std::vector<std::string>>(gen::elementOf(kPieces)));
  const auto joined = gen::map(pieces, [](const std::vector<std::string>& all) {
    std::string text;
    for (const auto& one : all) text += one;
    return text;
  });
  const auto long_text = gen::map(gen::pair(gen::inRange(1, 6000), joined), [](const std::pair<int, std::string>& p) {
    std::string text;
    while (text.size() < static_cast<std::size_t>(p.first)) text += p.second.empty() ? "x" : p.second;
    return text;
  });
  return gen::weightedOneOf<std::string>({{8, joined}, {1, long_text}, {1, gen::just(std::string())}});
}

inline rc::Gen<std::string> any_link() {
  return rc::gen::weightedElement<std::string>({{6, ""},
                                                {3, "https://kennis.example/a?b=1&c=<2>|x y"},
                                                {1, "tel:113"},
                                                {1, "mailto:a@b.example"},
                                                {1, "javascript:alert(1)"},
                                                {1, "https://x.example/" + std::string(4000, 'a')},
                                                {1, "https://\xC3\xA9.example/*_`"}});
}

inline rc::Gen<model::Rich> any_rich() {
  const auto span = rc::gen::apply(
      [](std::string text, bool bold, std::string link) {
        return model::Span{std::move(text), bold, std::move(link)};
      },
      any_text(), rc::gen::arbitrary<bool>(), any_link());
  return rc::gen::resize(6, rc::gen::container<model::Rich>(span));
}

inline rc::Gen<std::vector<model::Option>> any_options() {
  using namespace rc;
  const auto option = gen::apply(
      [](std::string label, std::string value) {
        return model::Option{std::move(label), std::move(value)};
      },
      any_text(), any_text());
  const auto several = gen::resize(6, gen::container<std::vector<model::Option>>(option));
  return gen::map(gen::pair(several, gen::inRange(1, 150)), [](const std::pair<std::vector<model::Option>, int>& p) {
    std::vector<model::Option> all;
    if (p.first.empty()) return all;
    for (int i = 0; i < p.second && all.size() < 130; ++i)
      all.push_back(p.first[static_cast<std::size_t>(i) % p.first.size()]);
    return all;
  });
}

inline rc::Gen<model::Block> any_block() {
  using namespace rc;
  using namespace model;
  const auto rich_list = gen::resize(8, gen::container<std::vector<Rich>>(any_rich()));
  const auto texts = gen::resize(8, gen::container<std::vector<std::string>>(any_text()));
  const auto button = gen::apply(
      [](std::string label, std::string action, std::string value, std::string url, bool primary, std::string spoken) {
        return Button{std::move(label),
                      std::move(action),
                      std::move(value),
                      std::move(url),
                      primary ? Style::primary : Style::plain,
                      std::move(spoken)};
      },
      any_text(), any_text(), any_text(), any_link(), gen::arbitrary<bool>(), any_text());
  const auto field = gen::apply(
      [](std::string name, std::string label, std::string hint, int kind, bool required, std::vector<Option> options,
         std::string chosen, int longest, std::string wrong) {
        return Field{std::move(name), std::move(label),   std::move(hint),   static_cast<Field::Kind>(kind),
                     required,        std::move(options), std::move(chosen), static_cast<std::size_t>(longest),
                     std::move(wrong)};
      },
      any_text(), any_text(), any_text(), gen::inRange(0, 4), gen::arbitrary<bool>(), any_options(), any_text(),
      gen::inRange(0, 9000), any_text());
  return gen::oneOf(
      gen::map(any_rich(), [](Rich r) { return Block(Paragraph{std::move(r)}); }),
      gen::map(any_text(), [](std::string t) { return Block(Heading{std::move(t)}); }),
      gen::map(
          gen::resize(15, gen::container<std::vector<std::pair<std::string, Rich>>>(gen::pair(any_text(), any_rich()))),
          [](std::vector<std::pair<std::string, Rich>> r) { return Block(Fields{std::move(r)}); }),
      gen::apply(
          [](std::vector<Rich> items, bool numbered) {
            return Block(List{std::move(items), numbered});
          },
          rich_list, gen::arbitrary<bool>()),
      gen::apply(
          [](std::vector<std::string> head, std::vector<std::vector<std::string>> rows) {
            return Block(Table{std::move(head), std::move(rows)});
          },
          texts, gen::resize(5, gen::container<std::vector<std::vector<std::string>>>(texts))),
      gen::map(any_rich(), [](Rich r) { return Block(Quote{std::move(r)}); }),
      gen::apply(
          [](std::vector<std::pair<std::string, std::string>> items, std::string as_of) {
            return Block(Sources{std::move(items), std::move(as_of)});
          },
          gen::resize(
              15, gen::container<std::vector<std::pair<std::string, std::string>>>(gen::pair(any_text(), any_link()))),
          any_text()),
      gen::map(gen::resize(40, gen::container<std::vector<Button>>(button)),
               [](std::vector<Button> b) { return Block(Buttons{std::move(b)}); }),
      gen::apply(
          [](std::string label, std::string action, std::vector<Option> options, std::string chosen) {
            return Block(Choice{std::move(label), std::move(action), std::move(options), std::move(chosen)});
          },
          any_text(), any_text(), any_options(), any_text()),
      gen::apply(
          [](std::string id, std::string title, std::string submit, std::vector<Rich> lead, std::vector<Field> fields) {
            return Block(Form{std::move(id), "handle", std::move(title), std::move(submit), "Stop", std::move(lead),
                              std::move(fields)});
          },
          any_text(), any_text(), any_text(), gen::resize(3, gen::container<std::vector<Rich>>(any_rich())),
          gen::resize(25, gen::container<std::vector<Field>>(field))),
      gen::just(Block(Divider{})), gen::map(any_rich(), [](Rich r) { return Block(Note{std::move(r)}); }));
}

inline rc::Gen<model::Reply> any_reply() {
  return rc::gen::map(rc::gen::resize(8, rc::gen::container<std::vector<model::Block>>(any_block())),
                      [](std::vector<model::Block> blocks) {
                        model::Reply reply;
                        reply.blocks = std::move(blocks);
                        return reply;
                      });
}

}  // namespace wegwijzer::slack
