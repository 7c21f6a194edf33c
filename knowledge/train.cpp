#include "knowledge/train.hpp"

#include <algorithm>
#include <cstdio>

#include "knowledge/content_files.hpp"
#include "knowledge/search/regression.hpp"
#include "knowledge/search/search.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr unsigned kFolds = 5;

/// A question that a fold kept from the search, and its topic; none when it must be refused.
struct HeldOut {
  std::string question;
  Language language = Language::nl;
  std::string id;
};

/// Deals questions to folds, the same in every run.
struct Dealer {
  std::uint32_t state = 12345;
  unsigned next() {
    state = state * 1664525U + 1013904223U;
    return (state >> 16) % kFolds;
  }
};

/// Moves the questions of `fold` out of the content.
std::vector<HeldOut> hold_out(ContentFiles& content, unsigned fold) {
  std::vector<HeldOut> out;
  Dealer dealer;
  const auto deal = [&](std::vector<std::string>& questions, Language language, const std::string& id) {
    std::erase_if(questions, [&](const std::string& question) {
      if (dealer.next() != fold) return false;
      out.push_back({question, language, id});
      return true;
    });
  };
  for (auto& entry : content.entries)
    if (entry.status == Entry::Status::published) deal(entry.questions, entry.language, entry.id);
  for (const auto language : {Language::nl, Language::en})
    deal(content.refuse[static_cast<std::size_t>(language)], language, "");
  return out;
}

/// What the folds tell.
struct Tally {
  std::vector<Observation> scope;
  double asked = 0, first = 0, three = 0, refused = 0;

  void add(const HeldOut& held, const Search& search, const Ranking& ranking) {
    const auto values = ranking.signals.features();
    scope.push_back({{values.begin(), values.end()}, !held.id.empty(), 1});
    if (held.id.empty()) {
      refused += 1;
      return;
    }
    asked += 1;
    const auto right = [&](const Candidate& candidate) { return search.id_of(candidate.topic) == held.id; };
    const auto best = std::span(ranking.candidates).first(std::min<std::size_t>(3, ranking.candidates.size()));
    if (!best.empty() && right(best[0])) first += 1;
    if (std::ranges::any_of(best, right)) three += 1;
  }
  /// Both kinds count the same, however many there are of each.
  void balance() {
    for (auto& one : scope)
      if (!one.yes && refused > 0) one.weight = asked / refused;
  }
};

void try_fold(const ContentFiles& all, unsigned fold, Tally& tally) {
  auto content = all;
  const auto held = hold_out(content, fold);
  const auto entries = content.entries;
  const Search search(content, entries);
  Words words;
  Ranking ranking;
  for (const auto& one : held) {
    words.cut(one.question);
    search.rank(words, one.language, 3, ranking);
    tally.add(one, search, ranking);
  }
}

double scored(const std::vector<double>& coefficients, const std::vector<double>& values) {
  double z = coefficients[0];
  for (std::size_t i = 0; i < values.size(); ++i) z += coefficients[i + 1] * values[i];
  return z;
}

/// Whether the best topic was right, by what the search thought of it.
std::vector<double> fit_right(const ContentFiles& content, const std::vector<double>& scope,
                              const std::vector<Labelled>& labelled) {
  const Search search(content, content.entries);
  std::vector<Observation> observations;
  Words words;
  Ranking ranking;
  for (const auto& one : labelled) {
    if (one.kind == "followup") continue;
    words.cut(one.q);
    Question question;
    question.words = one.q;
    search.rank(words, search.language_of(question, words), 3, ranking);
    if (ranking.candidates.empty()) continue;
    const auto best = search.id_of(ranking.best());
    if (one.expect.empty() && std::ranges::find(one.also, best) != one.also.end()) continue;
    const auto values = ranking.signals.features();
    observations.push_back({{scored(scope, {values.begin(), values.end()}), log_odds(ranking.signals.top)},
                            std::ranges::find(one.expect, best) != one.expect.end(),
                            1});
  }
  return observations.empty() ? std::vector<double>{0, 1, 0} : fitted(observations);
}

std::string row(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) {
    char number[32];
    std::snprintf(number, sizeof number, "%s%.4f", text.empty() ? "" : ", ", value);
    text += number;
  }
  return text;
}

std::string table_of(const Trained& trained) {
  return "#pragma once\n\n// Written by `wegwijzer knowledge train`; do not edit by hand.\n"
         "namespace wegwijzer::knowledge::confidence_table {\n\n"
         "/// constant, none, evidence, cover, unknown, content words, words\n"
         "inline constexpr double kInScope[] = {" +
         row(trained.in_scope) +
         "};\n"
         "/// constant, in scope (log-odds), best topic (log-odds)\n"
         "inline constexpr double kRight[] = {" +
         row(trained.right) +
         "};\n\n"
         "}  // namespace wegwijzer::knowledge::confidence_table\n";
}

}  // namespace

tl::expected<Trained, std::vector<Fault>> train(const std::vector<std::filesystem::path>& directories,
                                                const std::vector<Labelled>& labelled) {
  auto content = content_from(directories);
  if (!content) return tl::unexpected(std::move(content).error());
  Tally tally;
  for (unsigned fold = 0; fold < kFolds; ++fold) try_fold(*content, fold, tally);
  if (tally.asked == 0 || tally.refused == 0)
    return tl::unexpected(
        std::vector{Fault{Kind::bad_input, "", "training needs example questions and refused ones", ""}});
  tally.balance();
  Trained trained;
  trained.in_scope = fitted(tally.scope);
  trained.held_out_first = tally.first / tally.asked;
  trained.held_out_three = tally.three / tally.asked;
  std::vector<std::pair<double, bool>> curve;
  for (const auto& one : tally.scope) curve.emplace_back(scored(trained.in_scope, one.values), one.yes);
  trained.scope_curve = area_under_curve(std::move(curve));
  trained.right = fit_right(*content, trained.in_scope, labelled);
  trained.table = table_of(trained);
  return trained;
}

}  // namespace wegwijzer::knowledge
