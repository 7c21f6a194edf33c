#pragma once
#include <map>
#include <string>
#include <string_view>

#include "base/language.hpp"
#include "base/result.hpp"
#include "knowledge/entry.hpp"

namespace wegwijzer::knowledge {

/// What `document:` in a source stands for: documents.yaml, one for all entries.
class Documents {
 public:
  struct Document {
    std::string title[2];  ///< by language
    std::string url;       ///< where a source names no address of its own
  };

  /// Adds the documents of one file; a key that is known already is replaced. Faults: with file and line.
  Result<void> add(std::string_view yaml, const std::string& file);
  /// The source with the document's title instead of its key. An unknown key is a title already.
  [[nodiscard]] Source resolved(Source source, Language language) const;
  [[nodiscard]] bool has(std::string_view key) const { return documents_.find(key) != documents_.end(); }

 private:
  std::map<std::string, Document, std::less<>> documents_;
};

}  // namespace wegwijzer::knowledge
