// wegwijzer-bench [ROUNDS]: the service beside the floors it stands on, in turns within one run. The servers share core
// 0, the load and the fake Web API core 1. Everything is measured in its own short stretch, so that what disturbs the
// machine disturbs all.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include "fake_slack.hpp"
#include "floor.hpp"
#include "intake.hpp"
#include "load.hpp"
#include "measure.hpp"
#include "process.hpp"
#include "requests.hpp"
#include "table.hpp"

namespace {

using namespace wegwijzer::bench;
using namespace std::chrono_literals;

constexpr int kConnections = 64;
constexpr int kPeople = 5'000;  // nobody twice within a second, which would be paced, or often enough for the brake
constexpr std::size_t kQuick = 20'000;
constexpr std::size_t kCommands = 5'000;
constexpr std::size_t kReplies = 3'000;
constexpr double kPace = 200;

/// A folder that goes with the run.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::current_path() / "wegwijzer-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::exit(2);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::string operator/(const char* name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::map<std::string, std::string> environment(std::uint16_t port, const std::string& api_url) {
  return {{"WEGWIJZER_SERVER_LISTEN", "127.0.0.1:" + std::to_string(port)},
          {"WEGWIJZER_SLACK_SIGNING_SECRET", kSigningSecret},
          {"WEGWIJZER_SLACK_BOT_TOKEN", "xoxb-of-the-benchmark"},
          {"WEGWIJZER_SLACK_API_URL", api_url},
          {"WEGWIJZER_KNOWLEDGE_DIRS", CONTENT},
          {"WEGWIJZER_LOG_LEVEL", "warn"}};
}

/// Everything that is measured, with the load beside it.
class Bench {
 public:
  explicit Bench(const std::string& self)
      : self_(self),
        floor_({self, "floor", ""}, {}, folder_.path()),
        durable_({self, "floor", folder_ / "floor.db"}, {}, folder_.path()),
        slack_(poll_, [this](std::string_view conversation) { replies_.posted(conversation); }) {}

  void run(int rounds) {
    open();
    for (int round = 0; round < rounds; ++round) {
      std::fprintf(stderr, "round %d of %d\n", round + 1, rounds);
      add("Beast that checks the signature", *floor_load_, floor_, events(kQuick, false));
      add("  and keeps a durable row", *durable_load_, durable_, events(kQuick, false));
      add("event to its acknowledgement, replies off", *intake_load_, *intake_, events(kQuick, false));
      add("health check", *load_, *service_, health_checks());
      add("slash command, search included", *load_, *service_, commands());
      add("event to its acknowledgement, replies leaving", *load_, *service_, events(kReplies, false));
      settle();
      auto open_replies = events(kReplies, true);
      open_replies.most_open = kConnections;
      add("event to its reply, 64 at a time", *load_, *service_, open_replies);
      auto paced = events(static_cast<std::size_t>(kPace * 5), true);
      paced.per_second = kPace;
      add("event to its reply, 200 a second", *load_, *service_, paced);
    }
    print(lines_);
    if (something_is_missing()) std::printf("\nwhat the service counted:\n%s\n", figures().c_str());
    std::printf("\nresident memory: %.1f MB after start, %.1f MB at the end; start to first answer: %.0f ms\n",
                at_start_, service_->resident_mb(), first_answer_);
  }

 private:
  void open() {
    stay_on_core(1);
    floor_load_ = std::make_unique<Load>(poll_, port_of(floor_), kConnections);
    durable_load_ = std::make_unique<Load>(poll_, port_of(durable_), kConnections);
    intake_ = std::make_unique<Process>(std::vector<std::string>{self_, "intake", folder_.path(), slack_.url()},
                                        std::map<std::string, std::string>{}, folder_.path());
    intake_load_ = std::make_unique<Load>(poll_, port_of(*intake_), kConnections);
    start_service();
    load_ = std::make_unique<Load>(poll_, service_port_, kConnections);
    // Each person once, so that nobody is new any more.
    (void)measured(poll_, *load_, replies_, *service_, warm_up());
  }
  static std::uint16_t port_of(const Process& server) {
    return static_cast<std::uint16_t>(std::atoi(server.first_line().c_str()));
  }
  void start_service() {
    const auto begin = Steady::now();
    service_port_ = free_port();
    service_ = std::make_unique<Process>(std::vector<std::string>{SERVICE, "serve"},
                                         environment(service_port_, slack_.url()), folder_.path(), folder_ / "log");
    for (int socket = -1; (socket = connected(service_port_)) < 0; std::this_thread::sleep_for(1ms)) {
      if (service_->alive() && Steady::now() - begin < 20s) continue;
      std::fputs("wegwijzer-bench: the service does not start\n", stderr);
      std::exit(2);
    }
    Load first(poll_, service_port_, 1);
    at_start_ = service_->resident_mb();
    (void)measured(poll_, first, replies_, *service_, {{requests_.command()}, {}, 0, 0});
    first_answer_ = std::chrono::duration<double, std::milli>(Steady::now() - begin).count();
  }
  void add(const std::string& name, Load& load, const Process& server, const Task& task) {
    auto line = std::find_if(lines_.begin(), lines_.end(), [&](const Line& one) { return one.name == name; });
    if (line == lines_.end()) line = lines_.insert(lines_.end(), {name, {}});
    line->rounds.push_back(measured(poll_, load, replies_, server, task));
  }
  /// Waits until the service has nothing left to do.
  void settle() {
    for (double before = -1;;) {
      for (const auto until = Steady::now() + 500ms; Steady::now() < until;) poll_.turn(10);
      const double now = service_->processor_seconds();
      if (before >= 0 && now - before < 0.02) return;
      before = now;
    }
  }
  [[nodiscard]] bool something_is_missing() const {
    return std::any_of(lines_.begin(), lines_.end(), [](const Line& line) {
      return std::any_of(line.rounds.begin(), line.rounds.end(), [](const Stretch& one) { return one.missing > 0; });
    });
  }
  /// The service's /metrics without the explanations, what it called, and what it logged.
  [[nodiscard]] std::string figures() const {
    const int socket = connected(service_port_);
    constexpr std::string_view kAsk = "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    if (socket < 0 || ::send(socket, kAsk.data(), kAsk.size(), MSG_NOSIGNAL) < 0) return "it does not answer";
    std::string all, lines;
    char bytes[16 * 1024];
    for (ssize_t size = 0; (size = ::recv(socket, bytes, sizeof bytes, 0)) > 0;)
      all.append(bytes, static_cast<std::size_t>(size));
    ::close(socket);
    std::istringstream text(all);
    for (std::string line; std::getline(text, line);)
      if (line.starts_with("wegwijzer_") && line.find("_bucket") == std::string::npos) lines += line + "\n";
    for (const auto& [method, times] : slack_.asked())
      lines += "asked for " + method + ": " + std::to_string(times) + "\n";
    std::ifstream log(folder_ / "log");
    for (std::string line; std::getline(log, line);) lines += line + "\n";
    return lines;
  }
  static Task health_checks() {
    return {std::vector<std::string>(kQuick, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"), {}, 0, 0};
  }
  Task commands() {
    Task task;
    for (std::size_t i = 0; i < kCommands; ++i) task.requests.push_back(requests_.command());
    return task;
  }
  Task events(std::size_t count, bool replies) {
    Task task;
    for (std::size_t i = 0; i < count; ++i) {
      const int person = next_person_++ % kPeople;
      task.requests.push_back(requests_.event(person));
      if (replies) task.conversations.push_back(Requests::conversation(person));
    }
    return task;
  }
  Task warm_up() {
    auto task = events(kPeople, true);
    task.most_open = kConnections;
    return task;
  }

  const std::string self_;
  Folder folder_;
  Poll poll_;
  Requests requests_;
  Replies replies_;
  Process floor_;
  Process durable_;
  FakeSlack slack_;
  std::unique_ptr<Process> intake_;
  std::unique_ptr<Process> service_;
  std::uint16_t service_port_ = 0;
  std::unique_ptr<Load> floor_load_, durable_load_, intake_load_, load_;
  std::vector<Line> lines_;
  int next_person_ = 0;
  double at_start_ = 0;
  double first_answer_ = 0;
};

}  // namespace

int main(int count, char** words) {
  if (count == 3 && std::strcmp(words[1], "floor") == 0) serve_floor(words[2]);
  if (count == 4 && std::strcmp(words[1], "intake") == 0) serve_intake(words[2], words[3]);
  Bench(std::filesystem::canonical("/proc/self/exe").string()).run(count > 1 ? std::atoi(words[1]) : 5);
  return 0;
}
