#pragma once
#include <functional>
#include <optional>
#include <string>

#include "base/reveal.hpp"
#include "web/web.hpp"

namespace wegwijzer::web {

struct StillClock final : Clock {
  [[nodiscard]] Instant now() const override { return at; }
  Instant at = from_micros(1'800'000'000'000'000);
};

/// The web channel with its routes, and in the engine's place a handler that says what the test wants.
class Playground final : public channel::Intake {
 public:
  Playground() { channel->routes(router, *this); }

  void take(channel::RawEvent event, http::Responder responder) override {
    taken = std::move(event);
    auto read = channel->read(*taken);
    Result<model::Said> said = model::Said{};
    if (!read) {
      said = failed(read.error());
    } else {
      message = std::move(**read);
      clock.at += time_taken;
      said = says(*message);
    }
    responder(channel->answer(*taken, said));
    left_over = said ? said->size() : 0;
  }
  void write(std::function<Result<void>(store::Tx&)>, std::function<void(Result<void>)>) override {}

  http::Response get(std::string path, http::Headers headers = {}, std::string query = "") {
    return serve({{}, http::Method::get, std::move(path), std::move(query), std::move(headers), share(""), "", false});
  }
  http::Response post(std::string path, std::string_view body, http::Headers headers = {}) {
    const bool json = path == "/api/chat";
    headers.emplace_back("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded");
    return serve({{}, http::Method::post, std::move(path), "", std::move(headers), share(body), "", false});
  }
  /// The page's piece for one reply.
  std::string piece(std::vector<model::Block> blocks, std::string_view form = "thread=0a&q=x") {
    reply.blocks = std::move(blocks);
    return post("/turn", form).body;
  }
  [[nodiscard]] std::string words() const { return std::string(reveal(std::get<model::Text>(message->what).words)); }

  StillClock clock;
  Duration time_taken{0};
  std::unique_ptr<channel::Channel> channel = make(clock);
  http::Router router;
  model::Reply reply;
  model::To to = model::ToAsker{};
  bool replace = false;
  std::optional<channel::RawEvent> taken;
  std::optional<model::Message> message;
  std::size_t left_over = 0;

 private:
  http::Response serve(http::Request request) {
    request.id.bytes[0] = ++requests_;
    http::Response got;
    router.serve(std::move(request), http::Responder([&](http::Response response) { got = std::move(response); }));
    return got;
  }
  [[nodiscard]] model::Said says(const model::Message& heard) const {
    model::Outgoing outgoing;
    outgoing.to = to;
    outgoing.source = heard.source;
    outgoing.asker = heard.from;
    outgoing.reply = reply;
    outgoing.replace = replace;
    return {outgoing};
  }

  std::uint8_t requests_ = 0;
};

}  // namespace wegwijzer::web
