#include "web/template.hpp"

#include <cassert>

#include "web_embedded/pages.hpp"

namespace wegwijzer::web {
namespace {

std::string_view without_line_end(std::string_view text) {
  return text.ends_with('\n') ? text.substr(0, text.size() - 1) : text;
}

std::string_view short_name(std::string_view file) {
  return file.substr(0, file.find('.'));
}

}  // namespace

std::string rendered(std::string_view name, Data data) {
  using kainjow::mustache::partial;
  std::string main;
  for (const auto& [file, content] : web_embedded::pages) {
    const auto text = without_line_end(content);
    if (file == name) main = text;
    assert(data.get(std::string(short_name(file))) == nullptr);  // a value would hide the template
    data.set(std::string(short_name(file)), Data(partial([text] { return std::string(text); })));
  }
  kainjow::mustache::mustache page(main);
  assert(page.is_valid());
  return page.render(data);
}

}  // namespace wegwijzer::web
