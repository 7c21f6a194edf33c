// Rows of the outbox: damaged bytes are refused, and what is accepted is written the same again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "channel/channel.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wegwijzer::channel;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto call = call_from_bytes(bytes);
  if (!call) return 0;
  const auto again = call_from_bytes(to_bytes(*call));
  if (!again || to_bytes(*again) != to_bytes(*call)) std::abort();
  return 0;
}
