#include "web/web.hpp"

#include <algorithm>

#include "base/reveal.hpp"
#include "base/texts.hpp"
#include "channel/chat.hpp"
#include "crypto/random.hpp"
#include "http/form.hpp"
#include "web/assets.hpp"
#include "web/page.hpp"
#include "web/same_site.hpp"
#include "web/turn.hpp"
#include "web_embedded/texts.hpp"

namespace wegwijzer::web {
namespace {

// How an event of ours came in, and so how it is answered.
constexpr std::string_view kApi = "api";      // contract JSON
constexpr std::string_view kPage = "page";    // a form of the page: the whole page again
constexpr std::string_view kPiece = "piece";  // the same form by our script: the turn alone

constexpr const char* kJson = "application/json";
constexpr const char* kForm = "application/x-www-form-urlencoded";

http::Response unkept(http::Response response) {
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

std::string fresh_thread() {
  return to_hex(crypto::random_id<RequestId>().view());
}

/// Dutch unless English stands before it in what the browser asks for.
Language page_language(const http::Request& request) {
  if (const auto chosen = http::form_field(request.query, "lang"))
    if (const auto language = language_from(*chosen)) return *language;
  const auto wanted = request.header("accept-language").value_or("");
  return wanted.find("en") < wanted.find("nl") ? Language::en : Language::nl;
}

channel::RawEvent event_from(http::Request request, std::string_view kind, const Clock& clock) {
  channel::RawEvent event;
  event.channel = "web";
  event.way = channel::Way::waiting;
  event.kind = kind;
  event.received = clock.now();
  event.request = request.id;
  const auto body = reveal(request.body);
  if (kind != kApi) {
    event.conversation = thread_of(body);
  } else if (const auto question = channel::chat_question_from(body)) {
    event.conversation = question->thread;
  }
  if (event.conversation.empty()) event.conversation = to_hex(request.id.view());
  event.body = std::move(request.body);
  return event;
}

class Web final : public channel::Channel {
 public:
  explicit Web(const Clock& clock) : clock_(clock) {}

  [[nodiscard]] std::string_view name() const override { return "web"; }

  void routes(http::Router& router, channel::Intake& intake) override {
    router.get("/", [this](const http::Request& request, http::Responder responder) {
      Place place;
      place.thread = fresh_thread();
      place.page = page_language(request);
      responder(unkept(http::Response::html(200, start_page(texts_, place))));
    });
    router.get_below(std::string(kAssets),
                     [](const http::Request& request, http::Responder responder) { responder(asset(request)); });
    router.post("/", {kForm}, admitting(kPage, intake));
    router.post("/turn", {kForm}, admitting(kPiece, intake));
    router.post("/api/chat", {kJson}, admitting(kApi, intake));
  }

  [[nodiscard]] Result<std::optional<model::Message>> read(const channel::RawEvent& event) const override {
    const auto id = to_hex(event.request.view());
    if (event.kind != kApi) return message_of(turn_from(reveal(event.body)), name(), id);
    return channel::chat_question_from(reveal(event.body)).map([&](const channel::ChatQuestion& question) {
      return std::optional(channel::chat_message(question, name(), id));
    });
  }

  [[nodiscard]] http::Response answer(const channel::RawEvent& event, Result<model::Said>& said) const override {
    const auto took = std::max(Duration{0}, clock_.now() - event.received);
    return unkept(event.kind == kApi ? api_answer(event, said, took) : page_answer(event, said, took));
  }

  // Everything is said on the waiting request; nothing is ever on its way later.
  [[nodiscard]] Result<std::vector<channel::Call>> write(const model::Outgoing&) const override {
    return failed(Kind::not_found, "web", "nobody is there any more");
  }
  [[nodiscard]] channel::Verdict judge(const channel::Call&, const http::Response&) const override {
    return channel::Never{"web", false};
  }
  [[nodiscard]] SharedSecret token(std::string_view) const override { return nullptr; }

 private:
  [[nodiscard]] http::Route admitting(std::string_view kind, channel::Intake& intake) const {
    return [this, kind, &intake](http::Request request, http::Responder responder) {
      if (!from_own_page(request))
        return responder(http::Response::json(
            403, channel::chat_fault({Kind::not_allowed, "", "another site's page may not ask here", ""})));
      intake.take(event_from(std::move(request), kind, clock_), std::move(responder));
    };
  }

  [[nodiscard]] static http::Response api_answer(const channel::RawEvent& event, Result<model::Said>& said,
                                                 Duration took) {
    const auto question = channel::chat_question_from(reveal(event.body));
    if (!question || !said) {
      const Fault& fault = question ? said.error() : question.error();
      return http::Response::json(http_status(fault.kind), channel::chat_fault(fault));
    }
    const auto spoken = std::exchange(*said, {});
    return http::Response::json(200, channel::chat_line(*question, spoken, took.count()));
  }

  [[nodiscard]] http::Response page_answer(const channel::RawEvent& event, Result<model::Said>& said,
                                           Duration took) const {
    Turn turn = turn_from(reveal(event.body));
    if (turn.place.thread.empty()) turn.place.thread = event.conversation;
    const auto spoken = said ? std::exchange(*said, {}) : model::Said{};
    Shown shown;
    shown.id = to_hex(event.request.view());
    shown.reply = channel::shown_to_asker(spoken);
    shown.slack = slack_calls(spoken);
    shown.took = took;
    const int status = said ? 200 : http_status(said.error().kind);
    return http::Response::html(status,
                                event.kind == kPage ? turn_page(texts_, turn, shown) : turn_piece(texts_, turn, shown));
  }

  const Clock& clock_;
  const Texts texts_ = Texts::built_in(web_embedded::texts);
};

}  // namespace

std::unique_ptr<channel::Channel> make(const Clock& clock) {
  return std::make_unique<Web>(clock);
}

}  // namespace wegwijzer::web
