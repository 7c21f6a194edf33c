#include "knowledge/search/stem.hpp"

#include <libstemmer.h>

#include <array>
#include <memory>

namespace wegwijzer::knowledge {
namespace {

using Stemmer = std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)>;

sb_stemmer* stemmer(Language language) {
  thread_local const std::array<Stemmer, 2> stemmers{Stemmer(sb_stemmer_new("dutch", "UTF_8"), &sb_stemmer_delete),
                                                     Stemmer(sb_stemmer_new("english", "UTF_8"), &sb_stemmer_delete)};
  return stemmers[static_cast<std::size_t>(language)].get();
}

}  // namespace

std::string stem_of(std::string_view word, Language language) {
  if (word.size() < 4) return std::string(word);
  auto* const snowball = stemmer(language);
  const auto* const found =
      sb_stemmer_stem(snowball, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  if (found == nullptr) return std::string(word);
  return {reinterpret_cast<const char*>(found), static_cast<std::size_t>(sb_stemmer_length(snowball))};
}

}  // namespace wegwijzer::knowledge
