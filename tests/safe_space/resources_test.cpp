#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "safe_space/cards.hpp"
#include "safe_space/resources.hpp"
#include "safe_space/safe_space.hpp"

namespace wegwijzer::safe_space {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::sys_days kToday = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25};

Resources shipped() {
  Guide guide({CONTENT}, {});
  EXPECT_TRUE(guide.reload());
  return *guide.resources();
}

std::string fault(const std::string& yaml) {
  Resources resources;
  const auto read = read_resources("help.yaml", yaml, resources);
  return read ? "" : to_text(read.error());
}

TEST(Resources, hold_the_lines_that_a_card_needs) {
  const auto resources = shipped();
  const auto number = [&](std::string_view id) { return resources.find(id)->number; };
  EXPECT_EQ(number("emergency"), "112");
  EXPECT_EQ(number("suicide"), "113");
  EXPECT_EQ(number("home_violence"), "0800-2000");
  EXPECT_EQ(number("sexual_violence"), "0800-0188");
  EXPECT_EQ(number("listening"), "088-0767 000");
  EXPECT_EQ(phone_link("088-0767 000"), "tel:0880767000");
}

TEST(Resources, are_proposals_until_the_deployer_confirms_them) {
  auto resources = shipped();
  for (const auto& line : resources.lines) EXPECT_EQ(resources.trust(line, kToday), Trust::proposed) << line.id;
  ASSERT_TRUE(read_resources("own.yaml",
                             "valid_for: 90d\n"
                             "lines:\n"
                             "  - {id: emergency, verified_by: coordinator, verified_on: 2026-10-01}\n"
                             "  - {id: suicide, verified_by: coordinator, verified_on: 2026-08-01}\n"
                             "  - {id: listening, verified_by: coordinator}\n",
                             resources));
  EXPECT_EQ(resources.trust(*resources.find("emergency"), kToday), Trust::confirmed);
  EXPECT_EQ(resources.find("emergency")->number, "112") << "what is not named stays";
  EXPECT_EQ(resources.trust(*resources.find("suicide"), kToday), Trust::overdue);
  EXPECT_EQ(resources.trust(*resources.find("listening"), kToday), Trust::proposed) << "without a date";
}

TEST(Resources, show_the_deployers_own_people_first_and_an_overdue_line_with_its_date) {
  const auto texts = own_texts();
  auto resources = shipped();
  Maker maker{texts, resources, Language::nl, "web", kToday};
  EXPECT_THAT(model::plain_text(routes(maker)), HasSubstr("De vertrouwenspersoon van je organisatie"));
  ASSERT_TRUE(read_resources("own.yaml",
                             "lines:\n"
                             "  - id: adviser\n"
                             "    name: {nl: Vertrouwenspersoon, en: Confidential adviser}\n"
                             "    number: 010-123 45 67\n"
                             "    inside: true\n"
                             "  - {id: bhv, name: Bhv, number: \"8888\", inside: true}\n"
                             "  - {id: listening, verified_by: coordinator, verified_on: 2026-05-03}\n",
                             resources));
  const auto said = model::plain_text(routes(maker));
  EXPECT_THAT(said, HasSubstr("Vertrouwenspersoon: 010-123 45 67"));
  EXPECT_THAT(said, Not(HasSubstr("De vertrouwenspersoon van je organisatie")));
  EXPECT_THAT(said, Not(HasSubstr("8888"))) << "the in-house emergency number is for accidents";
  EXPECT_THAT(said, HasSubstr("nagekeken op 03-05-2026"));
  Recognition accident;
  accident.need = Need::crisis;
  accident.cause = Cause::accident;
  EXPECT_EQ(model::plain_text(crisis_card(maker, accident, Length::whole)), "Bel nu 112.\n\nBel daarna de bhv: 8888.");
}

TEST(Resources, name_file_and_line_of_what_is_wrong) {
  EXPECT_EQ(fault("- a\n"), "help.yaml:1: a file of help lines is a map");
  EXPECT_EQ(fault("lines:\n  - {name: x}\n"), "help.yaml:2: a help line is a map with an id");
  EXPECT_EQ(fault("lines:\n  - id: x\n    name: X\n    numbre: 1\n"),
            "help.yaml:4: 'numbre' is nothing that a help line has");
  EXPECT_EQ(fault("lines:\n  - id: x\n    name: {nl: X}\n    number: 1\n"),
            "help.yaml:2: 'x' needs a name in both languages");
  EXPECT_EQ(fault("lines:\n  - id: x\n    name: X\n"), "help.yaml:2: 'x' needs a number or an address");
  EXPECT_EQ(fault("lines:\n  - id: x\n    name: X\n    url: http://x.nl\n"),
            "help.yaml:4: an address starts with https://");
  EXPECT_EQ(fault("lines:\n  - id: x\n    name: X\n    number: 1\n    verified_on: 3 May\n"),
            "help.yaml:5: a date is written 2026-11-25");
  EXPECT_EQ(fault("valid_for: long\n"), "help.yaml:1: valid_for is a number of days such as 90d");
  EXPECT_THAT(fault("lines: [\n"), HasSubstr("help.yaml:"));
}

TEST(Resources, without_a_number_for_the_card_nothing_is_taken_into_use) {
  const auto own = std::filesystem::temp_directory_path() / "wegwijzer-help-without-112.yaml";
  std::ofstream(own) << "lines:\n  - {id: emergency, number: \"\", url: https://112.nl}\n";
  Guide guide({CONTENT}, own);
  const auto read = guide.reload();
  ASSERT_FALSE(read);
  EXPECT_THAT(to_text(read.error().front()), HasSubstr("'emergency' has no number"));
  EXPECT_EQ(guide.resources(), nullptr);
  std::filesystem::remove(own);
}

}  // namespace
}  // namespace wegwijzer::safe_space
