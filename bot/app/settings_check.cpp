#include <algorithm>
#include <initializer_list>

#include "app/setting_values.hpp"
#include "app/settings.hpp"
#include "app/texts.hpp"
#include "http/form.hpp"
#include "http/proxies.hpp"

namespace wegwijzer::app {
namespace {

using std::chrono::hours;

/// What the values must be together, beyond their types.
class Checker {
 public:
  Checker(const Settings& settings, Language language) : settings_(settings), language_(language) {}

  std::vector<Fault> check() {
    words();
    companions();
    limits();
    places();
    return std::move(faults_);
  }

 private:
  void words() {
    one_of("log.level", {"debug", "info", "warn", "error", "off"});
    one_of("bot.language", {"nl", "en"});
    one_of("bot.address", {"je", "u"});
    one_of("privacy.question_log", {"off", "scrubbed"});
    one_of("safe_space.enabled", {"auto", "on", "off"});
    one_of("safe_space.holidays", {"nl", "none"});
    one_of("safe_space.holiday_may_5", {"lustrum", "yes", "no"});
    some_of("safe_space.modes", {"anonymous", "named"}, true);
    some_of("bot.guests", {"knowledge", "safe_space"}, false);
    some_of("bot.outsiders", {"knowledge", "safe_space"}, false);
  }

  void companions() {
    needs("slack.bot_token", "slack.signing_secret");
    needs("slack.client_id", "slack.client_secret");
    needs("slack.client_secret", "slack.client_id");
    needs("slack.client_id", "slack.signing_secret");
    if (!settings_.given("slack.client_id")) needs("slack.signing_secret", "slack.bot_token");
    needs("server.tls_certificate", "server.tls_key");
    needs("server.tls_key", "server.tls_certificate");
    needs("teams.certificate", "teams.certificate_key");
    needs("teams.app_password", "teams.app_id");
    if (!settings_.given("teams.certificate")) needs("teams.app_id", "teams.app_password");
    needs("console.oidc_client_id", "console.oidc_client_secret");
  }

  void limits() {
    within("server.threads", 1, 64);
    if (settings_.number("safe_space.figures_k") < 5) fault("safe_space.figures_k", "settings.figures_k");
    if (settings_.duration("safe_space.retention") > hours{24 * 365})
      fault("safe_space.retention", "settings.retention");
    if (settings_.duration("safe_space.accept_within") > hours{24 * 5})
      fault("safe_space.accept_within", "settings.accept_within");
  }

  void places() {
    if (!host_port_from(settings_.text("server.listen"))) fault("server.listen", "settings.listen");
    for (const char* key : {"storage.url", "storage.keys_url"})
      if (!sqlite_path(settings_.text(key))) fault(key, "settings.database");
    if (settings_.text("storage.url") == settings_.text("storage.keys_url"))
      fault("storage.keys_url", "settings.same_file");
    for (const char* key : {"slack.api_url", "teams.token_url", "teams.openid_metadata_url"})
      if (!is_web_address(settings_.text(key)))
        fault(key, "settings.web_address");
      else if (!keeps_secrets(settings_.text(key)))
        fault(key, "settings.https");
    for (const char* key : {"server.public_url", "console.oidc_issuer"})
      if (!settings_.text(key).empty() && !is_web_address(settings_.text(key))) fault(key, "settings.web_address");
  }

  static bool is_web_address(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
  }

  /// Tokens go there: never in the clear, except to something on this machine.
  static bool keeps_secrets(std::string_view address) {
    if (address.starts_with("https://")) return true;
    const auto origin = http::origin_of(address).value_or("http://");
    auto host = std::string_view(origin).substr(std::string_view("http://").size());
    host = host.starts_with('[') ? host.substr(1, host.find(']') - 1) : host.substr(0, host.find(':'));
    return host == "localhost" || http::is_loopback(host);
  }

  void fault(std::string_view key, TextKey what, std::string_view extra = {}) {
    const auto& origin = settings_.origin(key);
    faults_.push_back({Kind::bad_input, origin.place.empty() ? std::string(key) : origin.place,
                       texts().say(language_, what, {{"key", key}, {"extra", extra}}), ""});
  }

  static std::string joined(std::initializer_list<std::string_view> words) {
    std::string list;
    for (const auto word : words) list += (list.empty() ? "" : ", ") + std::string(word);
    return list;
  }

  void one_of(std::string_view key, std::initializer_list<std::string_view> words) {
    if (std::find(words.begin(), words.end(), settings_.text(key)) == words.end())
      fault(key, "settings.one_of", joined(words));
  }

  void some_of(std::string_view key, std::initializer_list<std::string_view> words, bool at_least_one) {
    const auto items = settings_.list(key);
    const bool known = std::all_of(items.begin(), items.end(), [&](const std::string& item) {
      return std::find(words.begin(), words.end(), item) != words.end();
    });
    if (!known || (at_least_one && items.empty())) fault(key, "settings.some_of", joined(words));
  }

  /// An empty value means off, so it needs nothing; a companion that was left empty on purpose is a choice.
  void needs(std::string_view key, std::string_view other) {
    const auto* setting = setting_named(key);
    const bool set_here =
        setting->type == Type::secret ? settings_.secret(key) != nullptr : !settings_.text(key).empty();
    if (set_here && !settings_.given(other)) fault(key, "settings.needs", other);
  }

  void within(std::string_view key, std::int64_t least, std::int64_t most) {
    const auto number = settings_.number(key);
    if (number < least || number > most)
      fault(key, "settings.range", std::to_string(least) + " … " + std::to_string(most));
  }

  const Settings& settings_;
  Language language_;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> problems_with(const Settings& settings, Language language) {
  return Checker(settings, language).check();
}

}  // namespace wegwijzer::app
