#include "slack/someone.hpp"

namespace wegwijzer::slack {
namespace {

using model::Standing;

/// From another organisation: known under their own.
Someone outsider(Someone someone, const std::string& team) {
  someone.said = Standing::outsider;
  someone.sure = true;
  if (!team.empty()) someone.tenant = team;
  return someone;
}

}  // namespace

Someone someone_from(const Envelope& e) {
  Someone someone{e.installation(), e.tenant(),
                  e.kind == "message" && !e.deleted_user.empty() ? e.deleted_user : e.user};
  const auto& home = e.team.empty() ? e.installed_team : e.team;
  const auto& team = e.author_team();
  const bool elsewhere = !team.empty() && team != home && team != e.installed_team;
  const bool enterprise = !e.tenant().empty() && e.tenant() != home;
  // Within one enterprise, somebody of another workspace is a colleague, unless the channel is shared with others.
  if (elsewhere && !enterprise) return outsider(std::move(someone), team);
  if (e.shared_channel && (elsewhere || team.empty())) someone.said = Standing::outsider;
  if (e.guest && someone.said == Standing::colleague) someone.said = Standing::guest;
  someone.sure = e.guest;
  return someone;
}

Someone someone_from(const Payload& p) {
  Someone someone{p.installation(), p.tenant(), p.user};
  const bool elsewhere = !p.user_team.empty() && p.user_team != p.installation();
  if (elsewhere && p.enterprise.empty()) return outsider(std::move(someone), p.user_team);
  return someone;
}

Someone someone_from(const http::Form& command) {
  const std::string team(command.value("team_id"));
  const std::string enterprise(command.value("enterprise_id"));
  const bool whole = command.value("is_enterprise_install") == "true" && !enterprise.empty();
  return {whole ? enterprise : team, enterprise.empty() ? team : enterprise, std::string(command.value("user_id"))};
}

}  // namespace wegwijzer::slack
