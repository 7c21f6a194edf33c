#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace wegwijzer {

/// Appends `text` as a JSON string with its quotes. Broken UTF-8 becomes U+FFFD, so what comes out is always valid.
void append_json_text(std::string& out, std::string_view text);

/// Writes JSON straight into a string, without building a tree. Commas are placed by itself; that what is opened is
/// closed, and that a key stands before each value of an object, is the caller's promise. Threads: one.
class JsonWriter {
 public:
  /// `out` outlives the writer and is appended to.
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  /// `name` is one of our own: letters that need no escaping.
  JsonWriter& key(std::string_view name) {
    comma();
    out_.append(1, '"').append(name).append("\":");
    fresh_ = true;
    return *this;
  }
  JsonWriter& text(std::string_view value) {
    comma();
    append_json_text(out_, value);
    return *this;
  }
  JsonWriter& number(std::int64_t value) { return raw(std::to_string(value)); }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  /// A value that is JSON already.
  JsonWriter& raw(std::string_view json) {
    comma();
    out_.append(json);
    return *this;
  }
  JsonWriter& field(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& flag(std::string_view name, bool value) { return key(name).boolean(value); }

 private:
  JsonWriter& open(char bracket) {
    comma();
    out_.push_back(bracket);
    fresh_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_.push_back(bracket);
    fresh_ = false;
    return *this;
  }
  void comma() {
    if (!fresh_) out_.push_back(',');
    fresh_ = false;
  }
  std::string& out_;
  bool fresh_ = true;  ///< nothing stands before the next value at this level
};

}  // namespace wegwijzer
