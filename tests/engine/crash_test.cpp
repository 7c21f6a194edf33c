#include <gtest/gtest.h>

#include <map>
#include <random>
#include <thread>

#include "engine/world.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;

/// A platform that misbehaves in every way, each try by the dice; from the third try of a message on it behaves.
Platform::Rule moody(unsigned seed) {
  auto dice = std::make_shared<std::mt19937>(seed);
  auto mutex = std::make_shared<std::mutex>();
  return [dice, mutex](const Arrived&, int tries) {
    const std::lock_guard lock(*mutex);
    const auto slow = std::chrono::milliseconds{(*dice)() % 20};
    if (tries > 2) return Treatment{200, {}, false, slow};
    switch ((*dice)() % 10) {
      case 0:
        return Treatment{500, {}, false, slow};
      case 1:
        return Treatment{429, "1", false, slow};
      case 2:
        return Treatment{200, {}, true, slow};  // accepted, and no word of it
      case 3:
        return Treatment{500, {}, true, slow};  // not accepted, and no word of it
      case 4:
        return Treatment{409, {}, false, slow};
      default:
        return Treatment{200, {}, false, slow};
    }
  };
}

struct Sent {
  std::string conversation;
  std::string words;
  std::string id;
  std::future<int> status;
  bool acknowledged = false;
};

/// What a platform does about events: sends each until it is acknowledged.
class Sender {
 public:
  explicit Sender(World& world) : world_(world) {}
  void send(const std::string& conversation, const std::string& words) {
    all_.push_back({conversation, words, "Ev-" + words, {}, false});
    again(all_.back());
  }
  void again(Sent& one) { one.status = world_.event(one.conversation, one.words, one.id, "I" + one.conversation); }
  /// Notes what was acknowledged by now.
  void look() {
    for (auto& one : all_)
      if (!one.acknowledged && one.status.valid() && one.status.wait_for(0s) == std::future_status::ready)
        one.acknowledged = one.status.get() == 200;
  }
  void bring_the_rest_again() {
    for (auto& one : all_)
      if (!one.acknowledged) again(one);
  }
  [[nodiscard]] bool done() {
    look();
    return std::all_of(all_.begin(), all_.end(), [](const Sent& one) { return one.acknowledged; });
  }
  [[nodiscard]] const std::deque<Sent>& all() const { return all_; }

 private:
  World& world_;
  std::deque<Sent> all_;
};

std::map<std::string, int> accepted_by_words(const World& world) {
  std::map<std::string, int> times;
  for (const auto& call : world.platform.accepted()) ++times[call.words];
  return times;
}

/// Events come, the program is cut off `crashes` times at moments of the dice, and the platform misbehaves throughout.
void walk(unsigned seed, int crashes, bool looks_back) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 dice(seed);
  World world;
  world.channel->looks_back = looks_back;
  world.platform.behave(moody(seed));
  Sender sender(world);
  int number = 0;
  for (int round = 0; round <= crashes; ++round) {
    for (int i = 0; i < 25; ++i, ++number)
      sender.send("D" + std::to_string(dice() % 40),
                  (dice() % 2 == 0 ? "say " : "change ") + std::to_string(seed) + "-" + std::to_string(number));
    if (round == crashes) break;
    std::this_thread::sleep_for(std::chrono::microseconds{dice() % 60'000});  // the moment is the test's own dice
    world.crash([&sender] { sender.look(); });
    sender.bring_the_rest_again();
  }
  ASSERT_TRUE(world.until([&] { return sender.done(); }));
  ASSERT_TRUE(world.until(
      [&] {
        world.clock.forward(50ms);
        return world.waiting_rows() == 0;
      },
      60s));
  const auto times = accepted_by_words(world);
  for (const auto& one : sender.all()) {
    const auto words = one.words.substr(one.words.find(' ') + 1);
    const auto found = times.find(words);
    ASSERT_NE(found, times.end()) << words << " was never said";
    if (looks_back) {
      EXPECT_EQ(found->second, 1) << words;
    }
    if (one.words.starts_with("change")) {
      EXPECT_EQ(world.changes(words), 1) << words;
    }
  }
  EXPECT_EQ(world.number("SELECT count(*) FROM given_up"), 0);
}

/// Several walks beside one another: each mostly waits for its next try.
void walk_all(std::initializer_list<unsigned> seeds, bool looks_back) {
  std::vector<std::thread> walks;
  for (const auto seed : seeds) walks.emplace_back([=] { walk(seed, 4, looks_back); });
  for (auto& one : walks) one.join();
}

TEST(CrashAtAnyMoment, loses_nothing_and_says_nothing_twice_where_the_platform_lets_us_look) {
  walk_all({1, 2, 3, 4}, true);
}

TEST(CrashAtAnyMoment, loses_nothing_where_nobody_can_look) {
  walk_all({11, 12}, false);
}

TEST(LostAnswersAlone, are_the_only_reason_to_say_something_twice) {
  World world;
  world.platform.behave([](const Arrived&, int tries) { return Treatment{tries < 3 ? 500 : 200}; });
  for (int i = 0; i < 60; ++i)
    EXPECT_EQ(world.sent("D" + std::to_string(i), (i % 2 == 0 ? "say " : "change ") + std::to_string(i)), 200);
  ASSERT_TRUE(world.until([&] { return world.waiting_rows() == 0; }, 30s));
  EXPECT_EQ(world.platform.accepted().size(), 60U);
}

}  // namespace
}  // namespace wegwijzer::engine
