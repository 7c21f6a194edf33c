#include "base/secret.hpp"

#include <cstring>
#include <utility>

#include "base/reveal.hpp"

namespace wegwijzer {

void wipe(void* at, std::size_t size) {
  if (at != nullptr) explicit_bzero(at, size);
}

Secret::Secret(std::string_view text) : bytes_(text.empty() ? nullptr : new char[text.size()]), size_(text.size()) {
  if (size_ > 0) std::memcpy(bytes_.get(), text.data(), size_);
}

Secret::Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe(bytes_.get(), size_);
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

Secret::~Secret() {
  wipe(bytes_.get(), size_);
}

std::string_view reveal(const Secret& secret) {
  return {secret.bytes_.get(), secret.size_};
}

}  // namespace wegwijzer
