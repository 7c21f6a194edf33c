#include "knowledge/search/dictionary.hpp"

namespace wegwijzer::knowledge {

std::size_t Dictionary::slot(std::string_view text) const {
  const auto mask = slots_.size() - 1;
  auto at = (hash_of(text) * 0x9E3779B97F4A7C15ULL >> 20) & mask;
  while (slots_[at] != kNone && this->text(slots_[at]) != text) at = (at + 1) & mask;
  return at;
}

void Dictionary::grow() {
  slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, kNone);
  for (std::uint32_t id = 0; id < size(); ++id) slots_[slot(text(id))] = id;
}

std::uint32_t Dictionary::add(std::string_view text) {
  if (slots_.size() < 2 * (size() + 1)) grow();
  const auto at = slot(text);
  if (slots_[at] != kNone) return slots_[at];
  const auto id = static_cast<std::uint32_t>(size());
  letters_.append(text);
  begins_.push_back(static_cast<std::uint32_t>(letters_.size()));
  slots_[at] = id;
  return id;
}

std::uint32_t Dictionary::find(std::string_view text) const {
  return slots_.empty() ? kNone : slots_[slot(text)];
}

std::size_t Dictionary::bytes() const {
  return letters_.capacity() + (begins_.capacity() + slots_.capacity()) * sizeof(std::uint32_t);
}

}  // namespace wegwijzer::knowledge
