#pragma once
#include <optional>
#include <string>

#include "app/settings.hpp"
#include "base/result.hpp"

namespace wegwijzer::app {

/// Where the data lives.
struct Storage {
  std::string database;  ///< sqlite:PATH
  std::string keys_url;  ///< sqlite:PATH
  std::string key_file;
};
[[nodiscard]] Storage storage_from(const Settings& settings);

/// Makes the folders of all three, mode 0700. Faults: `unavailable`, naming the folder and what to do.
[[nodiscard]] Result<void> make_folders(const Storage& storage);

/// Keeps a second service, or a command that must be alone, away from one database. Given back when the process ends,
/// however it ends.
class StorageLock {
 public:
  /// Faults: `conflict` when another process holds it.
  static Result<StorageLock> take(const Storage& storage);
  StorageLock(StorageLock&& other) noexcept;
  StorageLock& operator=(StorageLock&&) = delete;
  ~StorageLock();

 private:
  explicit StorageLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// A folder of its own for one command's work, mode 0700; gone at the end, also after Ctrl-C. At most one at a time.
class Scratch {
 public:
  /// Faults: `unavailable` when the folder for temporary files takes nothing.
  static Result<Scratch> make();
  Scratch(Scratch&& other) noexcept;
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch();
  [[nodiscard]] Storage storage() const;

 private:
  explicit Scratch(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};

}  // namespace wegwijzer::app
