#include "store/vault.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "base/pack.hpp"
#include "base/reveal.hpp"
#include "crypto/random.hpp"
#include "crypto/seal.hpp"
#include "store/db.hpp"
#include "store/key_file.hpp"
#include "store/key_store.hpp"

namespace wegwijzer::store {
namespace {

// A key seals at most 2^20 values. It is replaced at half of that, and what it may seal is noted beforehand in blocks,
// so that a crash counts too much rather than too little.
constexpr std::int64_t kMostSealed = std::int64_t{1} << 19;
constexpr std::int64_t kBlock = std::int64_t{1} << 17;

std::string associated(const Place& place) {
  std::string text;
  text.reserve(16 + place.table.size() + place.column.size() + place.row.size());
  text.append("wegwijzer:v1:").append(place.table).append(":").append(place.column).append(":").append(place.row);
  return text;
}

std::string wrapping_place(std::string_view id) {
  return associated({"epoch_key", "wrapped", id});
}

std::string_view bytes_of(const crypto::KeyId& id) {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

crypto::KeyId key_id_from(std::string_view bytes) {
  crypto::KeyId id{};
  std::memcpy(id.data(), bytes.data(), std::min(bytes.size(), id.size()));
  return id;
}

Instant epoch_of(Instant at, Duration length) {
  const auto micros = to_micros(at);
  return from_micros(micros - micros % std::max<std::int64_t>(length.count(), 1));
}

struct EpochKey {
  crypto::SealingKey key;
  Instant began{};
};

}  // namespace

struct Vault::Inside {
  Inside(Options given, MasterKeys keys, Connection connection)
      : options(std::move(given)),
        masters(std::move(keys)),
        hashing(crypto::derived(masters.front(), "wegwijzer:v1:keyed hash")),
        store(std::move(connection)) {
    for (const auto& master : masters) lasting.push_back(crypto::derived(master, "wegwijzer:v1:lasting seal"));
  }
  Options options;
  MasterKeys masters;
  std::vector<crypto::SealingKey> lasting;  // one per master key, with its id
  crypto::SealingKey hashing;
  std::mutex store_mutex;  // around `store` and everything that changes `epochs`
  Connection store;

  mutable std::shared_mutex mutex;
  std::vector<EpochKey> epochs;                 // oldest first; the last one seals
  mutable std::atomic<std::int64_t> sealed{0};  // values the last one may have sealed
  std::int64_t reserved = 0;

  [[nodiscard]] Result<crypto::SealingKey> unwrapped(const KeptKey& kept) const;
  [[nodiscard]] Result<void> load();
  [[nodiscard]] Result<void> begin_key(Instant now);
  [[nodiscard]] Result<void> destroy_old(Instant now);
  [[nodiscard]] bool needs_key(Instant now) const;
  [[nodiscard]] Instant oldest_kept(Instant now) const;
  [[nodiscard]] std::optional<Result<Secret>> try_open(const crypto::KeyId& id, const std::string& where,
                                                       std::string_view envelope) const;
};

Result<crypto::SealingKey> Vault::Inside::unwrapped(const KeptKey& kept) const {
  const auto wrapped_by = crypto::key_id_of(kept.wrapped);
  const auto master =
      std::find_if(masters.begin(), masters.end(), [&](const auto& one) { return one.id() == wrapped_by; });
  if (wrapped_by && master == masters.end())
    return failed(Kind::not_found, options.key_file,
                  "the key store needs master key " + key_name(*wrapped_by) +
                      ", which this file does not hold: put back the file that holds it");
  auto bytes = wrapped_by ? crypto::open(*master, wrapping_place(kept.id), kept.wrapped)
                          : Result<Secret>(failed(Kind::broken, "", ""));
  if (!bytes || bytes->size() != 32)
    return failed(Kind::broken, options.key_file,
                  "master key " + (wrapped_by ? key_name(*wrapped_by) : std::string("?")) +
                      " does not open the key store: its line was changed, or the key store was; put back the copy of "
                      "the one that is wrong");
  return crypto::SealingKey(key_id_from(kept.id), reveal(*bytes));
}

/// Reads every key that the store holds. Another process may have made some. Under `store_mutex`.
Result<void> Vault::Inside::load() {
  auto kept = KeyStore::all(store);
  if (!kept) return failed(std::move(kept.error()));
  std::vector<EpochKey> loaded;
  for (const auto& one : *kept) {
    auto key = unwrapped(one);
    if (!key) return failed(std::move(key.error()));
    loaded.push_back({std::move(*key), one.began});
  }
  const std::unique_lock lock(mutex);
  const bool same = !epochs.empty() && !loaded.empty() && epochs.back().key.id() == loaded.back().key.id();
  if (!same) sealed = reserved = kept->empty() ? 0 : kept->back().sealed;
  epochs = std::move(loaded);
  return {};
}

bool Vault::Inside::needs_key(Instant now) const {
  const std::shared_lock lock(mutex);
  return epochs.empty() || epochs.back().began < epoch_of(now, options.key_epoch) || sealed >= kMostSealed;
}

Result<void> Vault::Inside::begin_key(Instant now) {
  std::string bytes = crypto::random_bytes(32);
  KeptKey kept;
  kept.id = crypto::random_bytes(std::tuple_size_v<crypto::KeyId>);
  kept.began = epoch_of(now, options.key_epoch);
  kept.wrapped = crypto::seal(masters.back(), wrapping_place(kept.id), bytes);
  crypto::SealingKey key(key_id_from(kept.id), bytes);
  wipe(bytes.data(), bytes.size());
  if (auto added = KeyStore::add(store, kept); !added) return added;
  const std::unique_lock lock(mutex);
  // Not before the epoch of the last one, also when the clock was set back: the last one seals.
  if (!epochs.empty()) kept.began = std::max(kept.began, epochs.back().began);
  epochs.push_back({std::move(key), kept.began});
  sealed = reserved = 0;
  return {};
}

Instant Vault::Inside::oldest_kept(Instant now) const {
  return now - options.key_epoch - options.key_keep;
}

Result<void> Vault::Inside::destroy_old(Instant now) {
  {
    const std::shared_lock lock(mutex);
    if (epochs.front().began >= oldest_kept(now)) return {};
  }
  auto gone = KeyStore::destroy(store, oldest_kept(now));
  if (!gone) return failed(std::move(gone.error()));
  const std::unique_lock lock(mutex);
  std::erase_if(epochs, [before = oldest_kept(now)](const EpochKey& one) { return one.began < before; });
  log::info("keys.destroyed", {{"keys", *gone}});
  return {};
}

std::optional<Result<Secret>> Vault::Inside::try_open(const crypto::KeyId& id, const std::string& where,
                                                      std::string_view envelope) const {
  for (const auto& key : lasting)
    if (key.id() == id) return crypto::open(key, where, envelope);
  const std::shared_lock lock(mutex);
  for (auto epoch = epochs.rbegin(); epoch != epochs.rend(); ++epoch)
    if (epoch->key.id() == id) return crypto::open(epoch->key, where, envelope);
  return std::nullopt;
}

Vault::Vault(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;

Result<Vault> Vault::open(const Options& options, Instant now) {
  auto store = Connection::open(options.keys_url, Access::read_write);
  if (!store) return failed(std::move(store.error()));
  if (auto prepared = KeyStore::prepare(*store); !prepared) return failed(std::move(prepared.error()));
  if (!has_key_file(options.key_file)) {
    auto kept = KeyStore::all(*store);
    if (!kept) return failed(std::move(kept.error()));
    const auto needed = kept->empty() ? std::nullopt : crypto::key_id_of(kept->back().wrapped);
    if (needed)
      return failed(Kind::not_found, options.key_file,
                    "the key file is missing, and the key store needs its master key " + key_name(*needed) +
                        ": put the file back from the disaster copy");
    if (auto made = make_key_file(options.key_file); !made) return failed(std::move(made.error()));
  }
  auto masters = read_key_file(options.key_file);
  if (!masters) return failed(std::move(masters.error()));
  auto inside = std::make_unique<Inside>(options, std::move(*masters), std::move(*store));
  if (auto loaded = inside->load(); !loaded) return failed(std::move(loaded.error()));
  Vault vault(std::move(inside));
  if (auto turned = vault.turn(now); !turned) return failed(std::move(turned.error()));
  return vault;
}

std::string Vault::seal(const Place& place, std::string_view plain) const {
  inside_->sealed.fetch_add(1, std::memory_order_relaxed);
  const std::string where = associated(place);
  const std::shared_lock lock(inside_->mutex);
  return crypto::seal(inside_->epochs.back().key, where, plain);
}

std::string Vault::seal_lasting(const Place& place, std::string_view plain) const {
  return crypto::seal(inside_->lasting.back(), associated(place), plain);
}

Result<Secret> Vault::open(const Place& place, std::string_view envelope) const {
  const auto id = crypto::key_id_of(envelope);
  if (!id) return failed(Kind::broken, std::string(place.table), "not a sealed value of a version this program knows");
  const std::string where = associated(place);
  if (auto opened = inside_->try_open(*id, where, envelope)) return std::move(*opened);
  const std::lock_guard lock(inside_->store_mutex);
  if (auto loaded = inside_->load(); !loaded) return failed(std::move(loaded.error()));
  if (auto opened = inside_->try_open(*id, where, envelope)) return std::move(*opened);
  return failed(Kind::broken, std::string(place.table), "sealed with key " + key_name(*id) + ", which was destroyed");
}

std::string Vault::keyed_hash(std::string_view use, std::initializer_list<std::string_view> parts) const {
  Packer packed;
  packed.text(use);
  for (const auto part : parts) packed.text(part);
  return crypto::keyed_hash(inside_->hashing, {packed.bytes()});
}

Result<void> Vault::turn(Instant now) {
  const std::lock_guard lock(inside_->store_mutex);
  if (inside_->needs_key(now)) {
    // Another process may have made one already.
    if (auto loaded = inside_->load(); !loaded) return loaded;
    if (inside_->needs_key(now))
      if (auto begun = inside_->begin_key(now); !begun) return begun;
  }
  if (inside_->sealed + kBlock / 2 > inside_->reserved) {
    const std::string id(bytes_of(inside_->epochs.back().key.id()));
    if (auto noted = KeyStore::reserve(inside_->store, id, kBlock); !noted) return noted;
    inside_->reserved += kBlock;
  }
  return inside_->destroy_old(now);
}

}  // namespace wegwijzer::store
