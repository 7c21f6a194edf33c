#pragma once
#include <cstddef>
#include <memory>
#include <string_view>

namespace wegwijzer {

/// Private text: what a person wrote, a token, a key. It can't be copied, printed, formatted or logged; shared by
/// `shared_ptr<const Secret>`; wiped when the last holder goes. To read it, include base/reveal.hpp: a test keeps the
/// list of files that do. Threads: any, once built.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view text);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  friend std::string_view reveal(const Secret& secret);
  // Not std::string: a moved short string leaves its letters behind.
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

using SharedSecret = std::shared_ptr<const Secret>;

[[nodiscard]] inline SharedSecret share(std::string_view text) {
  return std::make_shared<const Secret>(text);
}

/// Overwrites `size` bytes at `at` in a way that the compiler does not remove.
void wipe(void* at, std::size_t size);

}  // namespace wegwijzer
