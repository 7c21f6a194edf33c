#include "answer/question_store.hpp"

#include <utility>

namespace wegwijzer::answer {
namespace {

Result<void> done(Result<std::int64_t> changed) {
  if (!changed) return failed(std::move(changed.error()));
  return {};
}

}  // namespace

Result<void> keep_gap(store::Tx& tx, const Gap& gap) {
  return done(
      tx.run("INSERT INTO gap (id, day, language, words, offered) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
             gap.id, gap.day, code(gap.language), std::string_view(gap.words), std::string_view(gap.offered)));
}

Result<std::vector<Gap>> gaps(store::Read& read, int most) {
  auto rows = read.all("SELECT id, day, language, words, offered FROM gap ORDER BY day DESC, id LIMIT ?", most);
  if (!rows) return failed(std::move(rows.error()));
  std::vector<Gap> found;
  for (const auto& row : *rows)
    found.push_back({row.id<RowId>(0), language_from(row.text(2)).value_or(Language::nl), row.text(3), row.text(4),
                     row.instant(1)});
  return found;
}

Result<void> keep_feedback(store::Tx& tx, const Feedback& feedback) {
  return done(tx.run("INSERT INTO feedback (id, day, entry, language) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                     feedback.id, feedback.day, std::string_view(feedback.entry), code(feedback.language)));
}

Result<bool> add_words(store::Tx& tx, const RowId& id, std::string_view sealed) {
  auto changed = tx.run("UPDATE feedback SET words = ? WHERE id = ? AND words IS NULL", store::Bytes{sealed}, id);
  if (!changed) return failed(std::move(changed.error()));
  return *changed > 0;
}

Result<void> forget_before(store::Tx& tx, Instant oldest) {
  auto cleared = done(tx.run("DELETE FROM gap WHERE day < ?", oldest));
  return cleared ? done(tx.run("DELETE FROM feedback WHERE day < ?", oldest)) : cleared;
}

}  // namespace wegwijzer::answer
