#include "app/settings.hpp"

#include <cassert>
#include <sstream>

#include "app/setting_values.hpp"
#include "base/text.hpp"

namespace wegwijzer::app {

const Settings::Entry& Settings::entry(std::string_view key) const {
  const auto found = entries_.find(key);
  assert(found != entries_.end());
  return found->second;
}

const std::string& Settings::text(std::string_view key) const {
  return entry(key).text;
}

SharedSecret Settings::secret(std::string_view key) const {
  const auto& secret = entry(key).secret;
  return secret && !secret->empty() ? secret : nullptr;
}

std::int64_t Settings::number(std::string_view key) const {
  return number_from(entry(key).text).value_or(0);
}
bool Settings::boolean(std::string_view key) const {
  return boolean_from(entry(key).text).value_or(false);
}
Duration Settings::duration(std::string_view key) const {
  return duration_from(entry(key).text).value_or(Duration{0});
}

std::vector<std::string> Settings::list(std::string_view key) const {
  std::vector<std::string> items;
  std::stringstream in(entry(key).text);
  for (std::string item; std::getline(in, item, ',');)
    if (const auto word = trimmed(item); !word.empty()) items.emplace_back(word);
  return items;
}

const Origin& Settings::origin(std::string_view key) const {
  return entry(key).origin;
}

std::string Settings::shown(const Setting& setting) const {
  const auto& one = entry(setting.key);
  if (setting.type != Type::secret) return one.text;
  if (!one.secret || one.secret->empty()) return "";
  return "•••• (from " + one.origin.place + ")";
}

}  // namespace wegwijzer::app
