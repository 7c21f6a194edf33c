#pragma once
#include <cstddef>
#include <string>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace wegwijzer::crypto {

/// `size` bytes of OpenSSL's generator; ends the program when it has none. Threads: any.
[[nodiscard]] std::string random_bytes(std::size_t size);
/// The same, written to `at`.
void fill_random(char* at, std::size_t size);

template <class IdType>
[[nodiscard]] IdType random_id() {
  IdType id;
  fill_random(reinterpret_cast<char*>(id.bytes.data()), id.bytes.size());
  return id;
}

/// An id that sorts after every one made before it in this process, also when the clock stands still or jumps back:
/// 8 bytes of time, 8 at random. Never for anything whose time must not be known. Threads: any.
[[nodiscard]] RowId time_ordered_row_id(Instant at);

}  // namespace wegwijzer::crypto
