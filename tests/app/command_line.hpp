#pragma once
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "fakes/process.hpp"
#include "folder.hpp"

namespace wegwijzer::app {

/// The program run in a folder of its own, without any variable but those given.
class CommandLine : public ::testing::Test {
 protected:
  fakes::Ran wegwijzer(std::vector<std::string> arguments, const std::string& input = "",
                       fakes::Variables variables = {}) const {
    fakes::Process::Start start;
    start.program = WEGWIJZER;
    start.arguments = std::move(arguments);
    start.variables = std::move(variables);
    start.input = input;
    start.folder = folder.path("");
    return fakes::ran(start);
  }
  fakes::Ran in_dutch(std::vector<std::string> arguments) const {
    return wegwijzer(std::move(arguments), "", {{"LANG", "nl_NL.UTF-8"}});
  }
  static std::vector<std::string> words(std::string_view name) {
    std::vector<std::string> list;
    std::stringstream in{std::string(name)};
    for (std::string word; in >> word;) list.push_back(word);
    return list;
  }
  static std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> list;
    std::stringstream in(text);
    for (std::string line; std::getline(in, line);) list.push_back(line);
    return list;
  }
  Folder folder;
};

}  // namespace wegwijzer::app
