#include "crypto/random.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

namespace wegwijzer::crypto {
namespace {

TEST(Random, never_gives_the_same_bytes_twice_on_any_thread) {
  std::vector<std::vector<std::string>> drawn(4);
  std::vector<std::thread> threads;
  for (auto& mine : drawn)
    threads.emplace_back([&mine] {
      for (int i = 0; i < 500; ++i) mine.push_back(random_bytes(12));
    });
  for (auto& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& mine : drawn) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 2000U);
}

TEST(Random, gives_as_many_bytes_as_asked) {
  for (const std::size_t size : {0U, 1U, 12U, 16U, 17U, 32U, 5000U}) EXPECT_EQ(random_bytes(size).size(), size);
}

TEST(Random, a_child_process_never_repeats_its_parent) {
  (void)random_bytes(8);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto bytes = random_bytes(16);
    _exit(write(ends[1], bytes.data(), bytes.size()) == 16 ? 0 : 1);
  }
  const auto mine = random_bytes(16);
  std::string theirs(16, '\0');
  ASSERT_EQ(read(ends[0], theirs.data(), theirs.size()), 16);
  EXPECT_NE(mine, theirs);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  close(ends[0]);
  close(ends[1]);
}

TEST(TimeOrderedId, sorts_in_the_order_of_making_also_when_the_clock_stands_still_or_jumps_back) {
  const Instant now = from_micros(1'764'000'000'000'000);
  std::vector<RowId> ids;
  for (int i = 0; i < 100; ++i) ids.push_back(time_ordered_row_id(now + Duration{i}));
  for (int i = 0; i < 100; ++i) ids.push_back(time_ordered_row_id(now));
  ids.push_back(time_ordered_row_id(now - std::chrono::hours{1}));
  ids.push_back(time_ordered_row_id(now + std::chrono::hours{1}));
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(std::set<RowId>(ids.begin(), ids.end()).size(), ids.size());
}

TEST(TimeOrderedId, cannot_be_guessed_from_its_time) {
  const Instant now = from_micros(1'864'000'000'000'000);
  const auto some = time_ordered_row_id(now);
  const auto other = time_ordered_row_id(now);
  EXPECT_NE(some.view().substr(8), other.view().substr(8));
}

}  // namespace
}  // namespace wegwijzer::crypto
