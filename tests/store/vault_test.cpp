#include "store/vault.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/reveal.hpp"
#include "crypto/seal.hpp"
#include "store/folder.hpp"

namespace wegwijzer::store {
namespace {

using namespace std::chrono_literals;

const Instant kNow = from_micros(1'764'000'000'000'000);
constexpr Duration kWeek = std::chrono::hours{24 * 7};
constexpr Place kPlace{"inbox", "event", "row-1"};

Vault::Options options_in(const Folder& folder) {
  Vault::Options options;
  options.key_file = folder.file("keys");
  options.keys_url = folder.url("keystore");
  return options;
}

Vault vault_in(const Folder& folder, Instant now = kNow) {
  auto vault = Vault::open(options_in(folder), now);
  EXPECT_TRUE(vault) << to_text(vault.error());
  return std::move(*vault);
}

Fault refusal(const Folder& folder) {
  auto vault = Vault::open(options_in(folder), kNow);
  EXPECT_FALSE(vault);
  return vault ? Fault{} : vault.error();
}

/// "id key" of the key file's only key.
std::string key_line(const Folder& folder) {
  const auto content = content_of(folder.file("keys"));
  const auto at = content.find('\n') + 1;
  return content.substr(at, content.find('\n', at) - at);
}

bool opens(const Vault& vault, const std::string& envelope, const Place& place = kPlace) {
  return vault.open(place, envelope).has_value();
}

TEST(Vault, makes_a_key_file_for_its_owner_alone_on_first_use_and_keeps_it) {
  const Folder folder;
  const auto before = umask(0);
  const auto envelope = vault_in(folder).seal(kPlace, "private");
  umask(before);
  struct stat status {};
  ASSERT_EQ(stat(folder.file("keys").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto content = content_of(folder.file("keys"));
  const auto again = vault_in(folder);
  EXPECT_EQ(content_of(folder.file("keys")), content);
  const auto opened = again.open(kPlace, envelope);
  ASSERT_TRUE(opened);
  EXPECT_EQ(reveal(*opened), "private");
}

TEST(Vault, opens_a_value_only_where_it_stood) {
  const Folder folder;
  const auto vault = vault_in(folder);
  const auto envelope = vault.seal(kPlace, "private");
  EXPECT_TRUE(opens(vault, envelope));
  EXPECT_FALSE(opens(vault, envelope, {"inbox", "event", "row-2"}));
  EXPECT_FALSE(opens(vault, envelope, {"inbox", "other", "row-1"}));
  EXPECT_FALSE(opens(vault, envelope, {"outbox", "event", "row-1"}));
}

TEST(Vault, refuses_a_changed_value_as_broken_and_says_nothing_of_it) {
  const Folder folder;
  const auto vault = vault_in(folder);
  auto envelope = vault.seal(kPlace, "private");
  envelope.back() = static_cast<char>(envelope.back() ^ 1);
  const auto opened = vault.open(kPlace, envelope);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, Kind::broken);
  EXPECT_EQ(vault.open(kPlace, "not sealed").error().kind, Kind::broken);
  EXPECT_EQ(vault.open(kPlace, "").error().kind, Kind::broken);
}

TEST(Vault, seals_with_a_new_key_in_each_epoch_and_opens_those_before) {
  const Folder folder;
  auto vault = vault_in(folder);
  const auto first = vault.seal(kPlace, "private");
  ASSERT_TRUE(vault.turn(kNow + 1s));
  EXPECT_EQ(crypto::key_id_of(vault.seal(kPlace, "private")), crypto::key_id_of(first));
  ASSERT_TRUE(vault.turn(kNow + kWeek));
  const auto second = vault.seal(kPlace, "private");
  EXPECT_NE(crypto::key_id_of(second), crypto::key_id_of(first));
  EXPECT_TRUE(opens(vault, first));
  EXPECT_TRUE(opens(vault, second));
}

TEST(Vault, cannot_open_anything_of_an_epoch_that_ended_longer_ago_than_key_keep) {
  const Folder folder;
  auto vault = vault_in(folder);
  const auto old = vault.seal(kPlace, "private");
  ASSERT_TRUE(vault.turn(kNow + 5 * kWeek));
  EXPECT_TRUE(opens(vault, old));
  ASSERT_TRUE(vault.turn(kNow + 7 * kWeek));
  const auto opened = vault.open(kPlace, old);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, Kind::broken);
  EXPECT_NE(opened.error().what.find("destroyed"), std::string::npos);
  EXPECT_FALSE(opens(vault_in(folder, kNow + 7 * kWeek), old));
}

TEST(Vault, destroys_old_keys_at_the_start_too_when_it_stood_still_for_long) {
  const Folder folder;
  const auto old = vault_in(folder).seal(kPlace, "private");
  EXPECT_FALSE(opens(vault_in(folder, kNow + 60 * kWeek), old));
}

TEST(Vault, leaves_nothing_of_a_destroyed_key_in_the_key_store_or_its_log) {
  const Folder folder;
  std::string wrapped;
  {
    auto vault = vault_in(folder);
    auto store = Connection::open(folder.url("keystore"), Access::read_only);
    ASSERT_TRUE(store);
    ASSERT_TRUE(store->read(kNow, [&](Read& read) -> Result<void> {
      wrapped = read.one("SELECT wrapped FROM epoch_key").value()->text(0);
      return {};
    }));
  }
  ASSERT_GT(wrapped.size(), 200U);
  auto vault = vault_in(folder, kNow + 10 * kWeek);
  const auto piece = wrapped.substr(30, 100);
  EXPECT_EQ(content_of(folder.file("keystore")).find(piece), std::string::npos);
  EXPECT_EQ(content_of(folder.file("keystore-wal")).find(piece), std::string::npos);
}

TEST(Vault, seals_lastingly_beyond_every_epoch) {
  const Folder folder;
  auto vault = vault_in(folder);
  const auto token = vault.seal_lasting(kPlace, "token");
  ASSERT_TRUE(vault.turn(kNow + 100 * kWeek));
  EXPECT_TRUE(opens(vault, token));
  EXPECT_FALSE(opens(vault, token, {"install", "sealed", "T1"}));
  EXPECT_TRUE(opens(vault_in(folder, kNow + 100 * kWeek), token));
}

TEST(Vault, opens_what_another_process_sealed_with_a_key_it_made_meanwhile) {
  const Folder folder;
  auto vault = vault_in(folder);
  auto other = vault_in(folder);
  ASSERT_TRUE(other.turn(kNow + kWeek));
  EXPECT_TRUE(opens(vault, other.seal(kPlace, "private")));
  ASSERT_TRUE(vault.turn(kNow + kWeek));
  EXPECT_EQ(crypto::key_id_of(vault.seal(kPlace, "")), crypto::key_id_of(other.seal(kPlace, "")));
}

TEST(Vault, takes_another_key_before_one_has_sealed_a_million_values) {
  const Folder folder;
  auto vault = vault_in(folder);
  const auto first = crypto::key_id_of(vault.seal(kPlace, ""));
  int turns = 0;
  int most = 0;
  for (auto id = first; id == first && turns < 30; ++turns) {
    // Each start counts the block that the one before it had set aside.
    vault = vault_in(folder);
    id = crypto::key_id_of(vault.seal(kPlace, ""));
    most += 1 << 17;
  }
  EXPECT_LT(most, 1 << 20);
  EXPECT_GT(turns, 1);
}

TEST(Vault, hashes_alike_over_epochs_and_restarts_and_differently_per_use_and_key_file) {
  const Folder folder;
  auto vault = vault_in(folder);
  const auto hash = vault.keyed_hash("person", {"slack", "T1", "U1"});
  EXPECT_EQ(hash.size(), 32U);
  ASSERT_TRUE(vault.turn(kNow + 10 * kWeek));
  EXPECT_EQ(vault.keyed_hash("person", {"slack", "T1", "U1"}), hash);
  EXPECT_EQ(vault_in(folder, kNow + 10 * kWeek).keyed_hash("person", {"slack", "T1", "U1"}), hash);
  EXPECT_NE(vault.keyed_hash("seen", {"slack", "T1", "U1"}), hash);
  EXPECT_NE(vault.keyed_hash("person", {"slack", "T1U1"}), hash);
  const Folder elsewhere;
  EXPECT_NE(vault_in(elsewhere).keyed_hash("person", {"slack", "T1", "U1"}), hash);
}

TEST(Vault, without_its_key_file_names_the_file_the_key_and_the_cure) {
  const Folder folder;
  { (void)vault_in(folder); }
  const auto id = key_line(folder).substr(0, 16);
  std::filesystem::remove(folder.file("keys"));
  const auto fault = refusal(folder);
  EXPECT_EQ(fault.kind, Kind::not_found);
  EXPECT_EQ(fault.place, folder.file("keys"));
  EXPECT_NE(fault.what.find(id), std::string::npos);
  EXPECT_NE(fault.what.find("put the file back"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder.file("keys")));
}

TEST(Vault, with_another_key_file_names_the_key_it_needs) {
  const Folder folder;
  const Folder elsewhere;
  { (void)vault_in(folder); }
  { (void)vault_in(elsewhere); }
  const auto id = key_line(folder).substr(0, 16);
  std::filesystem::copy_file(elsewhere.file("keys"), folder.file("keys"),
                             std::filesystem::copy_options::overwrite_existing);
  const auto fault = refusal(folder);
  EXPECT_EQ(fault.kind, Kind::not_found);
  EXPECT_NE(fault.what.find(id), std::string::npos);
}

TEST(Vault, with_a_key_that_was_changed_says_which_line_is_wrong_and_shows_no_key) {
  const Folder folder;
  { (void)vault_in(folder); }
  auto line = key_line(folder);
  line.back() = line.back() == '0' ? '1' : '0';
  write_file(folder.file("keys"), line + "\n");
  const auto fault = refusal(folder);
  EXPECT_EQ(fault.kind, Kind::broken);
  EXPECT_NE(fault.what.find(line.substr(0, 16)), std::string::npos);
  EXPECT_EQ(fault.what.find(line.substr(17)), std::string::npos);
}

TEST(Vault, refuses_a_key_file_that_others_can_read_and_gives_the_command) {
  const Folder folder;
  { (void)vault_in(folder); }
  std::filesystem::permissions(folder.file("keys"), std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  const auto fault = refusal(folder);
  EXPECT_EQ(fault.kind, Kind::not_allowed);
  EXPECT_NE(fault.what.find("chmod 600 " + folder.file("keys")), std::string::npos);
}

TEST(Vault, names_the_line_of_a_malformed_key_file_without_quoting_it) {
  const Folder folder;
  { (void)vault_in(folder); }
  write_file(folder.file("keys"), "# comment\n" + key_line(folder) + "\nsome-secret thing\n");
  const auto fault = refusal(folder);
  EXPECT_EQ(fault.kind, Kind::bad_input);
  EXPECT_EQ(fault.place, folder.file("keys") + ":3");
  EXPECT_EQ(fault.what.find("some-secret"), std::string::npos);
  write_file(folder.file("keys"), "");
  EXPECT_EQ(refusal(folder).kind, Kind::bad_input);
}

TEST(Vault, with_a_second_master_key_opens_what_the_first_wrapped_and_wraps_with_the_second) {
  const Folder folder;
  const auto envelope = vault_in(folder).seal(kPlace, "private");
  const auto first = key_line(folder);
  const std::string second = "00112233445566ff " + std::string(64, '7');
  write_file(folder.file("keys"), first + "\n" + second + "\n");
  auto vault = vault_in(folder);
  EXPECT_TRUE(opens(vault, envelope));
  ASSERT_TRUE(vault.turn(kNow + kWeek));
  write_file(folder.file("keys"), first + "\n");
  EXPECT_NE(refusal(folder).what.find("00112233445566ff"), std::string::npos);
}

TEST(Vault, refuses_a_key_store_in_which_a_wrapped_key_was_swapped) {
  const Folder folder;
  {
    auto vault = vault_in(folder);
    ASSERT_TRUE(vault.turn(kNow + kWeek));
  }
  auto store = Connection::open(folder.url("keystore"), Access::read_write);
  ASSERT_TRUE(store);
  ASSERT_TRUE(store->script("UPDATE epoch_key SET wrapped = (SELECT wrapped FROM epoch_key WHERE number = 1)"));
  EXPECT_EQ(refusal(folder).kind, Kind::broken);
}

TEST(Vault, in_a_folder_that_is_not_there_is_unavailable) {
  Vault::Options options;
  options.key_file = "/no/such/folder/keys";
  options.keys_url = "sqlite:/no/such/folder/keystore";
  EXPECT_EQ(Vault::open(options, kNow).error().kind, Kind::unavailable);
}

TEST(Vault, seals_and_opens_on_many_threads_while_it_turns) {
  const Folder folder;
  auto vault = vault_in(folder);
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 300; ++i) right += opens(vault, vault.seal(kPlace, "private")) ? 1 : 0;
    });
  for (int week = 0; week < 4; ++week) EXPECT_TRUE(vault.turn(kNow + week * kWeek));
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 900);
}

}  // namespace
}  // namespace wegwijzer::store
