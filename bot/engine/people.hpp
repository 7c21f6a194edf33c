#pragma once
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/language.hpp"
#include "handler/person_store.hpp"
#include "model/message.hpp"
#include "store/db.hpp"
#include "store/vault.hpp"

namespace wegwijzer::engine {

/// What is kept of people, cached: the path of a question reads no row for somebody who was here before. A change made
/// in this process is seen at once (`forget`), another process's within a minute. Threads: any.
class People {
 public:
  explicit People(const store::Vault& vault) : vault_(vault) {}

  /// The key under which a person is kept; nobody can be found by it without the key file.
  [[nodiscard]] std::string key_of(const model::PersonRef& person) const;
  /// From the cache; else `read` is asked. Where reading fails, the defaults.
  [[nodiscard]] handler::KeptPerson find(const model::PersonRef& person, Instant now,
                                         const std::function<Result<store::Read*>()>& read);
  void forget(const model::PersonRef& person);

 private:
  struct Cached {
    handler::KeptPerson person;
    Instant until{};
  };
  const store::Vault& vault_;
  std::mutex mutex_;
  std::unordered_map<std::string, Cached> cache_;
};

}  // namespace wegwijzer::engine
