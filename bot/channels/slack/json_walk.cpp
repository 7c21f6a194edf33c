#include "slack/json_walk.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace wegwijzer::slack {

using nlohmann::json;

namespace {

constexpr std::size_t kDeepest = 64;

}  // namespace

std::string_view Path::part(std::size_t at) const {
  const std::size_t from = starts_[at];
  const std::size_t to = at + 1 < starts_.size() ? starts_[at + 1] - 1 : joined_.size();
  return std::string_view(joined_).substr(from, to - from);
}

class Walker final : public json::json_sax_t {
 public:
  explicit Walker(Visitor& visitor) : visitor_(visitor) {}

  bool null() override { return scalar({}, false); }
  bool boolean(bool value) override { return scalar(value ? "true" : "false", true); }
  bool number_integer(number_integer_t value) override { return scalar(std::to_string(value), true); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value), true); }
  bool number_float(number_float_t, const string_t& text) override { return scalar(text, true); }
  bool string(string_t& text) override { return scalar(text, true); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return enter(false); }
  bool start_array(std::size_t) override { return enter(true); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool key(string_t& name) override {
    drop_part();
    std::replace(name.begin(), name.end(), '/', '\x1f');
    push_part(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  struct Level {
    bool array = false;
    std::size_t next = 0;       ///< number of the next element
    bool part_of_ours = false;  ///< the path's last part was pushed by this level
  };

  bool scalar(std::string_view text, bool there) {
    if (levels_.empty()) return false;
    element();
    if (there) visitor_.value(path_, text);
    return true;
  }
  bool enter(bool array) {
    if (levels_.empty() ? array : levels_.size() >= kDeepest) return false;
    if (!levels_.empty()) element();
    levels_.push_back({array, 0, false});
    return true;
  }
  bool leave() {
    drop_part();
    levels_.pop_back();
    return true;
  }
  void element() {
    if (!levels_.back().array) return;
    drop_part();
    push_part(std::to_string(levels_.back().next++));
  }
  void push_part(std::string_view name) {
    if (!path_.starts_.empty()) path_.joined_.push_back('/');
    path_.starts_.push_back(path_.joined_.size());
    path_.joined_.append(name);
    levels_.back().part_of_ours = true;
  }
  void drop_part() {
    if (!levels_.back().part_of_ours) return;
    const std::size_t start = path_.starts_.back();
    path_.joined_.resize(start == 0 ? 0 : start - 1);
    path_.starts_.pop_back();
    levels_.back().part_of_ours = false;
  }

  Visitor& visitor_;
  Path path_;
  std::vector<Level> levels_;
};

bool walk_json(std::string_view bytes, Visitor& visitor) {
  const bool broken =
      std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  Walker walker(visitor);
  if (!broken) return json::sax_parse(bytes.begin(), bytes.end(), &walker);
  const std::string repaired = repaired_utf8(bytes);
  return json::sax_parse(repaired, &walker);
}

}  // namespace wegwijzer::slack
