#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "fakes/process.hpp"

using namespace wegwijzer;

namespace {

constexpr std::string_view kBinary = "build/release/wegwijzer";

/// The lines of a document's ```sh blocks that run the binary, without their comments.
std::vector<std::string> commands_of(const std::string& document) {
  std::ifstream in(std::string(DOCS "/../") + document);
  std::vector<std::string> commands;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) inside = line == "```sh";
    if (inside && line.starts_with(kBinary)) commands.push_back(line.substr(0, line.find("  #")));
  }
  return commands;
}

class Readme : public testing::TestWithParam<const char*> {};

TEST_P(Readme, names_only_commands_that_work) {
  const auto commands = commands_of(GetParam());
  EXPECT_GE(commands.size(), 5U);
  for (const auto& command : commands) {
    const auto ran = fakes::ran({"/bin/sh", {"-c", WEGWIJZER + command.substr(kBinary.size())}, {}});
    EXPECT_EQ(ran.code, 0) << command << "\n" << ran.err;
    EXPECT_NE(ran.out, "") << command;
  }
}

TEST_P(Readme, shows_pictures_and_pages_that_exist) {
  std::ifstream in(std::string(DOCS "/../") + GetParam());
  std::stringstream text;
  text << in.rdbuf();
  const std::string page = text.str();
  for (std::size_t at = page.find("]("); at != std::string::npos; at = page.find("](", at + 1)) {
    const auto link = page.substr(at + 2, page.find(')', at) - at - 2);
    EXPECT_TRUE(std::filesystem::exists(std::string(DOCS "/../") + link)) << link;
  }
}

INSTANTIATE_TEST_SUITE_P(InBothLanguages, Readme, testing::Values("README.md", "README.nl.md"),
                         [](const auto& one) { return std::string(one.index == 0 ? "english" : "dutch"); });

}  // namespace
