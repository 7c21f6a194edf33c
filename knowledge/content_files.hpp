#pragma once
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "knowledge/documents.hpp"
#include "knowledge/entry.hpp"
#include "knowledge/search/glossary.hpp"

namespace wegwijzer::knowledge {

/// Everything that curators wrote, read from all directories in order.
struct ContentFiles {
  std::vector<Entry> entries;  ///< by id, then language; a later directory's entry in place of an earlier one's
  Glossary glossary;
  Documents documents;
  std::vector<std::string> refuse[2];  ///< questions that must not be answered, by language
};

/// Reads `{nl,en}/*.md`, glossary.yaml, documents.yaml and refuse.{nl,en}.yaml of each directory. Faults: each file
/// that cannot be used; then nothing comes back.
[[nodiscard]] tl::expected<ContentFiles, std::vector<Fault>> content_from(
    const std::vector<std::filesystem::path>& directories);

/// "nl/or.start.md": the last folder and the name; of files beside them the name alone.
[[nodiscard]] std::string short_name(const std::filesystem::path& file);
/// Faults: `not_found` when it cannot be opened, `bad_input` above a megabyte.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file);

}  // namespace wegwijzer::knowledge
