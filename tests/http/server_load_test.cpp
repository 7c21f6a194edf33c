#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <iostream>

#include "served.hpp"

namespace wegwijzer::http {
namespace {

using namespace std::chrono_literals;

// Whoever holds connections open never keeps others from being answered. How fast is printed, and measured by the
// benchmark: a test that fails by the clock fails on a busy machine.
struct Beside : Serving {
  void SetUp() override {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const rlimit high{limit.rlim_max, limit.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &high);
    files = static_cast<std::size_t>(std::min<rlim_t>(limit.rlim_max, 1'000'000));
    ServerOptions options;
    options.header_deadline = options.body_deadline = options.idle_deadline = 120s;
    start(options);
  }
  void hold(std::size_t count, std::string_view said) {
    for (std::size_t i = 0; i < count; ++i) {
      held.push_back(connect());
      ASSERT_TRUE(held.back().connected()) << i;
      ASSERT_TRUE(held.back().say(said)) << i;
    }
    ASSERT_TRUE(eventually([&] { return server->open_connections() == count; })) << server->open_connections();
  }
  void trickle() {
    for (auto& client : held) client.say("x");
  }
  void answers_beside(const std::function<void()>& meanwhile) const {
    std::vector<double> took;
    auto kept = connect();
    for (int i = 0; i < 500; ++i) {
      if (i % 100 == 0) meanwhile();
      const auto before = std::chrono::steady_clock::now();
      if (i % 2 == 0) {
        ASSERT_EQ(status(get("/")), 200);
      } else {
        kept.say(post("Content-Length: 3\r\n", "abc"));
        ASSERT_EQ(kept.status(), 200);
      }
      took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count());
    }
    std::sort(took.begin(), took.end());
    std::cout << "beside " << held.size() << " connections: p50 " << took[took.size() / 2] << " ms, p99 "
              << took[took.size() * 99 / 100] << " ms\n";
  }
  static std::size_t resident_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
      if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
    return 0;
  }
  std::vector<RawClient> held;
  std::size_t files = 0;
};

TEST_F(Beside, a_thousand_slow_headers_others_are_answered) {
  hold(1'000, "POST /echo HTTP/1.1\r\nHost: a\r\nX-Slow: ");
  answers_beside([this] { trickle(); });
}

TEST_F(Beside, a_thousand_slow_bodies_others_are_answered) {
  hold(1'000, post("Content-Length: 100000\r\n", "a"));
  answers_beside([this] { trickle(); });
}

TEST_F(Beside, as_many_idle_connections_as_there_may_be_others_are_answered_and_they_cost_little) {
  const std::size_t count = std::min<std::size_t>(9'500, (files - 500) / 2);  // both ends live in this process
  held.reserve(count);
  const auto before = resident_kib();
  hold(count, "");
  answers_beside([] {});
  const auto cost = resident_kib() - before;
  std::cout << count << " idle connections: " << cost << " KiB for both ends\n";
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_LT(cost, 60U * 1024U);
#endif
}

}  // namespace
}  // namespace wegwijzer::http
