#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "poll.hpp"

namespace wegwijzer::bench {

/// Slack's Web API, answering at once, and telling of every message that arrives.
class FakeSlack : Poll::Ready {
 public:
  /// `posted` hears the conversation of each chat.postMessage.
  FakeSlack(const Poll& poll, std::function<void(std::string_view conversation)> posted);
  ~FakeSlack() override;
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/api/"; }
  /// How often each method was asked for.
  [[nodiscard]] const std::map<std::string, int, std::less<>>& asked() const { return asked_; }

 private:
  class Connection;
  void ready() override;
  [[nodiscard]] const std::string& answer(std::string_view method);

  const Poll& poll_;
  std::function<void(std::string_view)> posted_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::map<std::string, std::string, std::less<>> answers_;
  std::map<std::string, int, std::less<>> asked_;
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace wegwijzer::bench
