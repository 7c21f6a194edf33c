#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "base/result.hpp"

namespace wegwijzer::knowledge {

/// What the curator says about words: glossary.yaml. Later files add to earlier ones.
struct Glossary {
  /// Words and phrases that mean one thing, in both languages.
  struct Concept {
    std::vector<std::string> same[2];  ///< by language
    std::vector<std::string> near[2];  ///< related, but not the same
  };
  std::map<std::string, Concept, std::less<>> concepts;
  std::map<std::string, std::string, std::less<>> forms[2];  ///< leden → lid, where stemming keeps them apart
  std::set<std::string, std::less<>> small[2];               ///< the, of, een: say little by themselves

  /// Faults: with file, line and column.
  Result<void> add(std::string_view yaml, const std::string& file);
};

}  // namespace wegwijzer::knowledge
