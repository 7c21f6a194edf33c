#include "knowledge/entry.hpp"

namespace wegwijzer::knowledge {

std::string plain_text(const std::vector<Part>& parts) {
  std::string text;
  for (const auto& part : parts) {
    for (const auto& item : part.items) {
      if (!text.empty()) text.push_back('\n');
      for (const auto& span : item) text.append(span.text);
    }
  }
  return text;
}

}  // namespace wegwijzer::knowledge
