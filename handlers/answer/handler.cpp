#include <functional>
#include <utility>

#include "answer/answer.hpp"
#include "answer/conversations.hpp"
#include "answer/own_texts.hpp"
#include "answer/question_store.hpp"
#include "answer/render.hpp"
#include "answer/scrub.hpp"
#include "base/reveal.hpp"
#include "base/text.hpp"
#include "crypto/random.hpp"
#include "handler/asked_words.hpp"
#include "handler/in_sight.hpp"

namespace wegwijzer::answer {
namespace {

using handler::Claim;
using handler::Outcome;
using handler::Saying;
using handler::Sayings;
using handler::View;
using knowledge::Entry;
using knowledge::Shelf;
using knowledge::Verdict;
using model::Message;
using model::Reply;

constexpr std::size_t kMostHits = 3;
constexpr std::size_t kMostFound = 10;  ///< for who wants to see why
constexpr double kNearEnough = 0.15;    ///< confidence from which the nearest topic of an unknown question is named

/// Everything about one message that the steps below share.
struct Asked {
  const Message& message;
  const View& view;
  std::shared_ptr<const Shelf> shelf;
  Language language = Language::nl;  ///< when neither the words nor the button tell
};

std::shared_ptr<const model::Findings> findings_of(const knowledge::Findings& found) {
  auto findings = std::make_shared<model::Findings>();
  findings->intent = found.verdict == Verdict::answer    ? "answer"
                     : found.verdict == Verdict::suggest ? "suggest"
                                                         : "unknown";
  findings->confidence = found.confidence;
  findings->reasons = found.reasons;
  if (found.verdict == Verdict::unknown) return findings;
  const auto add = [&](const knowledge::Hit& hit) {
    if (hit.entry == nullptr) return;
    model::Found one{
        hit.entry->id, hit.entry->language, hit.entry->title, hit.score, knowledge::plain_text(hit.entry->parts), {}};
    for (const auto& source : hit.entry->sources) one.sources.push_back({source.document, source.section, source.url});
    findings->results.push_back(std::move(one));
  };
  for (const auto& hit : found.hits) add(hit);
  for (const auto& hit : found.second) add(hit);
  return findings;
}

bool retired(const Shelf& shelf, std::string_view id) {
  for (const auto& entry : shelf.all())
    if (entry.id == id && entry.status == Entry::Status::retired) return true;
  return false;
}

class Answer final : public handler::Handler {
 public:
  Answer(const knowledge::Library& library, const store::Vault& vault, Options options)
      : library_(library), vault_(vault), options_(options), texts_(own_texts()) {}

  [[nodiscard]] std::string_view name() const override { return "answer"; }

  [[nodiscard]] Claim claim(const Message& message, const View&) const override {
    const bool ours =
        std::holds_alternative<model::Text>(message.what) || std::holds_alternative<model::Action>(message.what) ||
        std::holds_alternative<model::Submission>(message.what) || std::holds_alternative<model::Query>(message.what) ||
        std::holds_alternative<model::Deleted>(message.what);
    return ours ? Claim::mine : Claim::no;
  }

  [[nodiscard]] Result<Outcome> handle(const Message& message, const View& view) override {
    if (std::holds_alternative<model::Deleted>(message.what)) {
      conversations_.forget(message.source);
      return Outcome{};
    }
    Asked asked{message, view, library_.shelf(), message.wish.value_or(view.language())};
    if (!asked.shelf) return said(asked, sentence(texts_, asked.language, "not_ready"));
    if (const auto* text = std::get_if<model::Text>(&message.what))
      return question(asked, text->words, text->has_files);
    if (const auto* action = std::get_if<model::Action>(&message.what)) return press(asked, *action);
    if (const auto* query = std::get_if<model::Query>(&message.what)) return suggestions(asked, *query);
    return submission(asked, std::get<model::Submission>(message.what));
  }

  [[nodiscard]] Result<void> forget_old(store::Tx& tx) override {
    return forget_before(tx, day_of(tx.now()) - options_.keep);
  }

 private:
  [[nodiscard]] Desk desk(const Asked& asked) const {
    return {texts_, *asked.shelf, asked.view.now(), asked.message.source.surface == model::Surface::channel};
  }

  [[nodiscard]] bool may_keep(const Asked& asked) const {
    return options_.question_log && !asked.message.source.keeps_nothing;
  }

  /// On the App Home an answer takes the page's place, with a way back.
  [[nodiscard]] Saying to_asker(const Asked& asked, Reply reply) const {
    if (asked.message.source.surface == model::Surface::home) {
      model::Button back;
      back.label = texts_.say(reply.language, "elsewhere");
      back.action = "home";
      back.value = code(reply.language);
      reply.blocks.emplace_back(model::Divider{});
      reply.blocks.emplace_back(model::Buttons{{std::move(back)}});
    }
    return handler::in_sight(asked.message, std::move(reply));
  }

  [[nodiscard]] Outcome said(const Asked& asked, Reply reply) const {
    Outcome outcome;
    outcome.messages.push_back(to_asker(asked, std::move(reply)));
    return outcome;
  }

  Result<Outcome> question(const Asked& asked, const SharedSecret& words, bool has_files) {
    if (trimmed(reveal(words)).empty())
      return said(asked, sentence(texts_, asked.language, has_files ? TextKey("no_files") : TextKey("no_words")));
    const auto before = conversations_.before(asked.message, asked.view.now());
    knowledge::Question question;
    question.words = reveal(words);
    question.wish = asked.message.wish;
    question.otherwise = before && !asked.view.person().language ? before->turn.language : asked.view.language();
    question.before = before ? &before->turn : nullptr;
    question.explain = asked.message.source.wants_findings;
    question.most = question.explain ? kMostFound : kMostHits;
    const auto found = asked.shelf->search(question);
    Outcome outcome = answered(asked, words, found);
    if (outcome.messages.empty()) return outcome;
    auto& reply = outcome.messages.front().reply;
    if (has_files) reply.blocks.emplace_back(model::Note{model::rich(texts_.say(reply.language, "no_files"))});
    if (question.explain) reply.findings = findings_of(found);
    return outcome;
  }

  Outcome answered(const Asked& asked, const SharedSecret& words, const knowledge::Findings& found) {
    const Entry* first = found.hits.empty() ? nullptr : found.hits.front().entry;
    const bool may_note = may_keep(asked) && !asked.view.shared();
    const auto verdict = first == nullptr ? Verdict::unknown : found.verdict;
    const std::string entry = verdict == Verdict::answer ? first->id : std::string{};
    conversations_.remember(asked.message, {{entry, words, found.language}, may_note}, asked.view.now());
    if (verdict == Verdict::answer) {
      const Entry* second = found.second.empty() ? nullptr : found.second.front().entry;
      return said(asked, answer_reply(desk(asked), *first, second));
    }
    if (verdict == Verdict::suggest)
      return said(asked, suggest_reply(desk(asked), found.language, found.hits, may_note));
    return unknown(asked, words, found, may_note);
  }

  Outcome unknown(const Asked& asked, const SharedSecret& words, const knowledge::Findings& found,
                  bool may_note) const {
    if (asked.view.answered()) return {};  // below an offer of help it would sound like a refusal
    Unknown unknown;
    if (!found.hits.empty() && found.confidence >= kNearEnough) unknown.nearest = found.hits.front().entry;
    Gap gap;
    if (may_note) gap = gap_of(asked, reveal(words), found.language);
    unknown.kept = !gap.words.empty();
    Outcome outcome = said(asked, unknown_reply(desk(asked), found.language, unknown));
    if (!unknown.kept) return outcome;
    if (unknown.nearest != nullptr) gap.offered = unknown.nearest->id;
    outcome.note = [gap = std::move(gap)](store::Tx& tx) { return keep_gap(tx, gap); };
    return outcome;
  }

  [[nodiscard]] static Gap gap_of(const Asked& asked, std::string_view words, Language language) {
    return {crypto::random_id<RowId>(), language, scrubbed(words), {}, day_of(asked.view.now())};
  }

  Result<Outcome> press(const Asked& asked, const model::Action& action) {
    if (action.action.empty()) return Outcome{};  // a link that opened by itself
    auto ref = entry_ref_from(action.value);
    if (action.action == "none") return none_of_these(asked, ref);
    const bool known = action.action == "ask" || action.action == "more" || action.action == "feedback";
    const auto language = asked.message.wish.value_or(ref.language.value_or(asked.language));
    const Entry* entry = known ? asked.shelf->find(ref.id, language) : nullptr;
    if (entry == nullptr) {
      const bool withdrawn = known && retired(*asked.shelf, ref.id);
      return said(asked, sentence(texts_, language, withdrawn ? TextKey("retired") : TextKey("old_button")));
    }
    if (action.action == "feedback") return feedback(asked, *entry);
    return shown(asked, *entry, action.action == "more" ? std::optional(ref.seen) : std::nullopt);
  }

  /// As if the entry's title had been typed.
  Outcome shown(const Asked& asked, const Entry& entry, std::optional<std::size_t> seen) {
    conversations_.remember(asked.message, {{entry.id, share(entry.title), entry.language}, false}, asked.view.now());
    Reply reply = seen ? more_reply(desk(asked), entry, *seen) : answer_reply(desk(asked), entry, nullptr);
    if (asked.message.source.wants_findings) {
      knowledge::Findings found;
      found.verdict = Verdict::answer;
      found.confidence = 1;
      found.hits.push_back({&entry, 1});
      reply.findings = findings_of(found);
    }
    return said(asked, std::move(reply));
  }

  /// The question goes to the curators: with its words while they are remembered, else with what was offered.
  Outcome none_of_these(const Asked& asked, const EntryRef& offered) {
    const auto language = asked.message.wish.value_or(offered.language.value_or(asked.language));
    const auto before = conversations_.before(asked.message, asked.view.now());
    Unknown unknown{"unknown.none", nullptr, may_keep(asked) && !offered.id.empty()};
    Reply reply = unknown_reply(desk(asked), language, unknown);
    if (!unknown.kept) return said(asked, std::move(reply));
    const bool words = before && before->may_note && before->turn.entry.empty();
    Gap gap = gap_of(asked, words ? reveal(before->turn.words) : std::string_view{}, language);
    gap.offered = offered.id;
    Outcome outcome;
    outcome.change = [gap = std::move(gap),
                      saying = to_asker(asked, std::move(reply))](store::Tx& tx) -> Result<Sayings> {
      if (auto kept = keep_gap(tx, gap); !kept) return failed(std::move(kept.error()));
      return Sayings{saying};
    };
    return outcome;
  }

  [[nodiscard]] Outcome feedback(const Asked& asked, const Entry& entry) const {
    const Feedback feedback{crypto::random_id<RowId>(), entry.id, entry.language, day_of(asked.view.now())};
    Saying dialog;
    dialog.to = model::ToDialog{};
    dialog.reply = feedback_dialog(texts_, entry.language, value_of({to_hex(feedback.id.view()), entry.language}));
    Outcome outcome;
    if (asked.message.source.keeps_nothing) {
      outcome.messages.push_back(std::move(dialog));
      return outcome;
    }
    outcome.change = [feedback, dialog](store::Tx& tx) -> Result<Sayings> {
      if (auto kept = keep_feedback(tx, feedback); !kept) return failed(std::move(kept.error()));
      return Sayings{dialog};
    };
    return outcome;
  }

  Result<Outcome> submission(const Asked& asked, const model::Submission& submission) {
    if (submission.form == "ask") return question(asked, handler::asked_words(asked.message), false);
    if (submission.form == "feedback") return feedback_words(asked, submission);
    return said(asked, sentence(texts_, asked.language, "old_form"));
  }

  Result<Outcome> feedback_words(const Asked& asked, const model::Submission& submission) const {
    const auto handle = entry_ref_from(submission.handle);
    const auto language = asked.message.wish.value_or(handle.language.value_or(asked.language));
    const auto id = id_from_bytes<struct RowTag>(from_hex(handle.id).value_or(""));
    const auto words = submission.fields.find("words");
    const auto text = scrubbed(words == submission.fields.end() ? std::string_view{} : reveal(words->second));
    if (!id) return said(asked, sentence(texts_, language, "old_form"));
    if (text.empty()) return said(asked, sentence(texts_, language, "feedback.nothing"));
    if (asked.message.source.keeps_nothing) return said(asked, sentence(texts_, language, "feedback.received"));
    auto sealed = vault_.seal({"feedback", "words", id->view()}, text);
    Outcome outcome;
    outcome.change = [this, id = *id, sealed = std::move(sealed),
                      received = to_asker(asked, sentence(texts_, language, "feedback.received")),
                      old = to_asker(asked, sentence(texts_, language, "old_form"))](store::Tx& tx) -> Result<Sayings> {
      auto added = add_words(tx, id, sealed);
      if (!added) return failed(std::move(added.error()));
      return Sayings{*added ? received : old};
    };
    return outcome;
  }

  /// Titles for who is typing in a search menu.
  Outcome suggestions(const Asked& asked, const model::Query& query) const {
    knowledge::Question question;
    question.words = reveal(query.words);
    question.wish = asked.message.wish;
    question.otherwise = asked.view.language();
    question.most = 20;
    const auto found = asked.shelf->search(question);
    model::Choice choice;
    choice.action = "ask";
    for (const auto& hit : found.hits)
      if (hit.entry != nullptr)
        choice.options.push_back({hit.entry->title, value_of({hit.entry->id, hit.entry->language})});
    Reply reply;
    reply.language = found.language;
    reply.blocks.emplace_back(std::move(choice));
    Outcome outcome;
    outcome.messages.push_back({std::move(reply), model::ToAsker{}, false});
    return outcome;
  }

  const knowledge::Library& library_;
  const store::Vault& vault_;
  Options options_;
  Texts texts_;
  Conversations conversations_;
};

}  // namespace

std::unique_ptr<handler::Handler> make(const knowledge::Library& library, const store::Vault& vault, Options options) {
  return std::make_unique<Answer>(library, vault, options);
}

}  // namespace wegwijzer::answer
