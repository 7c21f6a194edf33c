#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace wegwijzer {

/// Writes a row of values as bytes: integers in 8 bytes little endian, texts with their length before them.
class Packer {
 public:
  Packer& number(std::int64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8)
      bytes_.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> shift) & 0xFFU));
    return *this;
  }
  Packer& text(std::string_view value) {
    number(static_cast<std::int64_t>(value.size()));
    bytes_.append(value);
    return *this;
  }
  void reserve(std::size_t size) { bytes_.reserve(size); }
  [[nodiscard]] std::string& bytes() { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads them back in the same order. Past the end everything is 0 or empty and `fine()` is false.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] std::int64_t number() {
    if (rest_.size() < 8) return fail();
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
    rest_.remove_prefix(8);
    return static_cast<std::int64_t>(value);
  }
  /// A view into the bytes it was made of.
  [[nodiscard]] std::string_view text() {
    const auto size = number();
    if (size < 0 || static_cast<std::uint64_t>(size) > rest_.size()) {
      fail();
      return {};
    }
    const auto value = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return value;
  }
  [[nodiscard]] bool fine() const { return fine_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::int64_t fail() {
    fine_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool fine_ = true;
};

}  // namespace wegwijzer
