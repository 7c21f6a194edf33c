#include "safe_space/resources.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>

namespace wegwijzer::safe_space {
namespace {

using std::chrono::year_month_day;

std::optional<int> number_from(std::string_view text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "2026-11-25".
std::optional<year_month_day> date_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_from(text.substr(0, 4));
  const auto month = number_from(text.substr(5, 2));
  const auto day = number_from(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

/// Reads one file; `fault_` keeps the first thing that is wrong.
class Reader {
 public:
  Reader(std::string_view file, Resources& into) : file_(file), into_(into) {}

  Result<void> read(const YAML::Node& root) {
    if (!root.IsMap()) wrong(root, "a file of help lines is a map");
    if (root.IsMap())
      for (const auto& pair : root) section(pair.first.as<std::string>(), pair.first, pair.second);
    if (fault_) return failed(std::move(*fault_));
    return {};
  }

 private:
  void wrong(const YAML::Node& node, std::string what) {
    const auto place = std::string(file_) + ":" + std::to_string(node.Mark().line + 1);
    if (!fault_) fault_ = Fault{Kind::bad_input, place, std::move(what), ""};
  }

  void section(const std::string& name, const YAML::Node& key, const YAML::Node& node) {
    if (name == "country") return;
    if (name == "valid_for") return valid_for(node);
    if (name != "lines") return wrong(key, "'" + name + "' is nothing that a file of help lines has");
    if (!node.IsSequence()) return wrong(node, "lines is a list");
    for (const auto& item : node) line(item);
  }

  void valid_for(const YAML::Node& node) {
    const auto text = node.as<std::string>();
    const auto days =
        text.ends_with('d') ? number_from(std::string_view(text).substr(0, text.size() - 1)) : std::nullopt;
    if (!days || *days < 1 || *days > 3650) return wrong(node, "valid_for is a number of days such as 90d");
    into_.valid_for = std::chrono::days{*days};
  }

  void line(const YAML::Node& item) {
    if (!item.IsMap() || !item["id"]) return wrong(item, "a help line is a map with an id");
    const auto id = item["id"].as<std::string>();
    auto found =
        std::find_if(into_.lines.begin(), into_.lines.end(), [&](const HelpLine& one) { return one.id == id; });
    if (found == into_.lines.end()) {
      into_.lines.emplace_back().id = id;
      found = std::prev(into_.lines.end());
    }
    for (const auto& pair : item) field(*found, pair.first.as<std::string>(), pair.first, pair.second);
    for (const auto& name : found->name.in)
      if (name.empty()) wrong(item, "'" + id + "' needs a name in both languages");
    if (found->number.empty() && found->url.empty() && !found->inside)
      wrong(item, "'" + id + "' needs a number or an address");
  }

  void field(HelpLine& line, const std::string& name, const YAML::Node& key, const YAML::Node& node) {
    if (name == "id" || name == "source") return;
    if (name == "name") return both(line.name, node);
    if (name == "about") return both(line.about, node);
    if (name == "hours") return both(line.hours, node);
    if (name == "cost") return both(line.cost, node);
    if (name == "note") return both(line.note, node);
    if (name == "number")
      line.number = node.as<std::string>();
    else if (name == "other_number")
      line.other_number = node.as<std::string>();
    else if (name == "url")
      address(line, node);
    else if (name == "inside")
      line.inside = node.as<bool>();
    else if (name == "fits")
      line.fits = node.as<std::vector<std::string>>();
    else if (name == "verified_by")
      line.verified_by = node.as<std::string>();
    else if (name == "verified_on")
      date(line, node);
    else
      wrong(key, "'" + name + "' is nothing that a help line has");
  }

  void both(Both& to, const YAML::Node& node) {
    if (node.IsScalar()) {
      to.in = {node.as<std::string>(), node.as<std::string>()};
      return;
    }
    if (!node.IsMap()) return wrong(node, "a text, or one each for nl and en");
    for (const auto& pair : node) {
      const auto language = language_from(pair.first.as<std::string>());
      if (!language) return wrong(pair.first, "the languages are nl and en");
      to.in[static_cast<std::size_t>(*language)] = pair.second.as<std::string>();
    }
  }

  void address(HelpLine& line, const YAML::Node& node) {
    line.url = node.as<std::string>();
    if (!line.url.starts_with("https://")) wrong(node, "an address starts with https://");
  }

  void date(HelpLine& line, const YAML::Node& node) {
    line.verified_on = date_from(node.as<std::string>());
    if (!line.verified_on) wrong(node, "a date is written 2026-11-25");
  }

  std::string_view file_;
  Resources& into_;
  std::optional<Fault> fault_;
};

}  // namespace

const HelpLine* Resources::find(std::string_view id) const {
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const HelpLine& line) { return line.id == id; });
  return found == lines.end() ? nullptr : &*found;
}

Trust Resources::trust(const HelpLine& line, std::chrono::sys_days today) const {
  if (line.verified_by.empty() || !line.verified_on) return Trust::proposed;
  return std::chrono::sys_days{*line.verified_on} + valid_for < today ? Trust::overdue : Trust::confirmed;
}

Result<void> read_resources(std::string_view file, const std::string& yaml, Resources& into) {
  try {
    return Reader(file, into).read(YAML::Load(yaml));
  } catch (const YAML::Exception& e) {
    return failed(Kind::bad_input, std::string(file) + ":" + std::to_string(e.mark.line + 1),
                  "this is no YAML of the right shape");
  }
}

std::string phone_link(std::string_view number) {
  std::string link = "tel:";
  for (const char c : number)
    if ((c >= '0' && c <= '9') || c == '+') link.push_back(c);
  return link;
}

}  // namespace wegwijzer::safe_space
