#pragma once
#include <optional>
#include <string>

#include "base/result.hpp"
#include "channel/channel.hpp"
#include "model/message.hpp"
#include "slack/installations.hpp"
#include "slack/roll.hpp"

namespace wegwijzer::slack {

/// Bytes → message. Threads: any.
class Reading {
 public:
  /// A reply address is believed on Slack's own hosts and on the origin of `api_url`.
  Reading(const std::string& api_url, const Installations& installations, const Roll& roll);
  [[nodiscard]] Result<std::optional<model::Message>> read(const channel::RawEvent& event) const;

 private:
  [[nodiscard]] Result<std::optional<model::Message>> event(const channel::RawEvent& event) const;
  [[nodiscard]] Result<std::optional<model::Message>> command(const channel::RawEvent& event) const;
  [[nodiscard]] Result<std::optional<model::Message>> payload(const channel::RawEvent& event) const;
  [[nodiscard]] bool trusted(std::string_view reply_address) const;
  [[nodiscard]] SharedSecret reply_address(std::string_view address) const;
  [[nodiscard]] model::Message from(const channel::RawEvent& event, const Someone& someone) const;

  std::string own_origin_;
  const Installations& installations_;
  const Roll& roll_;
};

}  // namespace wegwijzer::slack
