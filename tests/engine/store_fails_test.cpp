#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "engine/world.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// No file of this process grows while it lives.
class FullDisk {
 public:
  explicit FullDisk(const std::string& log_file) {
    before_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{std::filesystem::file_size(log_file), before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, before_handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*before_handler_)(int) = nullptr;
};

TEST(StoreThatIsLocked, means_nothing_is_acknowledged_until_it_is_free_again) {
  World world;
  {
    const Intruder intruder(world.folder.file("db"));
    EXPECT_EQ(world.sent("D1", "say lost", "Ev1"), 503);
    EXPECT_FALSE(world.engine->can_write());
    EXPECT_EQ(world.request("D1", "change lost").get().body.substr(0, 8), "Het lukt");
    EXPECT_EQ(world.request("D1", "say hello").get().body, "hello");
  }
  EXPECT_TRUE(world.until([&] { return world.engine->can_write(); }));
  EXPECT_EQ(world.sent("D1", "say kept", "Ev1"), 200);
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words(), ElementsAre("kept"));
  EXPECT_EQ(world.changes("lost"), 0);
}

TEST(DiskThatIsFull, means_nothing_is_acknowledged_until_there_is_room_and_what_was_kept_stays) {
  World world;
  world.handler->close_gate();
  EXPECT_EQ(world.sent("D1", "say kept"), 200);
  {
    const FullDisk full(world.folder.file("db-wal"));
    EXPECT_EQ(world.sent("D2", "say lost"), 503);
    EXPECT_FALSE(world.engine->can_write());
  }
  world.handler->open_gate();
  EXPECT_TRUE(world.until([&] { return world.engine->can_write(); }));
  ASSERT_TRUE(world.all_done());
  EXPECT_THAT(world.platform.words(), ElementsAre("kept"));
}

TEST(DiskThatIsFull, still_lets_questions_be_answered_from_what_can_be_read) {
  World world;
  EXPECT_EQ(world.sent("D1", "say first"), 200);
  ASSERT_TRUE(world.all_done());
  const FullDisk full(world.folder.file("db-wal"));
  EXPECT_EQ(world.request("D1", "reads").get().body, "can read");
}

TEST(ReplyThatArrivedWhileTheStoreFailed, is_not_sent_again_when_it_recovers) {
  World world;
  std::atomic<bool> arrived{false};
  world.platform.behave([&](const Arrived&, int) {
    arrived = true;
    arrived.notify_all();
    return Treatment{200, {}, false, 300ms};
  });
  EXPECT_EQ(world.sent("D1", "say hello"), 200);
  EXPECT_EQ(world.sent("D2", "change hello"), 200);
  arrived.wait(false);
  ASSERT_TRUE(world.until([&] { return world.number("SELECT count(*) FROM outbox") == 1; }));
  {
    const Intruder intruder(world.folder.file("db"));
    ASSERT_TRUE(world.until([&] { return world.platform.accepted().size() == 2 && !world.engine->can_write(); }));
  }
  ASSERT_TRUE(world.all_done());
  EXPECT_EQ(world.platform.tries().size(), 2U);
}

TEST(Mercy, sends_a_crisis_card_at_once_though_the_event_cannot_be_kept) {
  World world;
  const Intruder intruder(world.folder.file("db"));
  EXPECT_EQ(world.sent("D1", "crisis bel 113"), 503);
  ASSERT_TRUE(world.until([&] { return world.platform.words().size() == 1; }));
  EXPECT_THAT(world.platform.words_in("D1"), ElementsAre("bel 113"));
}

TEST(Mercy, sends_the_card_once_though_the_platform_brings_the_event_again) {
  World world;
  const Intruder intruder(world.folder.file("db"));
  EXPECT_EQ(world.sent("D1", "crisis bel 113", "Ev1"), 503);
  EXPECT_EQ(world.sent("D1", "crisis bel 113", "Ev1"), 503);
  EXPECT_EQ(world.sent("D2", "say hello", "Ev2"), 503);
  EXPECT_EQ(world.sent("D3", "crisis bel 113", "Ev3"), 503);
  ASSERT_TRUE(world.until([&] { return world.platform.words_in("D3").size() == 1; }));
  EXPECT_EQ(world.platform.words_in("D1").size(), 1U);
  EXPECT_TRUE(world.platform.words_in("D2").empty());
}

TEST(Mercy, tries_again_when_the_platform_says_not_now) {
  World world;
  world.platform.behave([](const Arrived&, int tries) { return tries == 1 ? Treatment{429, "1"} : Treatment{}; });
  const Intruder intruder(world.folder.file("db"));
  EXPECT_EQ(world.sent("D1", "crisis bel 113"), 503);
  ASSERT_TRUE(world.until([&] { return world.platform.words().size() == 1; }));
  EXPECT_EQ(world.platform.tries().size(), 2U);
}

}  // namespace
}  // namespace wegwijzer::engine
