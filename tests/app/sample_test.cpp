#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "app/settings.hpp"

namespace wegwijzer::app {
namespace {

/// A default as it is written in a settings file.
std::string written(const Setting& setting) {
  const std::string value(setting.standard);
  if (setting.type == Type::number || setting.type == Type::boolean) return value;
  if (setting.type != Type::list) return "\"" + value + "\"";
  std::string items;
  std::stringstream in(value);
  for (std::string item; std::getline(in, item, ',');)
    items += (items.empty() ? "\"" : ", \"") + item.substr(item.find_first_not_of(' ')) + "\"";
  return "[" + items + "]";
}

/// deploy/wegwijzer.toml as the list of settings makes it.
std::string sample() {
  std::string text =
      "# Settings of Wegwijzer. Every key stands here with its default; take away the '#' to change one.\n"
      "# A variable wins over this file: slack.api_url is WEGWIJZER_SLACK_API_URL. A secret is safest in a file of "
      "its\n"
      "# own, mode 0600: slack.bot_token_file = \"/etc/wegwijzer/bot_token\" here, or WEGWIJZER_SLACK_BOT_TOKEN_FILE.\n"
      "# `wegwijzer config check FILE` checks this file, `wegwijzer config show` says where each value came from.\n";
  std::string section;
  for (const auto& setting : all_settings()) {
    const auto dot = setting.key.find('.');
    if (const auto own = setting.key.substr(0, dot); own != section) {
      section = own;
      text += "\n[" + section + "]\n";
    }
    text += "# " + std::string(setting.help) + "\n#" + std::string(setting.key.substr(dot + 1)) + " = " +
            written(setting) + "\n";
  }
  return text;
}

TEST(SampleFile, has_every_setting_with_its_default_and_a_line_of_explanation) {
  std::ifstream in(DEPLOY "/wegwijzer.toml");
  std::stringstream content;
  content << in.rdbuf();
  EXPECT_EQ(content.str(), sample());
}

TEST(SampleFile, is_a_settings_file_that_changes_nothing) {
  Sources sources;
  sources.file = DEPLOY "/wegwijzer.toml";
  const auto settings = Settings::load(sources);
  ASSERT_TRUE(settings);
  for (const auto& setting : all_settings()) EXPECT_FALSE(settings->given(setting.key)) << setting.key;
}

TEST(SampleFile, stays_right_with_every_line_switched_on) {
  std::string text = sample();
  for (std::size_t at = 0; (at = text.find("\n#", at)) != std::string::npos; ++at)
    if (text[at + 2] != ' ') text.erase(at + 1, 1);
  const std::string file = ::testing::TempDir() + "sample-on.toml";
  std::ofstream(file) << text;
  Sources sources;
  sources.file = file;
  const auto settings = Settings::load(sources);
  ASSERT_TRUE(settings) << to_text(settings.error().front());
  for (const auto& setting : all_settings()) EXPECT_TRUE(settings->given(setting.key)) << setting.key;
}

}  // namespace
}  // namespace wegwijzer::app
