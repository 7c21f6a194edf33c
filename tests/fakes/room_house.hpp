#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/reveal.hpp"
#include "handler/handler.hpp"
#include "handler/person_store.hpp"
#include "knowledge/shelf.hpp"
#include "model/reply.hpp"
#include "store/db.hpp"
#include "store/migrate.hpp"
#include "store/vault.hpp"

namespace wegwijzer::fakes {

/// What a handler sees, set by hand.
class AView final : public handler::View {
 public:
  [[nodiscard]] Result<store::Read*> store() const override { return failed(Kind::unavailable, "store", "not here"); }
  [[nodiscard]] Instant now() const override { return at; }
  [[nodiscard]] const model::Person& person() const override { return who; }
  [[nodiscard]] Language language() const override { return who.language.value_or(standard); }
  [[nodiscard]] bool shared() const override { return with_another; }
  [[nodiscard]] bool answered() const override { return answered_before; }

  Instant at = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + std::chrono::hours{10};
  model::Person who;
  Language standard = Language::nl;
  bool with_another = false;
  bool answered_before = false;
};

/// Real entries, a real database and real keys in a folder of its own, for the handler of one room.
class RoomHouse : public testing::Test {
 public:
  RoomHouse() {
    auto opened = store::Connection::open("sqlite:" + folder.string() + "/wegwijzer.db", store::Access::read_write);
    db = std::make_unique<store::Connection>(std::move(opened.value()));
    EXPECT_TRUE(store::migrate(*db));
    auto keys =
        store::Vault::open({folder.string() + "/master.key", "sqlite:" + folder.string() + "/keys.db"}, view.at);
    vault = std::make_unique<store::Vault>(std::move(keys.value()));
  }
  ~RoomHouse() override { std::filesystem::remove_all(folder); }

  /// The entries that are shipped; read once for all tests.
  static const knowledge::Library& shipped() {
    static knowledge::Library library({CONTENT});
    if (!library.shelf()) reload(library);
    return library;
  }
  /// Only the entries a test writes. `head`: further lines of the front matter.
  void write_entry(const std::string& id, const std::string& language, const std::string& head,
                   const std::string& body) const {
    const auto place = folder / "content" / language;
    std::filesystem::create_directories(place);
    std::ofstream(place / (id + ".md")) << "---\nid: " << id << "\nlang: " << language << "\n"
                                        << head << "---\n"
                                        << body << "\n";
  }
  static void reload(knowledge::Library& library) {
    const auto read = library.reload();
    if (!read)
      for (const auto& fault : read.error()) ADD_FAILURE() << to_text(fault);
  }

  [[nodiscard]] model::Message message(model::Surface surface = model::Surface::dm) {
    model::Message message;
    message.id = "Ev" + std::to_string(++messages);
    message.source.channel = "web";
    message.source.conversation = "D1";
    message.source.surface = surface;
    message.source.wants_findings = true;
    message.from = {"web", "T1", "U1"};
    return message;
  }
  [[nodiscard]] model::Message text(std::string_view words, model::Surface surface = model::Surface::dm) {
    auto made = message(surface);
    made.what = model::Text{share(words), false, false};
    return made;
  }
  [[nodiscard]] model::Message press(std::string action, std::string value,
                                     model::Surface surface = model::Surface::dm) {
    auto made = message(surface);
    made.what = model::Action{std::move(action), std::move(value), "", false};
    return made;
  }

  /// What is said to a message: its change and its note are made, as the engine does.
  handler::Sayings say(handler::Handler& handler, const model::Message& message) {
    auto outcome = handler.handle(message, view);
    EXPECT_TRUE(outcome) << to_text(outcome.error());
    auto sayings = outcome->messages;
    const auto made = db->write(view.at, [&](store::Tx& tx) -> Result<void> {
      if (outcome->change) {
        auto more = outcome->change(tx);
        if (!more) return failed(more.error());
        sayings = std::move(*more);
      }
      return outcome->note ? outcome->note(tx) : Result<void>{};
    });
    EXPECT_TRUE(made) << to_text(made.error());
    return sayings;
  }
  /// The one reply to it.
  model::Reply reply(handler::Handler& handler, const model::Message& message) {
    auto sayings = say(handler, message);
    EXPECT_EQ(sayings.size(), 1u);
    return sayings.empty() ? model::Reply{} : std::move(sayings.front().reply);
  }
  std::string words(handler::Handler& handler, const model::Message& message) {
    return model::plain_text(reply(handler, message));
  }

  template <class Work>
  void read(Work work) {
    const auto done = db->read(view.at, [&](store::Read& r) -> Result<void> {
      work(r);
      return {};
    });
    EXPECT_TRUE(done);
  }

  const std::filesystem::path folder = new_folder();
  AView view;
  std::unique_ptr<store::Connection> db;
  std::unique_ptr<store::Vault> vault;
  knowledge::Library own{{folder / "content"}};  ///< what `write_entry` wrote, once reloaded
  int messages = 0;

 private:
  static std::filesystem::path new_folder() {
    std::string made = (std::filesystem::temp_directory_path() / "wegwijzer-room-XXXXXX").string();
    return mkdtemp(made.data());
  }
};

inline std::vector<model::Button> buttons_of(const model::Reply& reply) {
  std::vector<model::Button> all;
  for (const auto& block : reply.blocks)
    if (const auto* buttons = std::get_if<model::Buttons>(&block))
      all.insert(all.end(), buttons->items.begin(), buttons->items.end());
  return all;
}

/// "action value" of every button, in order.
inline std::vector<std::string> presses_of(const model::Reply& reply) {
  std::vector<std::string> presses;
  for (const auto& button : buttons_of(reply)) presses.push_back(button.action + " " + button.value);
  return presses;
}

}  // namespace wegwijzer::fakes
