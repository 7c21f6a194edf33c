#include "engine/world.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <stdexcept>

#include "base/reveal.hpp"

namespace wegwijzer::engine {
namespace {

using namespace std::chrono_literals;

std::string_view line(std::string_view text, int number) {
  for (; number > 0; --number) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  return text.substr(0, text.find('\n'));
}

handler::Saying saying(std::string_view words, model::Urgency urgency = model::Urgency::ordinary) {
  handler::Saying made;
  made.reply.blocks.emplace_back(model::Paragraph{model::rich(std::string(words))});
  made.reply.urgency = urgency;
  return made;
}

Result<handler::Sayings> change_with(store::Tx& tx, const std::string& words) {
  auto added =
      tx.run("INSERT INTO gap (id, day, language, words, offered) VALUES (randomblob(16), 0, 'nl', ?, '')", words);
  if (!added) return failed(std::move(added.error()));
  return handler::Sayings{saying(words)};
}

}  // namespace

Result<std::optional<model::Message>> FakeChannel::read(const channel::RawEvent& event) const {
  const auto body = reveal(event.body);
  const auto words = line(body, 1);
  if (words == "unreadable") return failed(Kind::bad_input, "body", "cannot be read");
  if (words == "ignored") return std::optional<model::Message>{};
  if (words == "throw_in_read") throw std::runtime_error("read");
  model::Message message;
  message.id = line(body, 0);
  message.source.channel = "fake";
  message.source.installation = line(body, 2);
  message.source.conversation = event.conversation;
  message.source.trigger_ends = event.received + 3s;
  message.from = {"fake", "T1", event.conversation};
  message.what = model::Text{share(words), false, false};
  return std::optional<model::Message>(std::move(message));
}

http::Response FakeChannel::answer(const channel::RawEvent& event, Result<model::Said>& said) const {
  if (!said) return http::Response::empty(http_status(said.error().kind));
  if (event.way == channel::Way::event || said->empty()) return http::Response::empty(200);
  auto text = model::plain_text(said->front().reply);
  const auto asked = line(reveal(event.body), 1);
  if (asked.ends_with(" mute") || asked.starts_with("say dialog ")) return http::Response::empty(200);
  said->erase(said->begin());
  return http::Response::text(200, std::move(text));
}

Result<std::vector<channel::Call>> FakeChannel::write(const model::Outgoing& outgoing) const {
  channel::Call call;
  call.method = "post";
  call.installation = outgoing.source.installation;
  call.url = url_ + "/post";
  const auto* person = std::get_if<model::ToPerson>(&outgoing.to);
  call.conversation = person != nullptr ? person->person.account : outgoing.source.conversation;
  const auto words = model::plain_text(outgoing.reply);
  if (words.starts_with("unwritable")) return failed(Kind::broken, "fake", "cannot be said here");
  const auto head = to_hex(outgoing.id.view()) + "\n" + call.conversation + "\n";
  call.body = share(head + words);
  call.plain_body = share(head + "plain " + words);
  call.id = outgoing.id;
  call.at_once = words.starts_with("dialog ");
  call.until = outgoing.source.trigger_ends;
  if (words.find(" / ") == std::string::npos) return std::vector<channel::Call>{call};
  // In two parts, of which the courier gets to know the second's id itself.
  channel::Call second = call;
  second.id = {};
  second.body =
      share(to_hex(outgoing.id.view()) + "2\n" + call.conversation + "\n" + words.substr(words.find(" / ") + 3));
  call.body = share(head + words.substr(0, words.find(" / ")));
  return std::vector<channel::Call>{call, second};
}

channel::Verdict FakeChannel::judge(const channel::Call&, const http::Response& response) const {
  switch (response.status) {
    case 200:
      return channel::Done{};
    case 400:
      return channel::Never{"refused"};
    case 401:
      return channel::Never{"token_dead", true};
    case 409:
      return channel::FreshToken{};
    case 422:
      return channel::AsPlain{};
    case 429:
      for (const auto& [name, value] : response.headers)
        if (name == "Retry-After" || name == "retry-after")
          return channel::Again{std::chrono::seconds{std::stoi(value)}, true};
      return channel::Again{1s, true};
    case 502:
      return channel::Again{0ms, false, 2};
    default:
      return channel::Again{};
  }
}

SharedSecret FakeChannel::token(std::string_view installation) const {
  return installation == "gone" ? nullptr : share("Bearer " + std::string(installation));
}

std::optional<channel::Call> FakeChannel::look_back(const channel::Call& call) const {
  if (!looks_back) return std::nullopt;
  channel::Call look;
  look.method = "history";
  look.installation = call.installation;
  look.url = url_ + "/history";
  look.body = share(call.conversation);
  return look;
}

bool FakeChannel::arrived(const channel::Call& call, const http::Response& response) const {
  return response.body.find(to_hex(call.id.view())) != std::string::npos;
}

Result<handler::Outcome> FakeHandler::due(const model::Due& due) {
  if (fail_due-- > 0) return failed(Kind::broken, "fake", "went wrong");
  {
    const std::lock_guard lock(mutex_);
    heard_.push_back(due.kind + " " + std::to_string(due.version));
  }
  auto said = saying(due.kind + " is due");
  said.to = model::ToPerson{{"fake", "T1", "somebody"}};
  handler::Outcome outcome;
  if (due.kind != "again") {
    outcome.messages.push_back(said);
    return outcome;
  }
  outcome.change = [due, said](store::Tx& tx) -> Result<handler::Sayings> {
    auto set = handler::set_timer(tx, {"fake", "last", due.subject, due.version + 1, tx.now()});
    if (!set) return failed(std::move(set.error()));
    return handler::Sayings{said};
  };
  return outcome;
}

Result<handler::Outcome> FakeHandler::handle(const model::Message& message, const handler::View& view) {
  gate_.wait(true);
  if (const auto* timer = std::get_if<model::Due>(&message.what)) return due(*timer);
  const std::string words(reveal(std::get<model::Text>(message.what).words));
  const auto blank = std::min(words.find(' '), words.size());
  const auto verb = words.substr(0, blank);
  const auto rest = words.substr(std::min(blank + 1, words.size()));
  handler::Outcome outcome;
  if (verb == "say") outcome.messages.push_back(saying(rest));
  if (verb == "crisis") outcome.messages.push_back(saying(rest, model::Urgency::crisis));
  if (verb == "aside") {
    outcome.messages.push_back(saying(rest));
    outcome.messages.push_back(saying("to another: " + rest));
    outcome.messages.back().to = model::ToPerson{{"fake", "T1", "second"}};
  }
  if (verb == "change") outcome.change = [rest](store::Tx& tx) { return change_with(tx, rest); };
  if (verb == "fail") return failed(Kind::broken, "fake", "went wrong");
  if (verb == "later") return failed(Kind::unavailable, "fake", "not now");
  if (verb == "throw") throw std::runtime_error("handler");
  if (verb == "throw_in_change")
    outcome.change = [](store::Tx&) -> Result<handler::Sayings> { throw std::runtime_error("change"); };
  if (verb == "reads") outcome.messages.push_back(saying(view.store() ? "can read" : "cannot read"));
  return outcome;
}

World::World() {
  log::set_level(log::Level::off);
  store::Vault::Options options;
  options.key_file = folder.file("keys");
  options.keys_url = folder.url("keystore");
  vault = std::make_unique<store::Vault>(std::move(*store::Vault::open(options, clock.now())));
  auto connection = store::Connection::open(folder.url("db"), store::Access::read_write);
  EXPECT_TRUE(connection && store::migrate(*connection));
  auto made = std::make_unique<FakeChannel>(platform.url());
  channel = made.get();
  channels_.push_back(std::move(made));
  auto fake = std::make_unique<FakeHandler>();
  handler = fake.get();
  handlers_.push_back(std::move(fake));
  people_ = std::make_unique<People>(*vault);
  start();
}

World::~World() {
  handler->open_gate();
  end();
}

void World::start() {
  metrics = std::make_unique<Metrics>();
  Settings settings;
  settings.database = folder.url("db");
  auto started = Engine::start({channels_, handlers_, *vault, clock, *metrics, *people_}, settings);
  ASSERT_TRUE(started) << to_text(started.error());
  engine = std::move(*started);
}

void World::end(std::chrono::milliseconds grace) {
  if (engine) engine->stop(grace);
  engine.reset();
}

void World::crash(const std::function<void()>& at_that_moment) {
  platform.cut_off();
  at_that_moment();
  // Nothing checkpoints in a test's time: the file stands still and its log only grows, so this is the disk of one
  // moment.
  const std::string file = store::content_of(folder.file("db"));
  const std::string log = store::content_of(folder.file("db-wal"));
  end();
  std::filesystem::remove(folder.file("db-shm"));
  store::write_file(folder.file("db"), file);
  store::write_file(folder.file("db-wal"), log);
  platform.let_through();
  start();
}

std::future<int> World::event(const std::string& conversation, const std::string& words, std::string id,
                              const std::string& installation) {
  if (id.empty()) id = "E" + std::to_string(next_id_++);
  channel::RawEvent raw;
  raw.channel = "fake";
  raw.identities = {id};
  raw.conversation = conversation;
  raw.body = share(id + "\n" + words + "\n" + installation);
  raw.received = clock.now();
  auto status = std::make_shared<std::promise<int>>();
  engine->take(std::move(raw),
               http::Responder([status](const http::Response& response) { status->set_value(response.status); }));
  return status->get_future();
}

int World::sent(const std::string& conversation, const std::string& words, const std::string& id,
                const std::string& installation) {
  return event(conversation, words, id, installation).get();
}

std::future<http::Response> World::request(const std::string& conversation, const std::string& words, std::string id) {
  if (id.empty()) id = "R" + std::to_string(next_id_++);
  channel::RawEvent raw;
  raw.channel = "fake";
  raw.way = channel::Way::waiting;
  raw.identities = {id};
  raw.conversation = conversation;
  raw.body = share(id + "\n" + words + "\nI1");
  raw.received = clock.now();
  auto answer = std::make_shared<std::promise<http::Response>>();
  engine->take(std::move(raw),
               http::Responder([answer](http::Response response) { answer->set_value(std::move(response)); }));
  return answer->get_future();
}

std::int64_t World::number(std::string_view question) {
  auto connection = store::Connection::open(folder.url("db"), store::Access::read_only);
  std::int64_t found = -1;
  if (!connection) return found;
  auto done = connection->read(clock.now(), [&](store::Read& read) -> Result<void> {
    auto row = read.one(question);
    if (!row) return failed(std::move(row.error()));
    if (*row) found = (*row)->integer(0);
    return {};
  });
  EXPECT_TRUE(done);
  return found;
}

std::int64_t World::changes(const std::string& words) {
  return number("SELECT count(*) FROM gap WHERE words = '" + words + "'");
}

void World::change(const std::function<Result<void>(store::Tx&)>& work) {
  auto connection = store::Connection::open(folder.url("db"), store::Access::read_write);
  EXPECT_TRUE(connection && connection->write(clock.now(), work));
}

bool World::until(const std::function<bool()>& happens, std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < end) {
    if (happens()) return true;
    std::this_thread::sleep_for(2ms);
  }
  return happens();
}

Intruder::Intruder(const std::string& database_file)
    : descriptor_(::open((database_file + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  EXPECT_EQ(flock(descriptor_, LOCK_EX), 0);
}

Intruder::~Intruder() {
  close(descriptor_);
}

}  // namespace wegwijzer::engine
