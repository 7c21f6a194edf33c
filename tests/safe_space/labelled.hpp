#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "safe_space/recognition.hpp"

namespace wegwijzer::safe_space {

/// The signals that are shipped; read once for all tests.
inline const Signals& shipped_signals() {
  static const Signals signals = [] {
    const std::vector<std::filesystem::path> directories{CONTENT};
    auto read = Signals::load(directories);
    EXPECT_TRUE(read) << to_text(read.error());
    return std::move(*read);
  }();
  return signals;
}

/// A sentence with what it should be taken for: crisis, safespace, info or none.
struct Labelled {
  std::string text;
  std::string language;
  std::string expected;
};

inline std::vector<Labelled> labelled(const std::string& file) {
  std::ifstream in(std::string(TEST_DATA) + "/" + file);
  std::vector<Labelled> all;
  for (std::string line; std::getline(in, line);) {
    const auto read = nlohmann::json::parse(line);
    all.push_back({read["text"], read["lang"], read["expect"]});
  }
  return all;
}

/// How often each label was taken for what.
class Confusion {
 public:
  void add(const std::string& expected, const std::string& found) { ++counts_[expected][found]; }
  [[nodiscard]] int of(const std::string& expected) const {
    int sum = 0;
    for (const auto& [found, count] : row(expected)) sum += count;
    return sum;
  }
  [[nodiscard]] int count(const std::string& expected, const std::string& found) const {
    const auto one = row(expected).find(found);
    return one == row(expected).end() ? 0 : one->second;
  }
  [[nodiscard]] double share(const std::string& expected, const std::string& found) const {
    return of(expected) == 0 ? 0 : static_cast<double>(count(expected, found)) / of(expected);
  }
  [[nodiscard]] std::string table() const {
    std::string text;
    for (const auto& [expected, found] : counts_) {
      text += "\n  " + expected + ":";
      for (const auto& [need, count] : found) text += " " + need + " " + std::to_string(count);
    }
    return text;
  }

 private:
  [[nodiscard]] const std::map<std::string, int>& row(const std::string& expected) const {
    static const std::map<std::string, int> nothing;
    const auto found = counts_.find(expected);
    return found == counts_.end() ? nothing : found->second;
  }
  std::map<std::string, std::map<std::string, int>> counts_;
};

}  // namespace wegwijzer::safe_space
