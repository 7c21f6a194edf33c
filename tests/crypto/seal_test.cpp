#include "crypto/seal.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "base/reveal.hpp"
#include "crypto/hash.hpp"
#include "crypto/key_page.hpp"
#include "crypto/random.hpp"

namespace wegwijzer::crypto {
namespace {

constexpr std::size_t kOverhead = 1 + 1 + 8 + 12 + 16;

SealingKey key_of(char fill, std::uint8_t id = 1) {
  return SealingKey({id}, std::string(32, fill));
}

TEST(Seal, brings_back_what_was_sealed_at_every_size) {
  const auto key = key_of('k');
  for (const std::size_t size : {0U, 1U, 255U, 256U, 257U, 4095U, 4096U, 9000U, 1'000'000U}) {
    const std::string plain = random_bytes(size);
    const auto back = open(key, "inbox/event/1", seal(key, "inbox/event/1", plain));
    ASSERT_TRUE(back) << size;
    EXPECT_EQ(reveal(*back), plain) << size;
  }
}

TEST(Seal, keeps_zeros_and_padding_bytes_at_the_end_of_a_text) {
  const auto key = key_of('k');
  for (const auto& plain :
       {std::string("a\0\0", 3), std::string("\x80\0", 2), std::string("\x80"), std::string(7, '\0')}) {
    const auto back = open(key, "x", seal(key, "x", plain));
    ASSERT_TRUE(back);
    EXPECT_EQ(reveal(*back), plain);
  }
}

TEST(Seal, shows_only_a_rounded_size) {
  const auto key = key_of('k');
  const auto sealed_size = [&](std::size_t size) { return seal(key, "x", std::string(size, 'a')).size() - kOverhead; };
  EXPECT_EQ(sealed_size(0), 256U);
  EXPECT_EQ(sealed_size(255), 256U);
  EXPECT_EQ(sealed_size(256), 512U);
  EXPECT_EQ(sealed_size(511), 512U);
  EXPECT_EQ(sealed_size(1000), 1024U);
  EXPECT_EQ(sealed_size(2000), 2048U);
  EXPECT_EQ(sealed_size(4000), 4096U);
  EXPECT_EQ(sealed_size(4096), 8192U);
  EXPECT_EQ(sealed_size(8191), 8192U);
  EXPECT_EQ(sealed_size(8192), 12288U);
}

TEST(Seal, has_the_documented_envelope) {
  const auto key = SealingKey({1, 2, 3, 4, 5, 6, 7, 8}, std::string(32, 'k'));
  const auto envelope = seal(key, "x", "plain");
  EXPECT_EQ(to_hex(envelope.substr(0, 10)), "01010102030405060708");
  EXPECT_EQ(key_id_of(envelope), (KeyId{1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(envelope.find("plain"), std::string::npos);
}

TEST(Seal, never_looks_the_same_twice) {
  const auto key = key_of('k');
  std::set<std::string> nonces;
  for (int i = 0; i < 1000; ++i) nonces.insert(seal(key, "x", "same").substr(10, 12));
  EXPECT_EQ(nonces.size(), 1000U);
}

TEST(Seal, refuses_every_changed_byte_as_broken) {
  const auto key = key_of('k');
  const auto envelope = seal(key, "x", "plain");
  for (std::size_t at = 0; at < envelope.size(); ++at) {
    auto changed = envelope;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    const auto opened = open(key, "x", changed);
    ASSERT_FALSE(opened) << at;
    EXPECT_EQ(opened.error().kind, Kind::broken);
  }
}

TEST(Seal, refuses_another_place_another_key_and_a_cut_envelope) {
  const auto key = key_of('k');
  const auto envelope = seal(key, "inbox/event/1", "plain");
  EXPECT_FALSE(open(key, "inbox/event/2", envelope));
  EXPECT_FALSE(open(key_of('x'), "inbox/event/1", envelope));
  EXPECT_FALSE(open(key_of('k', 2), "inbox/event/1", envelope));
  EXPECT_FALSE(open(key, "inbox/event/1", envelope + "x"));
  for (std::size_t size = 0; size < envelope.size(); ++size)
    EXPECT_FALSE(open(key, "inbox/event/1", std::string_view(envelope).substr(0, size)));
}

TEST(Seal, says_whose_an_envelope_is_only_when_it_is_one) {
  EXPECT_EQ(key_id_of(""), std::nullopt);
  EXPECT_EQ(key_id_of("not an envelope at all, although it is long enough to be one of those"), std::nullopt);
}

TEST(Seal, works_on_many_threads_at_once) {
  const auto key = key_of('k');
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        const auto plain = std::to_string(t * 1000 + i);
        const auto back = open(key, plain, seal(key, plain, plain));
        if (back && reveal(*back) == plain) ++right;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 800);
}

TEST(DerivedKey, is_its_own_key_under_the_same_id) {
  const auto key = key_of('k');
  const auto one = derived(key, "conversation");
  EXPECT_EQ(one.id(), key.id());
  EXPECT_FALSE(open(key, "x", seal(one, "x", "plain")));
  EXPECT_TRUE(open(derived(key, "conversation"), "x", seal(one, "x", "plain")));
  EXPECT_FALSE(open(derived(key, "seen"), "x", seal(one, "x", "plain")));
}

TEST(KeyedHash, is_stable_and_depends_on_key_and_parts) {
  const auto key = key_of('k');
  EXPECT_EQ(keyed_hash(key, {"slack", "D1"}), keyed_hash(key_of('k', 9), {"slack", "D1"}));
  EXPECT_NE(keyed_hash(key, {"slack", "D1"}), keyed_hash(key, {"slackD", "1"}));
  EXPECT_NE(keyed_hash(key, {"slack", "D1"}), keyed_hash(key, {"slack", "D1", ""}));
  EXPECT_NE(keyed_hash(key, {"slack"}), keyed_hash(key_of('x'), {"slack"}));
}

TEST(SealingKey, moves_without_leaving_a_copy_and_lets_others_use_its_room) {
  auto some = key_of('a', 1);
  auto other = key_of('b', 2);
  const auto envelope = seal(some, "x", "plain");
  other = std::move(some);
  EXPECT_TRUE(open(other, "x", envelope));
  const SealingKey third(std::move(other));
  EXPECT_TRUE(open(third, "x", envelope));
}

/// The flags of the mapping that holds `at`, from /proc/self/smaps.
std::string flags_of(const void* at) {
  std::ifstream maps("/proc/self/smaps");
  const auto address = reinterpret_cast<std::uintptr_t>(at);
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t from = 0;
    std::uintptr_t to = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx", &from, &to) == 2) inside = from <= address && address < to;
    if (inside && line.starts_with("VmFlags:")) return line;
  }
  return {};
}

TEST(SealingKey, lies_in_a_page_that_is_locked_and_that_core_dumps_leave_out) {
  char* room = take_key_room();
  const auto flags = flags_of(room);
#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)  // their runtime leaves mlock out
  EXPECT_NE(flags.find(" lo"), std::string::npos) << flags;
#endif
  EXPECT_NE(flags.find(" dd"), std::string::npos) << flags;
  return_key_room(room);
}

TEST(SealingKey, is_wiped_when_it_goes) {
  char* room = take_key_room();
  std::fill(room, room + 32, 'k');
  return_key_room(room);
  EXPECT_EQ(std::string(room, 32), std::string(32, '\0'));
}

}  // namespace
}  // namespace wegwijzer::crypto
