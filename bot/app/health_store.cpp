#include "app/health_store.hpp"

namespace wegwijzer::app {

Result<void> HealthStore::write_something(store::Tx& tx) {
  auto done = tx.run("UPDATE schema SET version = version");
  if (!done) return failed(std::move(done.error()));
  return {};
}

Result<void> HealthStore::check_integrity(store::Read& read) {
  auto rows = read.all("PRAGMA quick_check(1)");
  if (!rows) return failed(std::move(rows.error()));
  if (rows->size() == 1 && rows->front().text(0) == "ok") return {};
  return failed(Kind::broken, "database", "the file is damaged; restore the last backup");
}

}  // namespace wegwijzer::app
