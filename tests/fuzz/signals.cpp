// Any words, with and without turns before: an outcome in bounded time, the same twice.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <vector>

#include "safe_space/recognition.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wegwijzer::safe_space;
  static const auto signals = [] {
    const std::vector<std::filesystem::path> directories{CONTENT};
    return *Signals::load(directories);
  }();
  const std::string_view words(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> reasons;
  const auto found = signals.explain(words, 0, reasons);
  if (signals.recognise(words).need != found.need) std::abort();
  if (found.need == Need::crisis && !is_crisis(found.cause)) std::abort();
  (void)signals.recognise(words, ~Marks{0});
  return 0;
}
