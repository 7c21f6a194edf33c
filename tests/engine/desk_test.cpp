#include "engine/desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/folder.hpp"

namespace wegwijzer::engine {
namespace {

using handler::Claim;
using handler::Outcome;
using handler::Sayings;
using testing::ElementsAre;

model::Reply reply(const std::string& words) {
  model::Reply made;
  made.blocks.emplace_back(model::Paragraph{model::rich(words)});
  return made;
}

/// A handler that claims as it is told and does what it is told.
class Told final : public handler::Handler {
 public:
  Told(Claim claim, std::function<Result<Outcome>(const handler::View&)> handle)
      : claim_(claim), handle_(std::move(handle)) {}
  [[nodiscard]] std::string_view name() const override { return "told"; }
  [[nodiscard]] Claim claim(const model::Message&, const handler::View&) const override { return claim_; }
  [[nodiscard]] Result<Outcome> handle(const model::Message&, const handler::View& view) override {
    return handle_(view);
  }

 private:
  Claim claim_;
  std::function<Result<Outcome>(const handler::View&)> handle_;
};

class NoView final : public handler::View {
 public:
  [[nodiscard]] Result<store::Read*> store() const override { return failed(Kind::unavailable, "", ""); }
  [[nodiscard]] Instant now() const override { return {}; }
  [[nodiscard]] const model::Person& person() const override { return person_; }
  [[nodiscard]] Language language() const override { return Language::nl; }

 private:
  model::Person person_;
};

auto says(const std::string& words, model::Urgency urgency = model::Urgency::ordinary) {
  return [=](const handler::View&) -> Result<Outcome> {
    Outcome outcome;
    outcome.messages.push_back({reply(words)});
    outcome.messages.back().reply.urgency = urgency;
    return outcome;
  };
}

auto changes(const std::string& words) {
  return [=](const handler::View&) -> Result<Outcome> {
    Outcome outcome;
    outcome.change = [=](store::Tx&) -> Result<Sayings> { return Sayings{{reply(words)}}; };
    return outcome;
  };
}

struct House {
  handler::Handlers handlers;
  template <class Do>
  void add(Claim claim, Do what) {
    handlers.push_back(std::make_unique<Told>(claim, what));
  }
  Result<Outcome> decide() { return Desk(handlers).decide(message, view); }
  std::vector<std::string> said() {
    auto outcome = decide();
    EXPECT_TRUE(outcome);
    return texts(outcome->messages);
  }
  static std::vector<std::string> texts(const Sayings& sayings) {
    std::vector<std::string> found;
    for (const auto& saying : sayings) found.push_back(model::plain_text(saying.reply));
    return found;
  }
  model::Message message;
  NoView view;
};

/// Runs what needs a transaction in an empty database.
void in_transaction(const std::function<void(store::Tx&)>& work) {
  const store::Folder folder;
  auto connection = store::Connection::open(folder.url("db"), store::Access::read_write);
  ASSERT_TRUE(connection);
  ASSERT_TRUE(connection->write({}, [&](store::Tx& tx) -> Result<void> {
    work(tx);
    return {};
  }));
}

TEST(Desk, stops_asking_at_the_first_who_says_mine) {
  House house;
  house.add(Claim::no, says("no"));
  house.add(Claim::mine, says("mine"));
  house.add(Claim::mine, says("too late"));
  EXPECT_THAT(house.said(), ElementsAre("mine"));
}

TEST(Desk, puts_the_part_of_who_says_also_before_the_next) {
  House house;
  house.add(Claim::also, says("crisis card"));
  house.add(Claim::mine, says("answer"));
  EXPECT_THAT(house.said(), ElementsAre("crisis card", "answer"));
}

TEST(Desk, decides_nothing_when_nobody_claims) {
  House house;
  house.add(Claim::no, says("no"));
  EXPECT_TRUE(house.said().empty());
}

TEST(Desk, passes_a_handlers_fault_on) {
  House house;
  house.add(Claim::also, says("card"));
  house.add(Claim::mine, [](const handler::View&) -> Result<Outcome> { return failed(Kind::unavailable, "", ""); });
  EXPECT_EQ(house.decide().error().kind, Kind::unavailable);
}

TEST(Desk, tells_who_comes_after_an_also_that_the_message_is_shared) {
  House house;
  std::vector<bool> shared;
  const auto looks = [&shared](const handler::View& view) -> Result<Outcome> {
    shared.push_back(view.shared());
    return Outcome{};
  };
  house.add(Claim::also, looks);
  house.add(Claim::mine, looks);
  (void)house.decide();
  EXPECT_THAT(shared, ElementsAre(false, true));
}

TEST(Desk, joins_changes_and_sayings_in_one_transaction_in_their_order_as_often_as_it_runs) {
  House house;
  house.add(Claim::also, says("card"));
  house.add(Claim::also, changes("first change"));
  house.add(Claim::mine, changes("second change"));
  auto outcome = house.decide();
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->messages.empty());
  in_transaction([&](store::Tx& tx) {
    for (int again = 0; again < 2; ++again)
      EXPECT_THAT(House::texts(*outcome->change(tx)), ElementsAre("card", "first change", "second change"));
  });
}

TEST(Desk, writes_down_the_notes_of_all_also_beside_a_change) {
  House house;
  std::vector<int> noted;
  const auto notes = [&noted](int number, bool with_change) {
    return [&noted, number, with_change](const handler::View&) -> Result<Outcome> {
      Outcome outcome;
      outcome.note = [&noted, number](store::Tx&) -> Result<void> {
        noted.push_back(number);
        return {};
      };
      if (with_change) outcome.change = [](store::Tx&) -> Result<Sayings> { return Sayings{}; };
      return outcome;
    };
  };
  house.add(Claim::also, notes(1, false));
  house.add(Claim::also, notes(2, true));
  house.add(Claim::mine, notes(3, false));
  auto outcome = house.decide();
  ASSERT_TRUE(outcome && outcome->note);
  in_transaction([&](store::Tx& tx) { EXPECT_TRUE(outcome->note(tx)); });
  EXPECT_THAT(noted, ElementsAre(1, 2, 3));
}

TEST(Desk, finds_the_crisis_card_that_can_be_said_without_the_store) {
  House house;
  house.add(Claim::also, says("bel 113", model::Urgency::crisis));
  house.add(Claim::mine, changes("needs the store"));
  EXPECT_THAT(House::texts(Desk(house.handlers).crisis(house.message, house.view)), ElementsAre("bel 113"));
  House ordinary;
  ordinary.add(Claim::mine, says("answer"));
  EXPECT_TRUE(Desk(ordinary.handlers).crisis(ordinary.message, ordinary.view).empty());
}

model::Message message_with(const std::string& id) {
  model::Message message;
  message.id = id;
  message.source.channel = "slack";
  return message;
}

TEST(Addressed, makes_one_message_of_those_to_one_place) {
  Sayings sayings{{reply("card")}, {reply("answer")}, {reply("aside"), model::ToAside{}}};
  sayings[0].reply.urgency = model::Urgency::crisis;
  sayings[1].reply.privacy = model::Privacy::only_asker;
  const auto said = addressed(sayings, message_with("Ev1"));
  ASSERT_EQ(said.size(), 2U);
  EXPECT_EQ(model::plain_text(said[0].reply), "card\n\nanswer");
  EXPECT_EQ(said[0].reply.urgency, model::Urgency::crisis);
  EXPECT_EQ(said[0].reply.privacy, model::Privacy::only_asker);
}

TEST(Addressed, keeps_messages_to_different_people_apart) {
  const model::PersonRef one{"slack", "T1", "U1"};
  const model::PersonRef other{"slack", "T1", "U2"};
  const Sayings sayings{
      {reply("a"), model::ToPerson{one}}, {reply("b"), model::ToPerson{other}}, {reply("c"), model::ToPerson{one}}};
  const auto said = addressed(sayings, message_with("Ev1"));
  ASSERT_EQ(said.size(), 2U);
  EXPECT_EQ(model::plain_text(said[0].reply), "a\n\nc");
}

TEST(Addressed, gives_the_same_ids_when_decided_again_and_others_for_other_messages) {
  const Sayings sayings{{reply("a")}, {reply("b"), model::ToAside{}}};
  const auto first = addressed(sayings, message_with("Ev1"));
  const auto again = addressed(sayings, message_with("Ev1"));
  const auto other = addressed(sayings, message_with("Ev2"));
  EXPECT_EQ(first[0].id, again[0].id);
  EXPECT_EQ(first[1].id, again[1].id);
  EXPECT_NE(first[0].id, first[1].id);
  EXPECT_NE(first[0].id, other[0].id);
}

}  // namespace
}  // namespace wegwijzer::engine
