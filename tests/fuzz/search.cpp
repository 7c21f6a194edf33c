// Any question, with and without a turn before it: an answer in bounded time, or that there is none.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "knowledge/shelf.hpp"

using namespace wegwijzer;

namespace {

std::shared_ptr<const knowledge::Shelf> shelf;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  shelf = *knowledge::Shelf::load({CONTENT});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view words(reinterpret_cast<const char*>(data), size);
  knowledge::Question question;
  question.words = words;
  question.explain = true;
  const auto found = shelf->search(question);
  if (found.confidence < 0 || found.confidence > 1 || found.hits.size() > question.most) std::abort();
  if (found.verdict == knowledge::Verdict::answer && found.hits.empty()) std::abort();
  const knowledge::Turn before{found.hits.empty() ? "" : found.hits.front().entry->id, share(words), found.language};
  question.before = &before;
  (void)shelf->search(question);
  return 0;
}
