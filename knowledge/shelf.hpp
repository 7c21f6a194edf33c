#pragma once
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "knowledge/entry.hpp"

namespace wegwijzer::knowledge {

/// What stays of an earlier turn of a conversation; held in memory only.
struct Turn {
  std::string entry;  ///< id of the entry that answered; empty when none did
  SharedSecret words;
  Language language = Language::nl;
};

struct Question {
  std::string_view words;             ///< as typed; any bytes, at most some thousands count
  std::optional<Language> wish;       ///< asked for; wins
  Language otherwise = Language::nl;  ///< when the words themselves do not tell
  const Turn* before = nullptr;       ///< the turn before, for "and at KPN?"
  std::size_t most = 3;               ///< hits wanted, 1 to 20
  bool explain = false;               ///< fill `reasons`
};

enum class Verdict { answer, suggest, unknown };

struct Hit {
  const Entry* entry = nullptr;  ///< lives as long as the shelf
  double score = 0;              ///< 0 to 1; the first one's is the confidence
};

struct Findings {
  Verdict verdict = Verdict::unknown;
  double confidence = 0;             ///< of answers given with confidence p, a share p is right
  Language language = Language::nl;  ///< to answer in
  std::vector<Hit> hits;             ///< best first; filled for `unknown` too (what came nearest)
  std::vector<Hit> second;           ///< where the message holds a second question: its best hit
  std::vector<std::string> reasons;  ///< lines for `--explain`: terms, their origins, each field's share
};

/// All published entries and the index over them: one immutable snapshot. Threads: any.
class Shelf {
 public:
  /// Reads `{nl,en}/*.md` and the glossary of every directory, in order: a later one replaces and adds.
  /// Faults: every file that cannot be used, with file and line; then there is no shelf.
  static tl::expected<std::shared_ptr<const Shelf>, std::vector<Fault>> load(
      const std::vector<std::filesystem::path>& directories);
  virtual ~Shelf() = default;

  /// A few ten microseconds. Never fails: what cannot be understood is `unknown`.
  [[nodiscard]] virtual Findings search(const Question& question) const = 0;
  /// The entry in this language, else in the other; null when retired or unknown.
  [[nodiscard]] virtual const Entry* find(std::string_view id, Language language) const = 0;
  /// Every entry that was read, drafts and retired ones too, by id and language.
  [[nodiscard]] virtual const std::vector<Entry>& all() const = 0;
};

/// The shelf in use. A reload builds a new one beside it and swaps the pointer; who reads keeps the one he began with.
/// Threads: any.
class Library {
 public:
  explicit Library(std::vector<std::filesystem::path> directories) : directories_(std::move(directories)) {}
  /// Loads again. Faults: the shelf in use stays.
  [[nodiscard]] tl::expected<void, std::vector<Fault>> reload();
  /// Puts this one in use.
  void use(std::shared_ptr<const Shelf> shelf) {
    const std::lock_guard lock(mutex_);
    shelf_ = std::move(shelf);
  }
  /// Null before the first successful `reload`.
  [[nodiscard]] std::shared_ptr<const Shelf> shelf() const;
  [[nodiscard]] const std::vector<std::filesystem::path>& directories() const { return directories_; }

 private:
  std::vector<std::filesystem::path> directories_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Shelf> shelf_;
};

}  // namespace wegwijzer::knowledge
