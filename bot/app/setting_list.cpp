#include <array>

#include "app/settings.hpp"

namespace wegwijzer::app {
namespace {

using enum Type;

constexpr std::array kSettings{
    Setting{"server.listen", text, "127.0.0.1:8080", "address and port to listen on"},
    Setting{"server.public_url", text, "",
            "address under which people and platforms reach the service, in links and OAuth"},
    Setting{"server.tls_certificate", text, "", "PEM file; with tls_key the service speaks HTTPS itself"},
    Setting{"server.tls_key", text, "", "PEM file of the certificate's key"},
    Setting{"server.threads", number, "1", "threads that read and answer HTTP, 1 to 64"},
    Setting{"server.grace", duration, "10s", "how long a stop waits for what is in flight"},
    Setting{"server.trusted_proxies", list, "", "addresses or ranges whose X-Forwarded-For and -Proto are believed"},
    Setting{"server.metrics_token", secret, "", "opens /metrics beyond this machine"},
    Setting{"storage.url", text, "sqlite:var/wegwijzer.db", "the database"},
    Setting{"storage.keys_url", text, "sqlite:var/keys.db", "the key store, never part of a backup"},
    Setting{"storage.key_file", text, "var/master.key", "the master key, made on the first start, mode 0600"},
    Setting{"knowledge.dirs", list, "",
            "directories of entries over those that ship with the program; a later one replaces and adds"},
    Setting{"slack.signing_secret", secret, "",
            "one, or two separated by a comma during a change; empty: Slack is off"},
    Setting{"slack.bot_token", secret, "", "xoxb-… of the single workspace"},
    Setting{"slack.client_id", text, "", "with client_secret: installing into several workspaces"},
    Setting{"slack.client_secret", secret, "", "see client_id"},
    Setting{"slack.api_url", text, "https://slack.com/api/", "where Slack's Web API is"},
    Setting{"teams.app_id", text, "", "with a password or certificate: Teams is on"},
    Setting{"teams.app_password", secret, "", "client secret of the app"},
    Setting{"teams.certificate", text, "", "PEM file, instead of app_password"},
    Setting{"teams.certificate_key", text, "", "PEM file of the certificate's key"},
    Setting{"teams.tenant_id", text, "", "empty: an app for several tenants"},
    Setting{"teams.openid_metadata_url", text, "https://login.botframework.com/v1/.well-known/openidconfiguration",
            "keys of incoming activities"},
    Setting{"teams.token_url", text, "https://login.microsoftonline.com/", "where tokens come from"},
    Setting{"teams.service_urls", list, "https://smba.trafficmanager.net/", "prefixes that replies may go to"},
    Setting{"teams.targeted_messages", text, "off", "Microsoft's preview"},
    Setting{"safe_space.enabled", text, "auto", "auto, on or off"},
    Setting{"safe_space.accept_within", duration, "4h", "of a contact's working hours; then the next contact"},
    Setting{"safe_space.max_offers", number, "3", "then the coordinator"},
    Setting{"safe_space.retention", duration, "30d", "after closing; then nothing but counts remains; at most 365d"},
    Setting{"safe_space.modes", list, "anonymous, named", "at least one"},
    Setting{"safe_space.urgent_within", duration, "1h", "for an urgent request"},
    Setting{"safe_space.max_wait", duration, "72h", "longest wait for a contact's first hours"},
    Setting{"safe_space.coordinator_within", duration, "4h", "of a coordinator's working hours"},
    Setting{"safe_space.consent_within", duration, "5d", "working days"},
    Setting{"safe_space.first_contact_within", duration, "8h", "of the contact's working hours"},
    Setting{"safe_space.idle_after", duration, "10d", "working days"},
    Setting{"safe_space.timezone", text, "Europe/Amsterdam", "of the organisation's calendar"},
    Setting{"safe_space.holidays", text, "nl", "nl or none"},
    Setting{"safe_space.holiday_good_friday", boolean, "false", "a day off"},
    Setting{"safe_space.holiday_may_5", text, "lustrum", "lustrum, yes or no"},
    Setting{"safe_space.closed_days", list, "", "further dates, YYYY-MM-DD"},
    Setting{"safe_space.relay_jitter", duration, "30s", "0s switches it off"},
    Setting{"safe_space.max_new_per_week", number, "3", "requests of one person"},
    Setting{"safe_space.flood_per_hour", number, "20", "requests of everybody"},
    Setting{"safe_space.figures_k", number, "5", "smallest number that is shown; not below 5"},
    Setting{"safe_space.audit_retention", duration, "400d", "how long the audit chain is kept"},
    Setting{"safe_space.key_epoch", duration, "7d", "a new key this often"},
    Setting{"safe_space.key_keep", duration, "35d", "a key is destroyed at the latest this long after its epoch"},
    Setting{"safe_space.directory", text, "off", "off, or a file: account, department, manager"},
    Setting{"safe_space.resources", text, "", "the confirmed help lines, over the built-in proposals"},
    Setting{"web.playground", boolean, "false", "the playground at / (--demo: on)"},
    Setting{"log.level", text, "info", "debug, info, warn, error or off"},
    Setting{"bot.language", text, "nl", "nl or en, when nothing else tells"},
    Setting{"bot.address", text, "je", "je or u"},
    Setting{"bot.guests", list, "knowledge, safe_space", "what guests may use"},
    Setting{"bot.outsiders", list, "knowledge", "what people of other organisations may use"},
    Setting{"networks.answer_within", duration, "3d", "working days for a lead to answer"},
    Setting{"privacy.question_log", text, "scrubbed", "off or scrubbed"},
    Setting{"privacy.retention", duration, "90d", "of scrubbed questions"},
    Setting{"console.oidc_issuer", text, "", "who signs people in"},
    Setting{"console.oidc_client_id", text, "", "of the console at the issuer"},
    Setting{"console.oidc_client_secret", secret, "", "of the console at the issuer"},
    Setting{"console.roles", text, "", "file of who has which role"},
};

}  // namespace

std::span<const Setting> all_settings() {
  return kSettings;
}

}  // namespace wegwijzer::app
