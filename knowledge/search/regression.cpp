#include "knowledge/search/regression.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "knowledge/search/confidence.hpp"

namespace wegwijzer::knowledge {
namespace {

constexpr double kShrinkage = 1e-3;
constexpr int kSteps = 30;

using Row = std::vector<double>;

/// Solves a·x = b by elimination with the largest pivot; `a` is small and well conditioned (shrinkage).
Row solved(std::vector<Row> a, Row b) {
  const auto n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t pivot = i;
    for (auto r = i + 1; r < n; ++r)
      if (std::abs(a[r][i]) > std::abs(a[pivot][i])) pivot = r;
    std::swap(a[i], a[pivot]);
    std::swap(b[i], b[pivot]);
    for (std::size_t r = 0; r < n; ++r) {
      if (r == i) continue;
      const double factor = a[r][i] / a[i][i];
      for (auto c = i; c < n; ++c) a[r][c] -= factor * a[i][c];
      b[r] -= factor * b[i];
    }
  }
  for (std::size_t i = 0; i < n; ++i) b[i] /= a[i][i];
  return b;
}

struct Scale {
  Row mean, deviation;
};

Scale scale_of(const std::vector<Observation>& all) {
  const auto n = all.front().values.size();
  Scale scale{Row(n, 0), Row(n, 0)};
  for (const auto& one : all)
    for (std::size_t i = 0; i < n; ++i) scale.mean[i] += one.values[i] / static_cast<double>(all.size());
  for (const auto& one : all)
    for (std::size_t i = 0; i < n; ++i)
      scale.deviation[i] += std::pow(one.values[i] - scale.mean[i], 2) / static_cast<double>(all.size());
  for (auto& deviation : scale.deviation) deviation = std::max(1e-6, std::sqrt(deviation));
  return scale;
}

/// One step of Newton's method from `now`.
Row newton_step(const std::vector<Row>& rows, const std::vector<Observation>& all, const Row& now) {
  const auto n = now.size();
  const double shrinkage = kShrinkage * static_cast<double>(all.size());
  std::vector<Row> curvature(n, Row(n, 0));
  Row slope(n, 0);
  for (std::size_t i = 1; i < n; ++i) curvature[i][i] = shrinkage, slope[i] = -shrinkage * now[i];
  for (std::size_t o = 0; o < all.size(); ++o) {
    double z = 0;
    for (std::size_t i = 0; i < n; ++i) z += now[i] * rows[o][i];
    const double p = logistic(z);
    const double off = all[o].weight * ((all[o].yes ? 1.0 : 0.0) - p), bend = all[o].weight * p * (1 - p);
    for (std::size_t i = 0; i < n; ++i) {
      slope[i] += off * rows[o][i];
      for (std::size_t j = 0; j < n; ++j) curvature[i][j] += bend * rows[o][i] * rows[o][j];
    }
  }
  curvature[0][0] += 1e-9;
  return solved(std::move(curvature), std::move(slope));
}

}  // namespace

std::vector<double> fitted(const std::vector<Observation>& observations) {
  const auto scale = scale_of(observations);
  const auto n = scale.mean.size() + 1;
  std::vector<Row> rows;
  for (const auto& one : observations) {
    Row row{1};
    for (std::size_t i = 0; i + 1 < n; ++i) row.push_back((one.values[i] - scale.mean[i]) / scale.deviation[i]);
    rows.push_back(std::move(row));
  }
  Row now(n, 0);
  for (int step = 0; step < kSteps; ++step) {
    const auto move = newton_step(rows, observations, now);
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) now[i] += move[i], largest = std::max(largest, std::abs(move[i]));
    if (largest < 1e-8) break;
  }
  for (std::size_t i = 1; i < n; ++i) {
    now[i] /= scale.deviation[i - 1];
    now[0] -= now[i] * scale.mean[i - 1];
  }
  return now;
}

double area_under_curve(std::vector<std::pair<double, bool>> scored) {
  std::ranges::sort(scored);
  double ranks = 0, yes = 0;
  for (std::size_t at = 0; at < scored.size();) {
    auto end = at;
    while (end < scored.size() && scored[end].first == scored[at].first) ++end;
    const double rank = static_cast<double>(at + end + 1) / 2;  // of all that tie
    for (auto i = at; i < end; ++i)
      if (scored[i].second) ranks += rank, yes += 1;
    at = end;
  }
  const double no = static_cast<double>(scored.size()) - yes;
  return yes == 0 || no == 0 ? 0 : (ranks - yes * (yes + 1) / 2) / (yes * no);
}

}  // namespace wegwijzer::knowledge
