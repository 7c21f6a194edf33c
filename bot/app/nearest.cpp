#include "app/nearest.hpp"

#include <algorithm>
#include <vector>

namespace wegwijzer::app {

int distance(std::string_view some, std::string_view other) {
  const std::size_t width = other.size() + 1;
  std::vector<int> cost((some.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> int& { return cost[i * width + j]; };
  for (std::size_t i = 0; i <= some.size(); ++i) at(i, 0) = static_cast<int>(i);
  for (std::size_t j = 0; j <= other.size(); ++j) at(0, j) = static_cast<int>(j);
  for (std::size_t i = 1; i <= some.size(); ++i)
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const int change = some[i - 1] == other[j - 1] ? 0 : 1;
      at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change});
      if (i > 1 && j > 1 && some[i - 1] == other[j - 2] && some[i - 2] == other[j - 1])
        at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
    }
  return at(some.size(), other.size());
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> names) {
  int best = word.size() <= 3 ? 2 : 3;
  std::string_view found;
  for (const auto name : names)
    if (const int changes = distance(word, name); changes < best) {
      best = changes;
      found = name;
    }
  return found;
}

}  // namespace wegwijzer::app
