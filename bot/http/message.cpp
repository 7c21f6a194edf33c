#include "http/message.hpp"

#include <strings.h>

#include <algorithm>

namespace wegwijzer::http {

namespace {

bool same_name(std::string_view some, std::string_view other) {
  return some.size() == other.size() && ::strncasecmp(some.data(), other.data(), some.size()) == 0;
}

}  // namespace

std::optional<std::string_view> Request::header(std::string_view name) const {
  std::optional<std::string_view> found;
  for (const auto& [key, value] : headers) {
    if (!same_name(key, name)) continue;
    if (found) return std::nullopt;
    found = value;
  }
  return found;
}

std::size_t Request::header_count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(headers.begin(), headers.end(), [&](const auto& field) { return same_name(field.first, name); }));
}

}  // namespace wegwijzer::http
