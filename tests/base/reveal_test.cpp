#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace wegwijzer {
namespace {

namespace fs = std::filesystem;

// Who opens private text, and so has to be read with care. A new line here is a decision: what does the file do with
// the letters, and how long do they live?
const std::set<std::string> kOpeners{
    "bot/app/doctor_slack.cpp",
    "bot/app/operations.cpp",
    "bot/base/secret.cpp",
    "bot/channel/call.cpp",
    "bot/channel/chat.cpp",
    "bot/channels/slack/admit.cpp",
    "bot/channels/slack/answer.cpp",
    "bot/channels/slack/install_store.cpp",
    "bot/channels/slack/installations.cpp",
    "bot/channels/slack/judge.cpp",
    "bot/channels/slack/oauth.cpp",
    "bot/channels/slack/read.cpp",
    "bot/channels/slack/roll.cpp",
    "bot/channels/slack/sign.cpp",
    "bot/channels/slack/tokens.hpp",
    "bot/channels/slack/write.cpp",
    "bot/channels/terminal/terminal.cpp",
    "bot/channels/web/slack_view.cpp",
    "bot/channels/web/web.cpp",
    "bot/engine/handling.cpp",
    "bot/engine/inbox_store.cpp",
    "bot/engine/outbox_store.cpp",
    "bot/http/transfer.cpp",
    "bot/store/key_file.cpp",
    "bot/store/vault.cpp",
    "handlers/answer/handler.cpp",
    "handlers/home/handler.cpp",
    "handlers/safe_space/handler.cpp",
    "knowledge/search/conversation.cpp",
};

std::set<std::string> files_that_include(const std::string& what) {
  const fs::path root = fs::path(CONTENT).parent_path().parent_path();
  std::set<std::string> found;
  for (const auto* folder : {"bot", "handlers", "knowledge"})
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto kind = entry.path().extension();
      if (kind != ".cpp" && kind != ".hpp") continue;
      std::ifstream in(entry.path());
      const std::string text(std::istreambuf_iterator<char>(in), {});
      if (text.find("#include \"" + what + "\"") != std::string::npos)
        found.insert(entry.path().lexically_relative(root));
    }
  return found;
}

TEST(PrivateText, is_opened_by_the_files_on_this_list_alone) {
  const auto openers = files_that_include("base/reveal.hpp");
  EXPECT_FALSE(openers.empty());
  for (const auto& file : openers) EXPECT_TRUE(kOpeners.contains(file)) << file << " opens private text";
}

}  // namespace
}  // namespace wegwijzer
