#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace wegwijzer::http {

/// `application/x-www-form-urlencoded`, decoded: '+' is a blank, broken escapes stay as they are. The last of a
/// repeated key wins. At most 1,000 fields are read.
class Form {
 public:
  explicit Form(std::string_view encoded);
  [[nodiscard]] std::optional<std::string_view> field(std::string_view name) const;
  [[nodiscard]] std::string_view value(std::string_view name) const;  ///< empty when it is not there
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const { return fields_; }

 private:
  std::map<std::string, std::string, std::less<>> fields_;
};

/// One field's decoded value, without reading the others; nothing when it is not there.
[[nodiscard]] std::optional<std::string> form_field(std::string_view encoded, std::string_view name);
[[nodiscard]] std::string url_encoded(std::string_view text);

/// Scheme, host and port of an http(s) address, "https://host", with ":port" where it is not the scheme's own; nothing
/// when it is none or names a user.
[[nodiscard]] std::optional<std::string> origin_of(std::string_view url);

}  // namespace wegwijzer::http
