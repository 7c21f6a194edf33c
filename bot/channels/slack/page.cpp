#include "slack/page.hpp"

#include "slack/words_of_ours.hpp"

namespace wegwijzer::slack {
namespace {

void append_html(std::string& out, std::string_view text) {
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
}

}  // namespace

Language reader_of(const http::Request& request) {
  return request.header("Accept-Language").value_or("").starts_with("en") ? Language::en : Language::nl;
}

http::Response page(int status, Language language, const std::vector<std::string>& paragraphs, const Link& link) {
  const std::string title = say(language, "install.title");
  std::string html = "<!doctype html>\n<html lang=\"";
  html.append(code(language)).append("\">\n<head><meta charset=\"utf-8\">");
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>";
  append_html(html, title);
  html += "</title></head>\n<body><main>\n<h1>";
  append_html(html, title);
  html += "</h1>\n";
  for (const auto& paragraph : paragraphs) {
    html += "<p>";
    append_html(html, paragraph);
    html += "</p>\n";
  }
  if (!link.address.empty()) {
    html += "<p><a href=\"";
    append_html(html, link.address);
    html += "\">";
    append_html(html, link.words);
    html += "</a></p>\n";
  }
  html += "</main></body>\n</html>\n";
  auto response = http::Response::html(status, std::move(html));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace wegwijzer::slack
