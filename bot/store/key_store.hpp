#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "store/db.hpp"

namespace wegwijzer::store {

/// An epoch's key, wrapped by a master key.
struct KeptKey {
  std::string id;           ///< 8 bytes
  Instant began{};          ///< of its epoch
  std::int64_t sealed = 0;  ///< values it may have sealed, rounded up
  std::string wrapped;
};

/// The key store: a database of its own with one table, `epoch_key`.
class KeyStore {
 public:
  /// Makes the table in a new file.
  static Result<void> prepare(Connection& connection);
  /// Oldest first; of one epoch, in the order of making.
  static Result<std::vector<KeptKey>> all(Connection& connection);
  static Result<void> add(Connection& connection, const KeptKey& key);
  /// `count` more values may be sealed with this key.
  static Result<void> reserve(Connection& connection, const std::string& id, std::int64_t count);
  /// Destroys the keys of epochs that began before `before`, in the file and in its log. How many.
  static Result<std::int64_t> destroy(Connection& connection, Instant before);
};

}  // namespace wegwijzer::store
