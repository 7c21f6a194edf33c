#pragma once
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "fakes/service.hpp"
#include "fakes/slack.hpp"
#include "folder.hpp"

namespace wegwijzer {

/// The head of an entry of a test's own; its text follows.
constexpr const char* kOwnEntry =
    "---\nid: own.entry\nlang: nl\ntitle: Waar staat de kaasfontein?\nquestions: [waar staat de kaasfontein]\n"
    "area: network\nowner: redactie\nreviewed: 2026-11-01\nreview_every: 180d\n"
    "sources: [{document: Eigen, section: \"1\"}]\nstatus: published\n---\n";

/// The service as a process, with Slack beside it and a directory of entries of its own.
class Serve : public ::testing::Test {
 protected:
  fakes::Service::Options options() const {
    std::filesystem::create_directory(folder.path("own"));
    fakes::Service::Options made;
    made.program = WEGWIJZER;
    made.folder = folder.path("");
    made.variables = {{"WEGWIJZER_SLACK_SIGNING_SECRET", fakes::kSigningSecret},
                      {"WEGWIJZER_SLACK_BOT_TOKEN", fakes::kBotToken},
                      {"WEGWIJZER_SLACK_API_URL", slack.api_url()},
                      {"WEGWIJZER_KNOWLEDGE_DIRS", folder.path("own")},
                      {"LANG", "en_GB.UTF-8"}};
    made.arguments = {"--demo"};
    return made;
  }
  void write_own(const std::string& body) const { folder.write("own/nl/own.entry.md", kOwnEntry + body + "\n"); }
  static std::string ask(const fakes::Service& service, const std::string& question) {
    const auto got =
        fakes::post(service.address() + "/api/chat", nlohmann::json{{"q", question}}.dump(), "application/json");
    const auto answer = nlohmann::json::parse(got.body, nullptr, false);
    return answer.is_object() ? answer.value("reply", "") : "";
  }
  static nlohmann::json readiness(const fakes::Service& service, int& status) {
    const auto got = fakes::get(service.address() + "/readyz");
    status = got.status;
    return nlohmann::json::parse(got.body, nullptr, false);
  }
  /// Waits until /readyz has this status; gives what it says.
  static nlohmann::json ready_as(const fakes::Service& service, int wanted) {
    nlohmann::json said;
    EXPECT_TRUE(fakes::until([&] {
      int status = 0;
      said = readiness(service, status);
      return status == wanted;
    })) << said;
    return said;
  }
  int stop(fakes::Service& service) const {
    service.process().signal(SIGTERM);
    return service.process().wait();
  }
  Folder folder;
  fakes::Slack slack;
};

}  // namespace wegwijzer
