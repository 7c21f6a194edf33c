#include "base/log.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace wegwijzer {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

/// The lines that `work` writes.
std::vector<std::string> lines_of(const std::function<void()>& work) {
  testing::internal::CaptureStdout();
  work();
  std::vector<std::string> lines;
  std::istringstream written(testing::internal::GetCapturedStdout());
  for (std::string line; std::getline(written, line);) lines.push_back(line);
  return lines;
}

TEST(Log, writes_one_json_object_a_line_with_time_level_event_and_fields) {
  RequestId id;
  id.bytes[0] = 0xAB;
  const auto lines = lines_of([&] {
    log::warn("courier.again", {{"request", id}, {"attempt", 2}, {"waited", 340ms}, {"channel", Word("slack")}});
  });
  ASSERT_EQ(lines.size(), 1U);
  const auto line = json::parse(lines[0]);
  EXPECT_EQ(line["level"], "warn");
  EXPECT_EQ(line["event"], "courier.again");
  EXPECT_EQ(line["request"], "ab000000000000000000000000000000");
  EXPECT_EQ(line["attempt"], 2);
  EXPECT_EQ(line["waited"], 340);
  EXPECT_EQ(line["channel"], "slack");
  const auto at = line["ts"].get<std::string>();
  EXPECT_EQ(at.size(), std::string("2026-11-25T18:00:00.000Z").size());
  EXPECT_EQ(at.back(), 'Z');
}

TEST(Log, escapes_the_name_of_a_file_so_that_a_line_stays_a_line) {
  const auto lines = lines_of([] { log::error("settings.wrong", {{"place", FilePlace{"a\"b\nc\xFF:3"}}}); });
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(json::parse(lines[0])["place"], "a\"b\nc\xEF\xBF\xBD:3");
}

TEST(Log, leaves_out_what_is_below_its_level) {
  log::set_level(log::Level::warn);
  EXPECT_TRUE(lines_of([] { log::info("x"); }).empty());
  EXPECT_EQ(lines_of([] { log::error("x"); }).size(), 1U);
  log::set_level(log::Level::off);
  EXPECT_TRUE(lines_of([] { log::error("x"); }).empty());
  log::set_level(log::Level::info);
}

}  // namespace
}  // namespace wegwijzer
