#pragma once
#include <cstddef>
#include <string>

#include "base/id.hpp"

namespace wegwijzer::crypto {

/// `size` bytes of OpenSSL's generator; ends the program when it has none. Threads: any.
[[nodiscard]] std::string random_bytes(std::size_t size);

template <class IdType>
[[nodiscard]] IdType random_id() {
  const std::string bytes = random_bytes(16);
  IdType id;
  for (std::size_t i = 0; i < 16; ++i) id.bytes[i] = static_cast<std::uint8_t>(bytes[i]);
  return id;
}

}  // namespace wegwijzer::crypto
