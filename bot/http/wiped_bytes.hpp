#pragma once
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/secret.hpp"

namespace wegwijzer::http {

/// Letters that come in pieces, wiped wherever they have been. Threads: one.
class WipedBytes {
 public:
  WipedBytes() = default;
  WipedBytes(const WipedBytes&) = delete;
  WipedBytes& operator=(const WipedBytes&) = delete;
  ~WipedBytes() { clear(); }

  [[nodiscard]] std::string_view text() const { return {bytes_.data(), bytes_.size()}; }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  void add(std::string_view piece) {
    if (bytes_.capacity() - bytes_.size() < piece.size()) grow(bytes_.size() + piece.size());
    bytes_.insert(bytes_.end(), piece.begin(), piece.end());
  }
  void drop_front(std::size_t count) {
    if (count >= bytes_.size()) return clear();
    std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(count), bytes_.end(), bytes_.begin());
    wipe(bytes_.data() + bytes_.size() - count, count);
    bytes_.resize(bytes_.size() - count);
  }
  /// Also gives the memory back.
  void clear() {
    wipe(bytes_.data(), bytes_.size());
    std::vector<char>().swap(bytes_);
  }

 private:
  void grow(std::size_t needed) {
    std::vector<char> larger;
    larger.reserve(std::max(needed, 2 * bytes_.capacity()));
    larger.assign(bytes_.begin(), bytes_.end());
    wipe(bytes_.data(), bytes_.size());
    bytes_.swap(larger);
  }
  std::vector<char> bytes_;
};

}  // namespace wegwijzer::http
