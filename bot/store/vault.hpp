#pragma once
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace wegwijzer::store {

/// Where a sealed value stands; part of the seal, so that it opens nowhere else.
struct Place {
  std::string_view table;
  std::string_view column;
  std::string_view row;  ///< immutable id of the row
};

/// The keys: master key(s) in a file, epoch keys (one or more per `key_epoch`) wrapped by them in the key store, which
/// is never part of a backup. Seals and opens values and makes keyed hashes. Threads: any (a cipher context per
/// thread).
class Vault {
 public:
  struct Options {
    std::string key_file;  ///< made on first use, 0600: lines of "id hex-key"; the last one wraps, all of them open
    std::string keys_url;  ///< sqlite:PATH of the key store
    Duration key_epoch = std::chrono::hours{24 * 7};
    Duration key_keep = std::chrono::hours{24 * 35};
  };
  /// Faults name the file, the expected key id and the cure: a key file that is missing while the key store has keys,
  /// readable by others, malformed, or of another id.
  static Result<Vault> open(const Options& options, Instant now);
  Vault(Vault&&) noexcept;
  Vault& operator=(Vault&&) noexcept;
  ~Vault();

  /// Sealed with the present epoch's key: cannot be opened by anybody once that key is destroyed, `key_keep` after the
  /// epoch's end. For what is short-lived: events, calls, what a person wrote.
  [[nodiscard]] std::string seal(const Place& place, std::string_view plain) const;
  /// Sealed with a key of the master key's: opens as long as the key file has it. For what the service needs as long as
  /// it runs (installations' tokens).
  [[nodiscard]] std::string seal_lasting(const Place& place, std::string_view plain) const;
  /// Opens both. Faults: `broken` for a tag that does not fit or a key that is gone.
  [[nodiscard]] Result<Secret> open(const Place& place, std::string_view envelope) const;
  /// Stable over epochs: HMAC with a key derived from the first master key. For inbox, seen, conversation.
  [[nodiscard]] std::string keyed_hash(std::string_view use, std::initializer_list<std::string_view> parts) const;
  /// Makes a new key when a new epoch has begun or the present one has sealed half a million values; destroys keys
  /// whose epoch ended more than `key_keep` ago. Cheap when there is nothing to do: call it every second. Threads: one.
  [[nodiscard]] Result<void> turn(Instant now);

 private:
  struct Inside;
  explicit Vault(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace wegwijzer::store
