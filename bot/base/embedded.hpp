#pragma once
#include <string_view>

namespace wegwijzer {

/// A file that was put into the binary at build time.
struct Embedded {
  std::string_view name;
  std::string_view content;
};

}  // namespace wegwijzer
