#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "crypto/random.hpp"
#include "fakes/service.hpp"
#include "fakes/slack.hpp"

using namespace wegwijzer;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

constexpr int kEvents = 1'000;
constexpr int kPeople = 200;
constexpr int kKills = 10;

std::string person(int event) {
  return "U0P" + std::to_string(1000 + event % kPeople);
}

/// A word that stands nowhere else.
std::string canary() {
  return "kanarie" + to_hex(crypto::random_bytes(8));
}

/// The service with its folder and the Slack around it; killed and started again at will.
class KilledService : public testing::Test {
 protected:
  KilledService() : folder_(fs::temp_directory_path() / ("wegwijzer-crash-" + to_hex(crypto::random_bytes(6)))) {
    fs::create_directories(folder_);
    start();
  }
  ~KilledService() override {
    service_.reset();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  void start() {
    fakes::Service::Options options;
    options.program = WEGWIJZER;
    options.folder = folder_.string();
    options.variables = {{"WEGWIJZER_SLACK_SIGNING_SECRET", fakes::kSigningSecret},
                         {"WEGWIJZER_SLACK_BOT_TOKEN", fakes::kBotToken},
                         {"WEGWIJZER_SLACK_API_URL", slack_.api_url()},
                         {"WEGWIJZER_KNOWLEDGE_DIRS", CONTENT}};
    service_ = std::make_unique<fakes::Service>(options);
    ASSERT_TRUE(service_->started()) << service_->log();
    port_ = service_->port();
  }

  void kill() {
    service_->process().signal(SIGKILL);
    (void)service_->process().wait();
  }

  /// As Slack does: again until it is acknowledged.
  void bring(int event, const std::string& text) {
    const std::string ts = std::to_string(1764100000 + event) + ".000200";
    const auto json = fakes::direct_message("Ev" + std::to_string(100000 + event), person(event), ts, text);
    while (!given_up_) {
      const int port = port_;
      if (!sender_ || port != sender_port_) {
        sender_ = std::make_unique<fakes::SlackSender>("http://127.0.0.1:" + std::to_string(port));
        sender_port_ = port;
      }
      if (sender_->event(json).status == 200) break;
      std::this_thread::yield();
    }
    ++acknowledged_;
  }

  /// Channel → the delivery ids of what was posted there.
  [[nodiscard]] std::map<std::string, std::set<std::string>> delivered() const {
    std::map<std::string, std::set<std::string>> ids;
    for (const auto& call : slack_.calls_of("chat.postMessage")) {
      const auto body = nlohmann::json::parse(call.body);
      ids[body.at("channel")].insert(body.at("metadata").at("event_payload").at("id").get<std::string>());
    }
    return ids;
  }

  [[nodiscard]] static std::size_t count(const std::map<std::string, std::set<std::string>>& ids) {
    std::size_t all = 0;
    for (const auto& [channel, some] : ids) all += some.size();
    return all;
  }

  /// Files of the folder in which `word` stands.
  [[nodiscard]] std::vector<std::string> files_with(const std::string& word) const {
    std::vector<std::string> found;
    for (const auto& file : fs::recursive_directory_iterator(folder_)) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      std::stringstream content;
      content << in.rdbuf();
      if (content.str().find(word) != std::string::npos) found.push_back(file.path().filename().string());
    }
    return found;
  }

  fakes::Slack slack_;
  fs::path folder_;
  std::unique_ptr<fakes::Service> service_;
  std::atomic<int> port_{0};
  std::atomic<int> acknowledged_{0};
  std::atomic<bool> given_up_{false};
  std::unique_ptr<fakes::SlackSender> sender_;
  int sender_port_ = 0;
};

TEST_F(KilledService, answers_every_one_of_a_thousand_questions_through_ten_kills) {
  const std::string word = canary();
  std::thread people([&] {
    for (int event = 0; event < kEvents; ++event) bring(event, "Wat is instemmingsrecht? " + word);
  });
  std::minstd_rand dice(20261125);
  for (int killed = 0; killed < kKills; ++killed) {
    const int at = acknowledged_ + 20 + static_cast<int>(dice() % 60);
    EXPECT_TRUE(fakes::until([&] { return acknowledged_ >= at; })) << service_->log();
    kill();
    EXPECT_EQ(files_with(word), std::vector<std::string>{}) << "what was typed stands in a file";
    start();
    if (HasFatalFailure()) given_up_ = true;
  }
  people.join();
  EXPECT_TRUE(fakes::until([&] { return count(delivered()) >= kEvents; }, 90s)) << count(delivered()) << " arrived";
  const auto ids = delivered();
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(kPeople));
  for (const auto& [channel, some] : ids)
    EXPECT_EQ(some.size(), static_cast<std::size_t>(kEvents / kPeople)) << channel;
  EXPECT_EQ(files_with(word), std::vector<std::string>{});
  EXPECT_EQ(fakes::get(service_->address() + "/metrics").body.find(word), std::string::npos);
}

TEST_F(KilledService, brings_a_reply_that_was_decided_while_the_platform_was_slow) {
  slack_.answers_after(1500ms);
  bring(1, "Wat is een medewerkersnetwerk?");
  EXPECT_TRUE(fakes::until([&] { return acknowledged_ == 1; }));
  kill();
  slack_.answers_after(0ms);
  start();
  EXPECT_TRUE(fakes::until([&] { return count(delivered()) == 1; }));
}

TEST_F(KilledService, stops_politely_within_its_grace_and_loses_nothing) {
  for (int event = 0; event < 40; ++event) bring(event, "Wat is de or?");
  service_->process().signal(SIGTERM);
  EXPECT_EQ(service_->process().wait(12s), 0);
  start();
  EXPECT_TRUE(fakes::until([&] { return count(delivered()) == 40; })) << count(delivered());
}

}  // namespace
