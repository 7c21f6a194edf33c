#pragma once
#include "knowledge/search/search.hpp"

namespace wegwijzer::knowledge {

/// What one question needs while it is looked for; each thread keeps one, so that no memory is asked for.
struct Search::Scratch {
  Words words;
  Words before;
  Words part[2];
  Ranking whole;
  Ranking other;
  Ranking halves[2];
};

}  // namespace wegwijzer::knowledge
