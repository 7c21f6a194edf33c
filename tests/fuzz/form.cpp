// Forms and addresses: reading one field agrees with reading all, and what is encoded comes back.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/form.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wegwijzer::http;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Form form(bytes);
  for (const std::string_view name : {"payload", "text", "command", "a", ""})
    require(form_field(bytes, name) == form.field(name));
  require(form_field("v=" + url_encoded(bytes), "v") == bytes);
  if (const auto origin = origin_of(bytes)) require(origin_of(*origin) == origin);
  return 0;
}
