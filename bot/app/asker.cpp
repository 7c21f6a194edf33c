#include "app/asker.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/house.hpp"
#include "app/local_client.hpp"
#include "channel/chat.hpp"
#include "crypto/random.hpp"

namespace wegwijzer::app {
namespace {

std::string kind_of(Form form) {
  switch (form) {
    case Form::line:
      return "line";
    case Form::text:
      return "text";
    case Form::explained:
      return "explain";
  }
  return "line";
}

class LocalAsker final : public Asker {
 public:
  LocalAsker(Scratch scratch, std::unique_ptr<House> house) : scratch_(std::move(scratch)), house_(std::move(house)) {}

  std::future<Result<Heard>> ask(std::string question, Form form) override {
    channel::RawEvent event;
    event.channel = "terminal";
    event.way = channel::Way::waiting;
    event.kind = kind_of(form);
    event.received = house_->clock.now();
    event.request = crypto::random_id<RequestId>();
    if (const auto read = channel::chat_question_from(question)) event.conversation = read->thread;
    if (event.conversation.empty()) event.conversation = to_hex(event.request.view());
    event.body = share(question);
    auto promise = std::make_shared<std::promise<Result<Heard>>>();
    auto future = promise->get_future();
    house_->engine->take(std::move(event), http::Responder([promise](http::Response response) {
                           promise->set_value(heard(std::move(response)));
                         }));
    return future;
  }

 private:
  static Result<Heard> heard(http::Response response) {
    if (response.status == 503) return failed(Kind::unavailable, "ask", "there was no answer in time");
    if (response.status == 500) return failed(Kind::broken, "ask", "the question could not be handled");
    return Heard{response.status == 200, std::move(response.body)};
  }

  Scratch scratch_;  // outlives the house
  std::unique_ptr<House> house_;
};

std::string text_in(const nlohmann::json& object, const char* field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}
double number_in(const nlohmann::json& object, const char* field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_number() ? found->get<double>() : 0.0;
}

/// What the terminal channel would print of the service's JSON. Whatever answers there may be no wegwijzer.
std::string as_text(const nlohmann::json& answer, bool explained) {
  std::string text = text_in(answer, "reply");
  if (explained) {
    char score[16];
    const auto written = [&score](double value) {
      std::snprintf(score, sizeof score, "%.2f", value);
      return std::string(score);
    };
    text += "\n\n" + text_in(answer, "intent") + " " + written(number_in(answer, "confidence"));
    const auto results = answer.find("results");
    if (results != answer.end() && results->is_array())
      for (const auto& result : *results)
        text += "\n  " + written(number_in(result, "score")) + "  " + text_in(result, "id") + "  " +
                text_in(result, "title");
  }
  return text + "\n";
}

class ServerAsker final : public Asker {
 public:
  explicit ServerAsker(std::string url) : url_(std::move(url)) {
    while (url_.ends_with('/')) url_.pop_back();
  }

  std::future<Result<Heard>> ask(std::string question, Form form) override {
    std::promise<Result<Heard>> promise;
    promise.set_value(asked(question, form));
    return promise.get_future();
  }

 private:
  Result<Heard> asked(const std::string& question, Form form) const {
    auto answer = post_json(url_ + "/api/chat", question);
    if (!answer) return failed(std::move(answer.error()));
    if (answer->status == 404)
      return failed(Kind::not_found, url_, "this service has no playground to ask (start it with --demo)");
    if (answer->status != 200 && answer->status != 400)
      return failed(Kind::unavailable, url_, "answered with status " + std::to_string(answer->status));
    const auto json = nlohmann::json::parse(answer->body, nullptr, false);
    if (!json.is_object()) return failed(Kind::broken, url_, "this is no wegwijzer: its answer is no JSON object");
    const bool understood = answer->status == 200;
    if (form == Form::line || !understood)
      return Heard{understood, json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n"};
    return Heard{true, as_text(json, form == Form::explained)};
  }

  std::string url_;
};

}  // namespace

tl::expected<std::unique_ptr<Asker>, std::vector<Fault>> local_asker(const Settings& settings) {
  auto scratch = Scratch::make();
  if (!scratch) return tl::unexpected(std::vector{std::move(scratch.error())});
  auto house = House::open(settings, scratch->storage(), terminal_channel);
  if (!house) return tl::unexpected(std::move(house.error()));
  return std::make_unique<LocalAsker>(std::move(*scratch), std::move(*house));
}

std::unique_ptr<Asker> server_asker(std::string url) {
  return std::make_unique<ServerAsker>(std::move(url));
}

}  // namespace wegwijzer::app
