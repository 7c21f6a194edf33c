#include "referral/table.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace wegwijzer::referral;
using enum State;

namespace {

const Rule* rule(State state, Event event, const Facts& facts = {}) {
  return next(rules(), state, event, facts);
}

TEST(ReferralTable, is_the_one_that_the_documentation_shows) {
  std::ifstream in(DOCS "/referral.md");
  std::stringstream text;
  text << in.rdbuf();
  EXPECT_NE(text.str().find(to_markdown(rules())), std::string::npos) << to_markdown(rules());
}

TEST(ReferralTable, has_no_rule_that_can_never_be_reached) {
  const auto all = rules();
  for (std::size_t later = 0; later < all.size(); ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier)
      for (int state = 0; state < 10; ++state) {
        const bool both =
            all[earlier].from.has(static_cast<State>(state)) && all[later].from.has(static_cast<State>(state));
        EXPECT_FALSE(both && all[earlier].event == all[later].event && all[earlier].condition.empty())
            << all[later].number << " after " << all[earlier].number;
      }
}

TEST(ReferralTable, lets_the_requester_stop_in_every_open_state) {
  for (const State state : {requested, offered, accepted, active, escalated}) {
    const auto* found = rule(state, Event::withdraw);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->next, withdrawn);
    EXPECT_TRUE(found->effects.has(Effect::destroy_all));
  }
}

TEST(ReferralTable, gives_a_name_away_only_on_go_and_reveal) {
  for (const Rule& one : rules())
    EXPECT_TRUE(!one.effects.has(Effect::give_identity) || one.event == Event::go || one.event == Event::reveal)
        << one.number;
}

TEST(ReferralTable, never_ends_an_escalation_by_itself) {
  for (const Event event : {Event::coordinator_due, Event::update_due, Event::offer_due, Event::match}) {
    const auto* found = rule(escalated, event);
    EXPECT_TRUE(found == nullptr || found->stays) << word(event);
  }
}

TEST(ReferralTable, destroys_what_was_written_wherever_a_referral_ends) {
  for (const Rule& one : rules()) {
    if (one.stays) continue;
    const bool ends = one.next == withdrawn || one.next == expired || one.next == gone;
    EXPECT_TRUE(one.next != closed || one.effects.has(Effect::destroy_content)) << one.number;
    EXPECT_TRUE(!ends || one.effects.has(Effect::destroy_all)) << one.number;
  }
}

TEST(ReferralTable, tells_the_requester_of_every_change_of_an_open_referral) {
  for (const Rule& one : rules()) {
    if (one.stays || one.from.has(draft) || one.event == Event::retention_due || one.event == Event::change) continue;
    bool told = false;
    for (unsigned i = 0; i <= static_cast<unsigned>(Telling::r_reported); ++i)
      told |= one.told.has(static_cast<Telling>(i));
    EXPECT_TRUE(told || one.event == Event::requester_out) << one.number;
  }
}

TEST(ReferralTable, answers_a_late_accept_kindly) {
  const auto* found = rule(closed, Event::accept);
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->stays);
  EXPECT_TRUE(found->told.has(Telling::c_closed));
}

TEST(ReferralTable, keeps_the_state_where_nothing_is_listed) {
  EXPECT_EQ(rule(closed, Event::go), nullptr);
}

}  // namespace
