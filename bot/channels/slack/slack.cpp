#include "slack/slack.hpp"

#include <utility>

#include "slack/admit.hpp"
#include "slack/answer.hpp"
#include "slack/install.hpp"
#include "slack/installations.hpp"
#include "slack/judge.hpp"
#include "slack/names.hpp"
#include "slack/read.hpp"
#include "slack/renewal.hpp"
#include "slack/roll.hpp"
#include "slack/tokens.hpp"
#include "slack/write.hpp"

namespace wegwijzer::slack {
namespace {

Options tidied(Options options) {
  if (options.api_url.empty() || options.api_url.back() != '/') options.api_url.push_back('/');
  return options;
}

class Slack final : public channel::Channel {
 public:
  Slack(Options options, const Parts& parts, store::Connection reader)
      : options_(tidied(std::move(options))),
        installations_(
            std::make_shared<Installations>(parts.vault, options_.bot_token, std::move(reader), parts.clock)),
        roll_(parts.client, options_.api_url + "users.info", *installations_),
        admission_(options_.signing_secrets, parts, *installations_, roll_),
        reading_(options_.api_url, *installations_, roll_),
        writing_(options_.api_url, *installations_),
        renewal_(std::make_shared<Renewal>(options_, parts, installations_)),
        install_(std::make_shared<Install>(options_, parts, installations_)) {}

  Result<void> load() { return installations_->load(); }

  [[nodiscard]] std::string_view name() const override { return kChannel; }
  void routes(http::Router& router, channel::Intake& intake) override {
    admission_.routes(router, intake);
    install_->routes(router, intake);
    renewal_->begin(intake);
  }
  [[nodiscard]] Result<std::optional<model::Message>> read(const channel::RawEvent& event) const override {
    return reading_.read(event);
  }
  [[nodiscard]] http::Response answer(const channel::RawEvent& event, Result<model::Said>& said) const override {
    return answer_to(event, said);
  }
  [[nodiscard]] Result<std::vector<channel::Call>> write(const model::Outgoing& outgoing) const override {
    return writing_.write(outgoing);
  }
  [[nodiscard]] channel::Verdict judge(const channel::Call& call, const http::Response& response) const override {
    auto verdict = judged(call, response);
    if (!std::holds_alternative<channel::FreshToken>(verdict)) return verdict;
    // A token that is not renewed stays dead until somebody installs again, or a later renewal succeeds: then the
    // courier asks again after its pause for dead ones instead of every other second.
    if (renewal_->renew(call.installation)) return verdict;
    return channel::Never{"token_expired", true};
  }
  /// The value of the Authorization header.
  [[nodiscard]] SharedSecret token(std::string_view installation) const override {
    const auto found = installations_->token(installation);
    if (!found) return nullptr;
    renewal_->in_time(installation);
    return bearer(found);
  }
  [[nodiscard]] std::optional<channel::Call> look_back(const channel::Call& call) const override {
    return look_back_for(call, options_.api_url);
  }
  [[nodiscard]] bool arrived(const channel::Call& call, const http::Response& response) const override {
    return mark_in(call, response);
  }

 private:
  const Options options_;
  std::shared_ptr<Installations> installations_;  ///< calls of the client may outlive the channel
  Roll roll_;
  Admission admission_;
  Reading reading_;
  Writing writing_;
  std::shared_ptr<Renewal> renewal_;
  std::shared_ptr<Install> install_;
};

}  // namespace

Result<std::unique_ptr<channel::Channel>> make(Options options, const Parts& parts, store::Connection reader) {
  auto slack = std::make_unique<Slack>(std::move(options), parts, std::move(reader));
  if (auto loaded = slack->load(); !loaded) return failed(std::move(loaded.error()));
  return std::unique_ptr<channel::Channel>(std::move(slack));
}

}  // namespace wegwijzer::slack
