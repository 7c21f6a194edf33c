#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "channel/channel.hpp"
#include "model/reply.hpp"
#include "slack/installations.hpp"

namespace wegwijzer::slack {

/// Replies → calls of the Web API. Threads: any.
class Writing {
 public:
  Writing(std::string api_url, const Installations& installations);
  /// Without any workspace: to show what would be sent.
  explicit Writing(std::string api_url);
  [[nodiscard]] Result<std::vector<channel::Call>> write(const model::Outgoing& outgoing) const;

 private:
  struct Place;
  [[nodiscard]] Place place_of(const model::Outgoing& outgoing) const;
  [[nodiscard]] Result<channel::Call> dialog(const model::Outgoing& outgoing) const;
  [[nodiscard]] channel::Call home(const model::Outgoing& outgoing) const;
  [[nodiscard]] std::vector<channel::Call> said(const model::Outgoing& outgoing) const;
  [[nodiscard]] channel::Call call(const Place& place, const model::Outgoing& outgoing, std::size_t part) const;
  [[nodiscard]] channel::Call method(const char* name, const model::Outgoing& outgoing) const;

  std::string api_url_;
  const Installations* installations_ = nullptr;
};

/// A slash command's answer: the first message of `reply`, for its reader alone; empty where there is nothing to say.
/// `rest` gets the pieces that did not fit.
[[nodiscard]] std::string only_for_asker(const model::Reply& reply, std::vector<model::Block>& rest);

/// The mark by which an earlier try is recognised, of one of our calls and of one of Slack's messages.
[[nodiscard]] std::string mark_of(const OutgoingId& id);

}  // namespace wegwijzer::slack
