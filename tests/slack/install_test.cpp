#include "slack/install.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/form.hpp"
#include "slack/house.hpp"

namespace wegwijzer::slack {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Slack's Web API on a port of this machine.
class FakeSlack {
 public:
  FakeSlack() {
    server_.Post("/api/oauth.v2.access", [this](const httplib::Request& request, httplib::Response& response) {
      const std::lock_guard lock(mutex_);
      exchanges_.push_back(request.body);
      authorization_ = request.get_header_value("Authorization");
      response.set_content(oauth, "application/json");
    });
    server_.Post("/api/auth.test", [](const httplib::Request&, httplib::Response& response) {
      response.set_content(example("answer-auth.test.json"), "application/json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~FakeSlack() {
    server_.stop();
    thread_.join();
  }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/api/"; }
  [[nodiscard]] std::vector<std::string> exchanges() {
    const std::lock_guard lock(mutex_);
    return exchanges_;
  }
  [[nodiscard]] std::string authorization() {
    const std::lock_guard lock(mutex_);
    return authorization_;
  }
  std::string oauth = example("answer-oauth.v2.access.json");

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  std::mutex mutex_;
  std::vector<std::string> exchanges_;
  std::string authorization_;
};

class Installing : public testing::Test {
 protected:
  static Options options(const FakeSlack& slack) {
    auto made = House::standard();
    made.bot_token = nullptr;
    made.client_id = "123.456";
    made.client_secret = share("client-secret");
    made.api_url = slack.url();
    return made;
  }
  http::Response get(const std::string& path, const std::string& query, const std::string& cookie = "") {
    http::Request request;
    request.path = path;
    request.query = query;
    request.headers = {{"Accept-Language", "en-GB,en"}};
    if (!cookie.empty()) request.headers.emplace_back("Cookie", "other=1; " + cookie);
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<http::Response> answer;
    house.router.serve(std::move(request), http::Responder([&](http::Response given) {
                         const std::lock_guard lock(mutex);
                         answer = std::move(given);
                         answered.notify_all();
                       }));
    std::unique_lock lock(mutex);
    EXPECT_TRUE(answered.wait_for(lock, std::chrono::seconds(10), [&] { return answer.has_value(); }));
    return answer.value_or(http::Response::empty(0));
  }
  static std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return "";
  }
  struct Begun {
    std::string state;
    std::string cookie;
    http::Response response;
  };
  Begun begin() {
    Begun begun;
    begun.response = get("/slack/install", "");
    const auto location = header(begun.response, "Location");
    begun.state = http::Form(location.substr(location.find('?') + 1)).value("state");
    const auto cookie = header(begun.response, "Set-Cookie");
    begun.cookie = cookie.substr(0, cookie.find(';'));
    return begun;
  }
  http::Response come_back(const Begun& begun, const std::string& more = "code=abc") {
    return get("/slack/oauth_redirect", more + "&state=" + http::url_encoded(begun.state), begun.cookie);
  }

  FakeSlack slack;
  House house{options(slack), http::Client::make(4)};
};

TEST_F(Installing, begins_at_slack_with_the_least_scopes_and_a_state) {
  const auto begun = begin();
  EXPECT_EQ(begun.response.status, 302);
  const auto location = header(begun.response, "Location");
  EXPECT_THAT(location, testing::StartsWith("https://slack.com/oauth/v2/authorize?"));
  const http::Form query(location.substr(location.find('?') + 1));
  EXPECT_EQ(query.value("client_id"), "123.456");
  EXPECT_EQ(query.value("scope"), "app_mentions:read,chat:write,commands,im:history,im:write,users:read");
  EXPECT_EQ(query.value("user_scope"), "");
  EXPECT_EQ(query.value("redirect_uri"), "https://wegwijzer.example/slack/oauth_redirect");
  const auto cookie = header(begun.response, "Set-Cookie");
  for (const auto* part : {"__Host-", "Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"})
    EXPECT_THAT(cookie, HasSubstr(part));
  EXPECT_NE(begin().state, begun.state);
}

TEST_F(Installing, exchanges_the_code_by_basic_and_uses_that_workspaces_token) {
  const auto page = come_back(begin());
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Done. Wegwijzer is installed."));
  EXPECT_THAT(page.body, HasSubstr("https://slack.com/app_redirect?app=A0WEGWIJZER&amp;team=T0WEGWIJZER"));
  ASSERT_EQ(slack.exchanges().size(), 1U);
  EXPECT_EQ(slack.exchanges()[0], "code=abc&redirect_uri=https%3A%2F%2Fwegwijzer.example%2Fslack%2Foauth_redirect");
  EXPECT_EQ(slack.authorization(), "Basic MTIzLjQ1NjpjbGllbnQtc2VjcmV0");
  EXPECT_EQ(reveal(house.channel->token("T0WEGWIJZER")), "Bearer xoxb-0-example");
  EXPECT_FALSE(house.channel->token("T0ANDERS"));
}

TEST_F(Installing, keeps_the_token_sealed_and_over_a_restart) {
  come_back(begin());
  house.build(options(slack));
  EXPECT_EQ(reveal(house.channel->token("T0WEGWIJZER")), "Bearer xoxb-0-example");
  ASSERT_TRUE(house.connection->checkpoint(store::Connection::Checkpoint::truncate));
  std::ifstream file(house.folder + "/db", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  EXPECT_THAT(bytes, HasSubstr("T0WEGWIJZER"));
  EXPECT_THAT(bytes, Not(HasSubstr("xoxb-0-example")));
}

TEST_F(Installing, refuses_a_state_that_is_missing_strange_used_or_old) {
  const auto begun = begin();
  EXPECT_EQ(get("/slack/oauth_redirect", "code=abc", begun.cookie).status, 400);
  EXPECT_EQ(get("/slack/oauth_redirect", "", "").status, 400);
  EXPECT_EQ(come_back({begun.state, "", {}}).status, 400) << "another browser";
  EXPECT_EQ(come_back({begun.state, begin().cookie, {}}).status, 400) << "another browser's cookie";
  auto forged = begun;
  forged.state[30] = forged.state[30] == '1' ? '2' : '1';
  EXPECT_EQ(come_back(forged).status, 400);
  EXPECT_TRUE(slack.exchanges().empty());

  EXPECT_EQ(come_back(begun).status, 200);
  EXPECT_EQ(come_back(begun).status, 400) << "once";
  const auto old = begin();
  house.clock.at += std::chrono::minutes(11);
  EXPECT_EQ(come_back(old).status, 400);
  EXPECT_EQ(slack.exchanges().size(), 1U);
}

TEST_F(Installing, remembers_a_thousand_used_states_and_no_more) {
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(come_back(begin(), "error=access_denied").status, 200);
  EXPECT_EQ(come_back(begin()).status, 400);
  house.clock.at += std::chrono::minutes(11);
  EXPECT_EQ(come_back(begin()).status, 200);
}

TEST_F(Installing, takes_no_for_an_answer) {
  const auto page = come_back(begin(), "error=access_denied");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("You did not give permission. Nothing was installed."));
  EXPECT_TRUE(slack.exchanges().empty());
}

TEST_F(Installing, covers_a_whole_organisation) {
  slack.oauth = example("answer-oauth.v2.access-enterprise.json");
  const auto page = come_back(begin());
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body,
              HasSubstr("https://app.slack.com/manage/E0ORG/integrations/profile/A0WEGWIJZER/workspaces/add"));
  EXPECT_EQ(reveal(house.channel->token("E0ORG")), "Bearer xoxb-0-example");
}

TEST_F(Installing, says_plainly_that_slack_refused) {
  for (const auto* error : {"invalid_code", "bad_redirect_uri", "bad_client_secret"}) {
    slack.oauth = std::string(R"({"ok":false,"error":")") + error + "\"}";
    const auto page = come_back(begin());
    EXPECT_EQ(page.status, 400);
    EXPECT_THAT(page.body, HasSubstr("Slack refused the installation."));
  }
  slack.oauth = "<html>";
  EXPECT_EQ(come_back(begin()).status, 502);
  EXPECT_FALSE(house.channel->token("T0WEGWIJZER"));
}

TEST_F(Installing, says_which_permissions_are_missing_something) {
  slack.oauth = example("answer-oauth.v2.access-rotation.json");
  EXPECT_THAT(come_back(begin()).body, HasSubstr("Not all permissions were given"));
}

TEST_F(Installing, that_cannot_be_stored_is_not_done) {
  house.door->broken = true;
  EXPECT_EQ(come_back(begin()).status, 503);
  EXPECT_FALSE(house.channel->token("T0WEGWIJZER"));
}

TEST_F(Installing, starts_anew_after_it_was_removed) {
  come_back(begin());
  house.post("event-app_uninstalled.json");
  EXPECT_FALSE(house.channel->token("T0WEGWIJZER"));
  come_back(begin());
  EXPECT_EQ(reveal(house.channel->token("T0WEGWIJZER")), "Bearer xoxb-0-example");
}

TEST_F(Installing, needs_an_address_to_come_back_to) {
  auto without = options(slack);
  without.public_url = "";
  house.build(without);
  EXPECT_EQ(get("/slack/install", "").status, 503);
}

TEST(Install, is_not_there_without_client_id_and_secret) {
  House house;
  http::Request request;
  request.path = "/slack/install";
  EXPECT_EQ(house.serve(std::move(request)).status, 404);
}

TEST(Renewal, happens_before_the_end_and_stores_the_pair_before_it_is_used) {
  auto options = House::standard();
  options.bot_token = nullptr;
  options.client_id = "123.456";
  options.client_secret = share("client-secret");
  House house(options);
  const InstallStore store(*house.vault);
  auto granted = granted_from(example("answer-oauth.v2.access-rotation.json"), house.clock.now());
  ASSERT_TRUE(granted.installation);
  ASSERT_TRUE(
      house.connection->write(house.clock.now(), [&](store::Tx& tx) { return store.keep(tx, *granted.installation); }));
  house.build(options);

  const std::string url = "https://slack.test/api/oauth.v2.access";
  EXPECT_EQ(reveal(house.channel->token("T0WEGWIJZER")), "Bearer xoxe.xoxb-1-example");
  EXPECT_EQ(house.client.count(url), 0U) << "it lives for twelve hours";
  house.clock.at += std::chrono::hours(11);
  (void)house.channel->token("T0WEGWIJZER");
  (void)house.channel->token("T0WEGWIJZER");
  ASSERT_EQ(house.client.count(url), 1U) << "one renewal at a time";
  EXPECT_EQ(reveal(house.client.sent.back().call.body), "grant_type=refresh_token&refresh_token=xoxe-1-example");

  std::string next = example("answer-oauth.v2.access-rotation.json");
  next.replace(next.find("xoxe.xoxb-1-example"), 19, "xoxe.xoxb-1-renewed");
  house.client.sent.back().done({http::Response::json(200, next), http::Lost::unknown});
  EXPECT_EQ(reveal(house.channel->token("T0WEGWIJZER")), "Bearer xoxe.xoxb-1-renewed");
  house.build(options);
  EXPECT_EQ(reveal(house.channel->token("T0WEGWIJZER")), "Bearer xoxe.xoxb-1-renewed") << "over a restart";
}

TEST(Renewal, is_asked_for_by_an_expired_token) {
  auto options = House::standard();
  options.bot_token = nullptr;
  options.client_id = "123.456";
  options.client_secret = share("client-secret");
  House house(options);
  const InstallStore store(*house.vault);
  auto granted = granted_from(example("answer-oauth.v2.access-rotation.json"), house.clock.now());
  ASSERT_TRUE(
      house.connection->write(house.clock.now(), [&](store::Tx& tx) { return store.keep(tx, *granted.installation); }));
  house.build(options);
  channel::Call call;
  call.installation = "T0WEGWIJZER";
  const auto verdict = house.channel->judge(call, http::Response::json(200, R"({"ok":false,"error":"token_expired"})"));
  EXPECT_TRUE(std::holds_alternative<channel::FreshToken>(verdict));
  EXPECT_EQ(house.client.count("https://slack.test/api/oauth.v2.access"), 1U);

  house.client.sent.back().done({http::Response::json(200, R"({"ok":false,"error":"invalid_refresh_token"})"), {}});
  const auto after = house.channel->judge(call, http::Response::json(200, R"({"ok":false,"error":"token_expired"})"));
  ASSERT_TRUE(std::holds_alternative<channel::Never>(after)) << "or it would ask every other second for days";
  EXPECT_TRUE(std::get<channel::Never>(after).installation_ended);
  EXPECT_EQ(house.client.count("https://slack.test/api/oauth.v2.access"), 1U);
}

TEST(Token, of_the_settings_is_for_its_own_workspace_only) {
  House house;
  EXPECT_EQ(reveal(house.channel->token("T0WEGWIJZER")), "Bearer xoxb-test");
  EXPECT_EQ(reveal(house.channel->token("")), "Bearer xoxb-test");
  house.client.answers["https://slack.test/api/auth.test"] = example("answer-auth.test.json");
  house.build(House::standard());
  EXPECT_EQ(reveal(house.channel->token("T0WEGWIJZER")), "Bearer xoxb-test");
  EXPECT_FALSE(house.channel->token("T0ANDERS"));
}

}  // namespace
}  // namespace wegwijzer::slack
