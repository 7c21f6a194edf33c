// One line of `ask --jsonl` and one request of the playground: any bytes are a question or a fault that quotes nothing.
#include <cstdint>
#include <string_view>

#include "channel/chat.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wegwijzer;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto question = channel::chat_question_from(bytes)) (void)channel::chat_message(*question, "web", "id");
  return 0;
}
