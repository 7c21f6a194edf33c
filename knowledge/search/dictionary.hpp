#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wegwijzer::knowledge {

/// Gives each text a number, from 0. Texts lie in one buffer: a word costs its letters and some ten bytes.
/// Threads: any, once built.
class Dictionary {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// The number of `text`, new when it was not there.
  std::uint32_t add(std::string_view text);
  /// Its number, or kNone.
  [[nodiscard]] std::uint32_t find(std::string_view text) const;
  [[nodiscard]] std::string_view text(std::uint32_t id) const {
    return std::string_view(letters_).substr(begins_[id], begins_[id + 1] - begins_[id]);
  }
  [[nodiscard]] std::size_t size() const { return begins_.size() - 1; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  [[nodiscard]] std::size_t slot(std::string_view text) const;
  void grow();

  std::string letters_;
  std::vector<std::uint32_t> begins_{0};
  std::vector<std::uint32_t> slots_;
};

/// A hash that is the same in every run (FNV-1a, 64 bits).
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

}  // namespace wegwijzer::knowledge
