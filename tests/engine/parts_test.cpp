#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/brake.hpp"
#include "engine/limits.hpp"
#include "engine/people.hpp"
#include "engine/waiting.hpp"
#include "engine/writer.hpp"
#include "store/folder.hpp"
#include "store/migrate.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;
const Limits::Time kStart{std::chrono::hours{1}};

TEST(Limits, let_three_messages_of_a_conversation_go_at_once_and_then_one_a_second) {
  Limits limits;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(limits.earliest("I1", "post", "D1", kStart), kStart);
    limits.went("D1", kStart);
  }
  EXPECT_EQ(limits.earliest("I1", "post", "D1", kStart), kStart + 1s);
  EXPECT_EQ(limits.earliest("I1", "post", "D2", kStart), kStart);
  limits.went("D1", kStart + 1s);
  EXPECT_EQ(limits.earliest("I1", "post", "D1", kStart + 1s), kStart + 2s);
  EXPECT_EQ(limits.earliest("I1", "post", "D1", kStart + 10s), kStart + 10s);
}

TEST(Limits, hold_one_method_of_one_installation_until_the_platforms_own_moment) {
  Limits limits;
  limits.hold("I1", "post", kStart + 30s);
  limits.hold("I1", "post", kStart + 10s);
  EXPECT_EQ(limits.earliest("I1", "post", "D1", kStart), kStart + 30s);
  EXPECT_EQ(limits.earliest("I1", "update", "D1", kStart), kStart);
  EXPECT_EQ(limits.earliest("I2", "post", "D1", kStart), kStart);
}

TEST(Limits, hold_every_method_of_an_installation_that_ended) {
  Limits limits;
  limits.hold("I1", "", kStart + 600s);
  EXPECT_EQ(limits.earliest("I1", "update", "D1", kStart), kStart + 600s);
}

TEST(Limits, tidied_still_limit_what_they_did) {
  Limits limits;
  for (int i = 0; i < 4; ++i) limits.went("D1", kStart);
  limits.hold("I1", "post", kStart + 30s);
  limits.tidy(kStart + 1s);
  EXPECT_EQ(limits.earliest("I1", "post", "D2", kStart + 1s), kStart + 30s);
  EXPECT_EQ(limits.earliest("I2", "post", "D1", kStart + 1s), kStart + 2s);
  limits.tidy(kStart + 60s);
  EXPECT_EQ(limits.earliest("I1", "post", "D1", kStart + 60s), kStart + 60s);
}

TEST(Brake, lets_a_minute_have_ten_answers_to_the_same_words) {
  Brake brake;
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(brake.allows("D1", "sorry?", kStart));
  EXPECT_FALSE(brake.allows("D1", "sorry?", kStart + 59s));
  EXPECT_TRUE(brake.allows("D2", "sorry?", kStart));
  EXPECT_TRUE(brake.allows("D1", "something else", kStart));
  EXPECT_TRUE(brake.allows("D1", "sorry?", kStart + 60s));
}

TEST(Brake, lets_a_minute_have_sixty_answers_in_one_conversation) {
  Brake brake;
  int allowed = 0;
  for (int i = 0; i < 100; ++i) allowed += brake.allows("D1", std::to_string(i), kStart) ? 1 : 0;
  EXPECT_EQ(allowed, 60);
}

struct Answered {
  int times = 0;
  std::string body;
  http::Responder responder() {
    return http::Responder([this](const http::Response& response) {
      ++times;
      body = response.body;
    });
  }
};

TEST(Waiting, is_answered_once_by_whoever_is_first) {
  Answered answered;
  Waiting waiting(answered.responder(), kStart);
  waiting.answer(http::Response::text(200, "first"));
  waiting.answer(http::Response::text(200, "second"));
  EXPECT_FALSE(waiting.withdraw(http::Response::text(200, "third")));
  EXPECT_EQ(answered.times, 1);
  EXPECT_EQ(answered.body, "first");
  EXPECT_FALSE(waiting.begin());
}

TEST(Waiting, that_was_withdrawn_never_begins_and_one_that_began_is_never_withdrawn) {
  Answered withdrawn;
  Waiting one(withdrawn.responder(), kStart);
  EXPECT_TRUE(one.withdraw(http::Response::text(200, "again, please")));
  EXPECT_FALSE(one.begin());
  Answered begun;
  Waiting other(begun.responder(), kStart);
  EXPECT_TRUE(other.begin());
  EXPECT_FALSE(other.withdraw(http::Response::text(200, "again, please")));
  other.answer(http::Response::text(200, "done"));
  EXPECT_EQ(begun.body, "done");
}

struct Files {
  Files() {
    auto connection = store::Connection::open(folder.url("db"), store::Access::read_write);
    EXPECT_TRUE(connection && store::migrate(*connection));
  }
  store::Connection connection() {
    return std::move(*store::Connection::open(folder.url("db"), store::Access::read_write));
  }
  std::int64_t count() {
    std::int64_t found = -1;
    EXPECT_TRUE(connection().read({}, [&](store::Read& read) -> Result<void> {
      found = read.one("SELECT count(*) FROM seen").value()->integer(0);
      return {};
    }));
    return found;
  }
  store::Folder folder;
  SystemClock clock;
};

Writer::Change see(int number) {
  return [number](store::Tx& tx) -> Result<void> {
    auto done = tx.run("INSERT INTO seen (key, at) VALUES (?, 0)", store::Bytes{std::to_string(number)});
    if (!done) return failed(std::move(done.error()));
    return {};
  };
}

TEST(Writer, tells_each_piece_how_it_went_and_undoes_only_what_failed) {
  Files files;
  Writer writer(files.connection(), files.clock);
  EXPECT_TRUE(writer.run(see(1)));
  EXPECT_EQ(writer.run(see(1)).error().kind, Kind::conflict);
  EXPECT_EQ(writer
                .run([](store::Tx& tx) -> Result<void> {
                  (void)see(2)(tx);
                  throw std::runtime_error("mistake");
                })
                .error()
                .kind,
            Kind::broken);
  EXPECT_TRUE(writer.run(see(3)));
  EXPECT_EQ(files.count(), 2);
  EXPECT_TRUE(writer.healthy());
}

TEST(Writer, commits_what_gathers_meanwhile_together) {
  Files files;
  Writer writer(files.connection(), files.clock);
  std::atomic<bool> hold{true};
  writer.submit(
      [&](store::Tx&) -> Result<void> {
        hold.wait(true);
        return {};
      },
      nullptr);
  std::atomic<int> done{0};
  std::atomic<std::int64_t> seen_by_first{-1};
  for (int i = 0; i < 100; ++i)
    writer.submit(see(i), [&](const Result<void>& result) {
      if (done == 0) seen_by_first = files.count();
      if (result) ++done;
    });
  hold = false;
  hold.notify_all();
  writer.stop();
  EXPECT_EQ(done, 100);
  EXPECT_EQ(seen_by_first, 100);  // when the first hears of it, all are on disk
}

TEST(Writer, drops_notes_rather_than_changes_when_much_waits_and_refuses_beyond_its_limit) {
  Files files;
  Writer writer(files.connection(), files.clock);
  std::atomic<bool> hold{true};
  std::atomic<bool> held{false};
  writer.submit(
      [&](store::Tx&) -> Result<void> {
        held = true;
        hold.wait(true);
        return {};
      },
      nullptr);
  while (!held) std::this_thread::yield();
  for (int i = 0; i < 6000; ++i) writer.note([](store::Tx&) { return Result<void>{}; });
  EXPECT_EQ(writer.waiting(), 5000U);
  std::atomic<int> refused{0};
  for (int i = 0; i < 15'001; ++i)
    writer.submit([](store::Tx&) { return Result<void>{}; },
                  [&](const Result<void>& result) { refused += result ? 0 : 1; });
  EXPECT_EQ(refused, 1);
  hold = false;
  hold.notify_all();
}

TEST(Writer, refuses_after_its_end_and_commits_what_waited_before) {
  Files files;
  Writer writer(files.connection(), files.clock);
  for (int i = 0; i < 10; ++i) writer.submit(see(i), nullptr);
  writer.stop();
  EXPECT_EQ(writer.run(see(99)).error().kind, Kind::unavailable);
  EXPECT_EQ(files.count(), 10);
}

TEST(People, are_read_once_a_minute_and_anew_after_a_change) {
  Files files;
  store::Vault::Options options;
  options.key_file = files.folder.file("keys");
  options.keys_url = files.folder.url("keystore");
  auto vault = store::Vault::open(options, files.clock.now());
  ASSERT_TRUE(vault);
  People people(*vault);
  const model::PersonRef person{"slack", "T1", "U1"};
  auto connection = files.connection();
  int reads = 0;
  const auto look = [&](Instant now) {
    handler::KeptPerson found;
    EXPECT_TRUE(connection.read(now, [&](store::Read& read) -> Result<void> {
      found = people.find(person, now, [&]() -> Result<store::Read*> {
        ++reads;
        return &read;
      });
      return {};
    }));
    return found;
  };
  const Instant now = files.clock.now();
  EXPECT_FALSE(look(now).language);
  ASSERT_TRUE(connection.write(
      now, [&](store::Tx& tx) { return handler::keep_language(tx, people.key_of(person), Language::en); }));
  EXPECT_FALSE(look(now).language);
  EXPECT_EQ(reads, 1);
  people.forget(person);
  EXPECT_EQ(look(now).language, Language::en);
  EXPECT_EQ(look(now + 30s).language, Language::en);
  EXPECT_EQ(reads, 2);
  (void)look(now + 61s);
  EXPECT_EQ(reads, 3);
}

}  // namespace
}  // namespace wegwijzer::engine
