#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "http/form.hpp"
#include "slack/house.hpp"
#include "slack/oauth.hpp"
#include "slack/schema.hpp"

namespace wegwijzer::slack {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kFolder = std::string(DOCS) + "/../deploy/slack/";

json from_yaml(const YAML::Node& node) {
  if (node.IsMap()) {
    json object = json::object();
    for (const auto& one : node) object[one.first.as<std::string>()] = from_yaml(one.second);
    return object;
  }
  if (node.IsSequence()) {
    json array = json::array();
    for (const auto& one : node) array.push_back(from_yaml(one));
    return array;
  }
  const auto text = node.as<std::string>();
  if (node.Tag() == "!") return text;  // in quotes
  if (text == "true" || text == "false") return text == "true";
  if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos) return std::stoi(text);
  return text;
}

/// What deploy/slack/manifest prints, and the status it ends with.
std::pair<std::string, int> printed(const std::string& arguments) {
  const std::string command = "'" + kFolder + "manifest' " + arguments + " 2>/dev/null";
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const auto size = fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), size);
  return {text, WEXITSTATUS(pclose(pipe))};
}

json manifest(const std::string& arguments) {
  return from_yaml(YAML::Load(printed(arguments).first));
}

Schema schema() {
  return Schema(json::parse(std::ifstream(std::string(TEST_DATA) + "/slack-schema/manifest.schema.2.0.0.json")));
}

TEST(Manifest, fits_slacks_schema_in_every_form) {
  for (const std::string arguments : {"chat.example.org", "--several chat.example.org", "--first chat.example.org",
                                      "--several --first https://chat.example.org/"})
    EXPECT_THAT(schema().faults(manifest(arguments)), IsEmpty()) << arguments;
}

TEST(Manifest, would_not_fit_with_something_wrong) {
  auto wrong = manifest("chat.example.org");
  wrong["display_information"]["name"] = std::string(36, 'x');
  EXPECT_FALSE(schema().faults(wrong).empty());
  wrong = manifest("chat.example.org");
  wrong["features"]["slash_commands"][0]["command"] = "wegwijzer";
  EXPECT_FALSE(schema().faults(wrong).empty());
  wrong = manifest("chat.example.org");
  wrong["features"].erase("bot_user");
  wrong["features"]["bot_users"] = 1;
  EXPECT_FALSE(schema().faults(wrong).empty());
}

TEST(Manifest, asks_for_the_least_scopes_the_same_as_installing_does) {
  const auto scopes = manifest("chat.example.org")["oauth_config"]["scopes"];
  EXPECT_EQ(scopes.size(), 1U) << "none of a person's own";
  EXPECT_EQ(scopes["bot"].get<std::vector<std::string>>(),
            std::vector<std::string>(wanted_scopes().begin(), wanted_scopes().end()));
}

TEST(Manifest, names_one_address_for_everything) {
  const auto one = manifest("chat.example.org");
  const std::string address = "https://chat.example.org/slack/events";
  EXPECT_EQ(one["settings"]["event_subscriptions"]["request_url"], address);
  EXPECT_EQ(one["settings"]["interactivity"]["request_url"], address);
  EXPECT_EQ(one["settings"]["interactivity"]["message_menu_options_url"], address);
  EXPECT_EQ(one["features"]["slash_commands"][0]["url"], address);
  EXPECT_EQ(one["features"]["slash_commands"][0]["should_escape"], true);
  EXPECT_FALSE(one["oauth_config"].contains("redirect_urls"));
  EXPECT_EQ(manifest("--several chat.example.org")["oauth_config"]["redirect_urls"][0],
            "https://chat.example.org/slack/oauth_redirect");
  EXPECT_FALSE(manifest("--first chat.example.org")["settings"].contains("event_subscriptions"));
}

TEST(Manifest, lets_people_write_to_it) {
  const auto home = manifest("chat.example.org")["features"]["app_home"];
  EXPECT_EQ(home["messages_tab_enabled"], true);
  EXPECT_EQ(home["messages_tab_read_only_enabled"], false);
  EXPECT_EQ(home["home_tab_enabled"], true);
}

TEST(Manifest, reads_no_channels) {
  const auto events = manifest("chat.example.org")["settings"]["event_subscriptions"]["bot_events"];
  for (const auto* channel : {"message.channels", "message.groups", "message.mpim"})
    EXPECT_EQ(std::find(events.begin(), events.end(), channel), events.end()) << channel;
}

TEST(Manifest, comes_as_a_link_that_holds_it_whole) {
  const auto link = printed("--link chat.example.org").first;
  EXPECT_THAT(link, testing::StartsWith("https://api.slack.com/apps?new_app=1&manifest_yaml="));
  const http::Form query(std::string_view(link).substr(link.find('?') + 1, link.size() - link.find('?') - 2));
  EXPECT_EQ(from_yaml(YAML::Load(std::string(query.value("manifest_yaml")))), manifest("chat.example.org"));
}

TEST(Manifest, is_not_made_for_what_is_no_address) {
  for (const std::string wrong : {"", "'a b'", "'a|b'", "--wat x", "http://x.example"})
    EXPECT_EQ(printed(wrong).second, 2) << wrong;
}

}  // namespace
}  // namespace wegwijzer::slack
