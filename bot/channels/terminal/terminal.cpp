#include "terminal/terminal.hpp"

#include <cstdio>

#include "base/reveal.hpp"
#include "channel/chat.hpp"

namespace wegwijzer::terminal {
namespace {

std::string score_text(double score) {
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%.2f", score);
  return {text, static_cast<std::size_t>(length)};
}

/// Why: the decision, what was considered, and the reasons line by line.
std::string explanation(const model::Findings& findings) {
  std::string text = "\n\n" + findings.intent + " " + score_text(findings.confidence);
  for (const auto& found : findings.results)
    text += "\n  " + score_text(found.score) + "  " + found.id + "  " + found.title;
  for (const auto& reason : findings.reasons) text += "\n  " + reason;
  return text;
}

std::string person_sees(const model::Outgoing* shown, bool explain) {
  if (shown == nullptr) return "\n";
  std::string text = model::plain_text(shown->reply);
  if (explain && shown->reply.findings) text += explanation(*shown->reply.findings);
  return text + "\n";
}

class Terminal final : public channel::Channel {
 public:
  explicit Terminal(const Clock& clock) : clock_(clock) {}

  [[nodiscard]] std::string_view name() const override { return "terminal"; }
  void routes(http::Router&, channel::Intake&) override {}

  [[nodiscard]] Result<std::optional<model::Message>> read(const channel::RawEvent& event) const override {
    return channel::chat_question_from(reveal(event.body)).map([&](const channel::ChatQuestion& question) {
      return std::optional(channel::chat_message(question, name(), to_hex(event.request.view())));
    });
  }

  [[nodiscard]] http::Response answer(const channel::RawEvent& event, Result<model::Said>& said) const override {
    const bool line = event.kind == "line";
    const auto question = channel::chat_question_from(reveal(event.body));
    if (!question || !said) {
      const Fault& fault = said ? question.error() : said.error();
      const int status = http_status(fault.kind);
      if (line) return http::Response::json(status, channel::chat_fault(fault) + "\n");
      return http::Response::text(status, to_text(fault) + "\n");
    }
    const auto spoken = std::exchange(*said, {});
    if (!line) return http::Response::text(200, person_sees(channel::shown_to_asker(spoken), event.kind == "explain"));
    const auto micros = std::max<std::int64_t>(0, (clock_.now() - event.received).count());
    return http::Response::json(200, channel::chat_line(*question, spoken, micros) + "\n");
  }

  // Everything is said on the waiting command; nothing is ever on its way later.
  [[nodiscard]] Result<std::vector<channel::Call>> write(const model::Outgoing&) const override {
    return failed(Kind::not_found, "terminal", "nobody is there any more");
  }
  [[nodiscard]] channel::Verdict judge(const channel::Call&, const http::Response&) const override {
    return channel::Never{"terminal", false};
  }
  [[nodiscard]] SharedSecret token(std::string_view) const override { return nullptr; }

 private:
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<channel::Channel> make(const Clock& clock) {
  return std::make_unique<Terminal>(clock);
}

}  // namespace wegwijzer::terminal
