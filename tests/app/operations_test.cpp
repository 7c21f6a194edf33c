#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sstream>

#include "app/operations.hpp"
#include "fakes/certificate.hpp"
#include "serve.hpp"

namespace wegwijzer {
namespace {

using namespace std::chrono_literals;
using fakes::until;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The datagrams that systemd would get.
class NotifySocket {
 public:
  explicit NotifySocket(const std::string& path) : socket_(socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    EXPECT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~NotifySocket() { close(socket_); }
  [[nodiscard]] bool hears(const std::string& wanted) const {
    return until([&] {
      char bytes[256];
      const auto size = recv(socket_, bytes, sizeof bytes, 0);
      return size > 0 && std::string(bytes, static_cast<std::size_t>(size)) == wanted;
    });
  }

 private:
  int socket_;
};

class Operating : public Serve {
 protected:
  fakes::Ran wegwijzer(std::vector<std::string> arguments, fakes::Variables more = {}) const {
    fakes::Process::Start start;
    start.program = WEGWIJZER;
    start.arguments = std::move(arguments);
    start.variables = options().variables;
    start.variables.merge(fakes::storage_in(folder.path("")));
    for (const auto& [name, value] : more) start.variables[name] = value;
    return fakes::ran(start);
  }
  static std::string file_content(const std::string& path) {
    std::ifstream in(path);
    std::stringstream content;
    content << in.rdbuf();
    return std::move(content).str();
  }
  /// What doctor says about one thing: "fault: …".
  std::string doctor_on(const std::string& name, const fakes::Variables& more = {}) const {
    const auto report = json::parse(wegwijzer({"doctor", "--json"}, more).out);
    for (const auto& check : report["checks"])
      if (check["name"] == name) return check["state"].get<std::string>() + ": " + check["what"].get<std::string>();
    return "not looked at";
  }
};

TEST(SecurityHeaders, ask_browsers_for_https_only_where_it_is_served) {
  const auto has_hsts = [](const http::Headers& headers) {
    return std::ranges::any_of(headers, [](const auto& one) { return one.first == "Strict-Transport-Security"; });
  };
  EXPECT_TRUE(has_hsts(app::security_headers(true)));
  EXPECT_FALSE(has_hsts(app::security_headers(false)));
}

TEST_F(Operating, systemd_hears_when_it_is_ready_and_when_it_stops) {
  const NotifySocket systemd(folder.path("notify"));
  auto with_socket = options();
  with_socket.variables["NOTIFY_SOCKET"] = folder.path("notify");
  fakes::Service service(with_socket);
  ASSERT_TRUE(service.started()) << service.log();
  EXPECT_TRUE(systemd.hears("READY=1"));
  EXPECT_EQ(stop(service), 0);
  EXPECT_TRUE(systemd.hears("STOPPING=1"));
}

TEST_F(Operating, leaves_no_core_and_takes_all_the_files_it_may_have) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  std::istringstream limits(file_content("/proc/" + std::to_string(service.process().id()) + "/limits"));
  for (std::string line; std::getline(limits, line);) {
    std::istringstream words(line.substr(26));
    std::string soft, hard;
    words >> soft >> hard;
    if (line.starts_with("Max core file size")) {
      EXPECT_EQ(soft, "0");
    }
    if (line.starts_with("Max open files")) {
      EXPECT_EQ(soft, hard);
    }
  }
}

TEST_F(Operating, a_second_signal_ends_it_at_once) {
  slack.answers_after(5s);
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  fakes::SlackSender sender(service.address());
  ASSERT_EQ(sender.event(fakes::direct_message("Ev1", "U0MEDEWERKER", "1764000000.000200", "Wat is een or?")).status,
            200);
  service.process().signal(SIGTERM);
  ASSERT_TRUE(until([&] { return service.log().find("service.stopping") != std::string::npos; }));
  service.process().signal(SIGTERM);
  EXPECT_NE(service.process().wait(2s), 0);
}

TEST_F(Operating, sighup_takes_the_log_level_and_refuses_a_broken_file_whole) {
  auto with_file = options();
  const auto file = folder.write("wegwijzer.toml", "[log]\nlevel = \"warn\"\n");
  with_file.arguments.insert(with_file.arguments.end(), {"--config", file});
  with_file.variables["WEGWIJZER_LOG_LEVEL"] = "info";
  write_own("De kaasfontein staat in de hal.");
  fakes::Service service(with_file);
  ASSERT_TRUE(service.started()) << service.log();
  folder.write("wegwijzer.toml", "[log]\nlevel = \"loud\"\n[server]\nthreads = 0\n");
  service.process().signal(SIGHUP);
  ASSERT_TRUE(until([&] { return service.log().find("reload.refused") != std::string::npos; }));
  int status = 0;
  EXPECT_THAT(readiness(service, status)["refused"].dump(), HasSubstr(file + ":4"));
  EXPECT_EQ(status, 200);
}

TEST_F(Operating, serves_https_by_itself_and_takes_a_new_certificate) {
  auto with_tls = options();
  const auto certificate = folder.path("chain.pem");
  const auto key = folder.path("key.pem");
  fakes::make_certificate(certificate, key, 1);
  with_tls.variables["WEGWIJZER_SERVER_TLS_CERTIFICATE"] = certificate;
  with_tls.variables["WEGWIJZER_SERVER_TLS_KEY"] = key;
  fakes::Service service(with_tls);
  ASSERT_TRUE(service.started()) << service.log();
  const auto address = "https://127.0.0.1:" + std::to_string(service.port());
  EXPECT_EQ(wegwijzer({"health", "--url", address}).code, 0);
  EXPECT_EQ(wegwijzer({"ask", "--server", address, "hallo"}).code, 0);
  fakes::make_certificate(certificate, key, 2);
  service.process().signal(SIGHUP);
  EXPECT_TRUE(until([&] { return service.log().find("reload.done") != std::string::npos; })) << service.log();
  EXPECT_EQ(wegwijzer({"health", "--url", address}).code, 0);
  std::ofstream(certificate) << "no certificate";
  service.process().signal(SIGHUP);
  EXPECT_TRUE(until([&] { return service.log().find("reload.refused") != std::string::npos; })) << service.log();
  EXPECT_EQ(wegwijzer({"health", "--url", address}).code, 0) << "the old one stays";
}

TEST_F(Operating, a_backup_is_made_beside_the_service_and_a_restore_refused) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  EXPECT_EQ(wegwijzer({"backup", folder.path("copy.db")}).code, 0);
  const auto restored = wegwijzer({"restore", "--yes", folder.path("copy.db")});
  EXPECT_EQ(restored.code, 1);
  EXPECT_THAT(restored.err, HasSubstr("stop it first"));
  EXPECT_EQ(wegwijzer({"migrate"}).code, 1);
  EXPECT_EQ(stop(service), 0);
  EXPECT_EQ(wegwijzer({"restore", "--yes", folder.path("copy.db")}).code, 0);
  fakes::Service again(options());
  EXPECT_TRUE(again.started()) << again.log();
}

TEST_F(Operating, doctor_finds_nothing_wrong_with_a_service_that_runs) {
  fakes::Service service(options());
  ASSERT_TRUE(service.started()) << service.log();
  for (const auto* part : {"database", "keys", "permissions", "disk", "knowledge", "inbox", "outbox", "slack"})
    EXPECT_THAT(doctor_on(part), testing::StartsWith("ok: ")) << part;
}

TEST_F(Operating, doctor_says_what_slack_refuses) {
  slack.grants("chat:write,commands");
  EXPECT_THAT(doctor_on("slack"),
              AllOf(testing::StartsWith("fault: "), HasSubstr("im:history"), Not(HasSubstr("chat:write"))));
  slack.refuses_with("invalid_auth");
  EXPECT_THAT(doctor_on("slack"), AllOf(testing::StartsWith("fault: "), HasSubstr("invalid_auth")));
  EXPECT_THAT(doctor_on("slack", {{"WEGWIJZER_SLACK_API_URL", "http://127.0.0.1:1/api/"}}),
              AllOf(testing::StartsWith("fault: "), HasSubstr("no answer")));
}

TEST_F(Operating, doctor_tells_what_was_given_up_and_why) {
  {
    fakes::Service service(options());
    ASSERT_TRUE(service.started()) << service.log();
    slack.refuses_with("channel_not_found");
    fakes::SlackSender sender(service.address());
    ASSERT_EQ(sender.event(fakes::direct_message("Ev1", "U0MEDEWERKER", "1764000000.000200", "Wat is een or?")).status,
              200);
    ASSERT_TRUE(until([&] {
      return fakes::get(service.address() + "/metrics").body.find("wegwijzer_given_up_total 1") != std::string::npos;
    }));
    EXPECT_EQ(stop(service), 0);
  }
  EXPECT_THAT(wegwijzer({"doctor"}).out, HasSubstr("channel_not_found"));
}

TEST_F(Operating, doctor_asks_for_the_key_store_that_belongs_to_the_data) {
  {
    fakes::Service service(options());
    ASSERT_TRUE(service.started()) << service.log();
    EXPECT_EQ(stop(service), 0);
  }
  std::filesystem::remove_all(folder.path("keys/keys.db"));
  EXPECT_THAT(doctor_on("keys"), AllOf(testing::StartsWith("fault: "), HasSubstr("keys.db")));
}

}  // namespace
}  // namespace wegwijzer
