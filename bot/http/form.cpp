#include "http/form.hpp"

namespace wegwijzer::http {

namespace {

constexpr std::size_t kMostFields = 1'000;

int digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? digit(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : digit(text[i + 2]);
    if (low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

// Calls `each(encoded name, encoded value)` for the first fields.
template <class Each>
void for_fields(std::string_view encoded, const Each& each) {
  for (std::size_t count = 0; count < kMostFields && !encoded.empty();) {
    const auto end = std::min(encoded.find('&'), encoded.size());
    const auto field = encoded.substr(0, end);
    encoded.remove_prefix(std::min(end + 1, encoded.size()));
    if (field.empty()) continue;
    const auto equals = std::min(field.find('='), field.size());
    each(field.substr(0, equals), equals < field.size() ? field.substr(equals + 1) : std::string_view{});
    ++count;
  }
}

bool plain(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '-' || letter == '.' || letter == '_' || letter == '~';
}

}  // namespace

Form::Form(std::string_view encoded) {
  for_fields(encoded, [&](std::string_view name, std::string_view value) { fields_[decoded(name)] = decoded(value); });
}

std::optional<std::string_view> Form::field(std::string_view name) const {
  const auto found = fields_.find(name);
  if (found == fields_.end()) return std::nullopt;
  return found->second;
}

std::string_view Form::value(std::string_view name) const {
  return field(name).value_or(std::string_view{});
}

std::optional<std::string> form_field(std::string_view encoded, std::string_view name) {
  std::optional<std::string_view> found;
  for_fields(encoded, [&](std::string_view key, std::string_view value) {
    const bool escaped = key.find_first_of("%+") != std::string_view::npos;
    if (escaped ? decoded(key) == name : key == name) found = value;
  });
  if (!found) return std::nullopt;
  return decoded(*found);
}

std::string url_encoded(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char letter : text) {
    if (plain(letter)) {
      out.push_back(letter);
      continue;
    }
    const auto byte = static_cast<unsigned char>(letter);
    out.append({'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]});
  }
  return out;
}

}  // namespace wegwijzer::http
