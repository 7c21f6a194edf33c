#include "slack/install.hpp"

#include <utility>

#include "base/log.hpp"
#include "base/text.hpp"
#include "http/form.hpp"
#include "slack/page.hpp"
#include "slack/words_of_ours.hpp"

namespace wegwijzer::slack {
namespace {

constexpr std::string_view kCookie = "__Host-wegwijzer-slack";

std::string_view cookie_of(const http::Request& request) {
  auto rest = request.header("Cookie").value_or("");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    const auto one = trimmed(rest.substr(0, end));
    if (one.starts_with(kCookie) && one.substr(kCookie.size()).starts_with('=')) return one.substr(kCookie.size() + 1);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

std::string cookie(std::string_view value, int seconds) {
  std::string text(kCookie);
  text.append("=").append(value).append("; Path=/; Max-Age=").append(std::to_string(seconds));
  return text.append("; Secure; HttpOnly; SameSite=Lax");
}

http::Response see_again(Language language, int status, std::vector<std::string> paragraphs) {
  paragraphs.push_back(say(language, "install.again"));
  return page(status, language, paragraphs, {say(language, "install.begin_again"), "/slack/install"});
}

}  // namespace

/// One browser on its way through the installation.
struct Install::Visit {
  Language language;
  http::Responder responder;
  Granted granted;
};

Install::Install(const Options& options, const Parts& parts, std::shared_ptr<Installations> installations)
    : options_(options),
      clock_(parts.clock),
      client_(parts.client),
      installations_(std::move(installations)),
      states_(parts.vault, parts.clock) {}

void Install::routes(http::Router& router, channel::Intake& intake) {
  if (options_.client_id.empty() || !options_.client_secret || options_.client_secret->empty()) return;
  const auto self = shared_from_this();
  router.get("/slack/install", [self](const http::Request& request, http::Responder responder) {
    self->begin(request, std::move(responder));
  });
  router.get("/slack/oauth_redirect", [self, &intake](const http::Request& request, http::Responder responder) {
    self->redirected(request, std::move(responder), intake);
  });
}

void Install::begin(const http::Request& request, http::Responder responder) const {
  const auto language = reader_of(request);
  if (options_.public_url.empty()) return responder(page(503, language, {say(language, "install.no_address")}));
  const auto begun = states_.begin();
  auto response = http::Response::empty(302);
  response.headers = {{"Location", authorize_url(options_, begun.state)},
                      {"Set-Cookie", cookie(begun.cookie, 600)},
                      {"Cache-Control", "no-store"}};
  responder(std::move(response));
}

void Install::redirected(const http::Request& request, http::Responder responder, channel::Intake& intake) {
  const auto language = reader_of(request);
  const http::Form query(request.query);
  if (!states_.redeem(query.value("state"), cookie_of(request)))
    return responder(see_again(language, 400, {say(language, "install.state")}));
  if (query.field("error")) return responder(see_again(language, 200, {say(language, "install.denied")}));
  const auto code = query.value("code");
  if (code.empty()) return responder(see_again(language, 400, {say(language, "install.state")}));
  auto visit = std::make_shared<Visit>(Visit{language, std::move(responder), {}});
  client_.send(exchange_call(options_, code), [self = shared_from_this(), visit, &intake](const http::Answer& answer) {
    self->exchanged(visit, answer, intake);
  });
}

void Install::exchanged(const std::shared_ptr<Visit>& visit, const http::Answer& answer, channel::Intake& intake) {
  const auto language = visit->language;
  const auto refuse = [&](int status, TextKey key) {
    visit->responder(see_again(language, status, {say(language, key)}));
  };
  if (!answer.response) return refuse(502, "install.unreachable");
  visit->granted = granted_from(answer.response->body, clock_.now());
  auto& granted = visit->granted;
  if (!granted.installation) {
    log::warn("slack.install_refused");
    if (granted.error.empty()) return refuse(502, "install.unreachable");
    return refuse(400, granted.error == "cannot_install_an_org_installed_app" ? TextKey("install.organisation_only")
                                                                              : TextKey("install.refused"));
  }
  intake.write([self = shared_from_this(),
                visit](store::Tx& tx) { return self->installations_->store().keep(tx, *visit->granted.installation); },
               [self = shared_from_this(), visit](const Result<void>& result) { self->kept(visit, result); });
}

void Install::kept(const std::shared_ptr<Visit>& visit, const Result<void>& result) {
  const auto language = visit->language;
  if (!result || !installations_->load())
    return visit->responder(see_again(language, 503, {say(language, "install.not_kept")}));
  log::info("slack.installed");
  // Whether the token works is better known now than at the first question.
  client_.send(auth_test_call(options_, visit->granted.installation->token),
               [self = shared_from_this(), visit](const http::Answer& answer) {
                 if (!answer.response || !introduction_from(answer.response->body)) log::warn("slack.auth_test_failed");
                 self->finish(visit);
               });
}

void Install::finish(const std::shared_ptr<Visit>& visit) const {
  const auto language = visit->language;
  const auto& granted = visit->granted;
  const auto& one = *granted.installation;
  std::vector<std::string> paragraphs;
  Link link;
  if (granted.whole_enterprise) {
    paragraphs = {say(language, "install.whole_organisation")};
    link = {say(language, "install.choose_workspaces"), "https://app.slack.com/manage/" + http::url_encoded(one.key) +
                                                            "/integrations/profile/" + http::url_encoded(one.app) +
                                                            "/workspaces/add"};
  } else {
    paragraphs = {say(language, "install.done"), say(language, "install.done_next")};
    link = {say(language, "install.open"), "https://slack.com/app_redirect?app=" + http::url_encoded(one.app) +
                                               "&team=" + http::url_encoded(granted.team)};
  }
  if (!has_all_scopes(one.scopes)) {
    log::warn("slack.scopes_missing");
    paragraphs.push_back(say(language, "install.scopes_missing"));
  }
  auto response = page(200, language, paragraphs, link);
  response.headers.emplace_back("Set-Cookie", cookie("", 0));
  visit->responder(std::move(response));
}

}  // namespace wegwijzer::slack
