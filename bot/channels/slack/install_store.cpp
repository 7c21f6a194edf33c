#include "slack/install_store.hpp"

#include <optional>

#include "base/log.hpp"
#include "base/pack.hpp"
#include "base/reveal.hpp"

namespace wegwijzer::slack {
namespace {

// These bytes stand in rows: a changed order needs a new number, and the old one must stay readable.
constexpr std::int64_t kVersion = 1;

SharedSecret secret_from(std::string_view text) {
  return text.empty() ? nullptr : share(text);
}

std::string packed(const Installation& one) {
  Packer packer;
  packer.reserve(256 + reveal(one.token).size() + reveal(one.refresh).size());
  packer.number(kVersion)
      .text(one.bot_user)
      .text(one.app)
      .text(one.scopes)
      .text(one.ended ? std::string_view{} : reveal(one.token))
      .text(one.ended ? std::string_view{} : reveal(one.refresh))
      .number(to_micros(one.expires))
      .text(one.ended_by)
      .text(one.ended_token);
  return std::move(packer.bytes());
}

std::optional<Installation> unpacked(std::string_view bytes) {
  Unpacker unpacker(bytes);
  if (unpacker.number() != kVersion) return std::nullopt;
  Installation one;
  one.bot_user = unpacker.text();
  one.app = unpacker.text();
  one.scopes = unpacker.text();
  one.token = secret_from(unpacker.text());
  one.refresh = secret_from(unpacker.text());
  one.expires = from_micros(unpacker.number());
  one.ended_by = unpacker.text();
  one.ended_token = unpacker.text();
  if (!unpacker.fine() || !unpacker.at_end()) return std::nullopt;
  return one;
}

}  // namespace

Result<void> InstallStore::keep(store::Tx& tx, const Installation& one) const {
  std::string plain = packed(one);
  const std::string sealed = vault_.seal_lasting({"install", "sealed", one.key}, plain);
  wipe(plain.data(), plain.size());
  const std::optional<Instant> ended = one.ended ? std::optional<Instant>(tx.now()) : std::nullopt;
  auto done = tx.run(
      "INSERT INTO install (key, sealed, ended) VALUES (?, ?, ?) "
      "ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed, ended = excluded.ended",
      std::string_view(one.key), store::Bytes{sealed}, ended);
  if (!done) return failed(std::move(done.error()));
  return {};
}

Result<std::vector<Installation>> InstallStore::all(store::Read& read) const {
  auto rows = read.all("SELECT key, sealed, ended FROM install ORDER BY key");
  if (!rows) return failed(std::move(rows.error()));
  std::vector<Installation> found;
  for (const auto& row : *rows) {
    const auto plain = vault_.open({"install", "sealed", row.text(0)}, row.text(1));
    auto one = plain ? unpacked(reveal(*plain)) : std::nullopt;
    if (!one) {
      // Sealed with a key that is gone: that workspace has to install it again.
      log::error("slack.installation_unreadable");
      continue;
    }
    one->key = row.text(0);
    one->ended = !row.null(2);
    found.push_back(std::move(*one));
  }
  return found;
}

}  // namespace wegwijzer::slack
