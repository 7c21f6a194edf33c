#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "http/message.hpp"

namespace wegwijzer::slack {

/// The language of who looks at a page: English where their browser asks for it first, else Dutch.
[[nodiscard]] Language reader_of(const http::Request& request);

struct Link {
  std::string words;
  std::string address;
};
/// A small page of its own: no script, no style, nothing of Slack's answers in it.
[[nodiscard]] http::Response page(int status, Language language, const std::vector<std::string>& paragraphs,
                                  const Link& link = {});

}  // namespace wegwijzer::slack
