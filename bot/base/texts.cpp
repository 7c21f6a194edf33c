#include "base/texts.hpp"

#include <yaml-cpp/yaml.h>

#include <cassert>
#include <cstdio>
#include <cstdlib>

namespace wegwijzer {
namespace {

using Flat = std::map<std::string, std::string, std::less<>>;

std::string place(std::string_view file, const YAML::Mark& mark) {
  return std::string(file) + ":" + std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1);
}

Result<void> flatten(std::string_view file, const YAML::Node& node, const std::string& prefix, Flat& into) {
  for (const auto& pair : node) {
    const auto key = prefix + pair.first.as<std::string>();
    if (pair.second.IsMap()) {
      auto done = flatten(file, pair.second, key + ".", into);
      if (!done) return done;
      continue;
    }
    if (!pair.second.IsScalar())
      return failed(Kind::bad_input, place(file, pair.second.Mark()), "'" + key + "' is no text");
    if (!into.emplace(key, pair.second.as<std::string>()).second)
      return failed(Kind::bad_input, place(file, pair.first.Mark()), "'" + key + "' stands here twice");
  }
  return {};
}

Result<Flat> read(const Embedded& file) {
  try {
    Flat flat;
    auto done = flatten(file.name, YAML::Load(std::string(file.content)), "", flat);
    if (!done) return failed(done.error());
    return flat;
  } catch (const YAML::Exception& e) {
    return failed(Kind::bad_input, place(file.name, e.mark), "this is no YAML");
  }
}

Result<void> same_keys(const Flat& some, const Flat& other, std::string_view missing_in) {
  for (const auto& [key, text] : some)
    if (!other.contains(key))
      return failed(Kind::bad_input, "texts." + std::string(missing_in) + ".yaml", "'" + key + "' is missing");
  return {};
}

}  // namespace

Result<Texts> Texts::from(std::span<const Embedded> files) {
  Texts texts;
  for (const auto& file : files) {
    auto flat = read(file);
    if (!flat) return failed(flat.error());
    const bool english = file.name.find(".en.") != std::string_view::npos;
    texts.texts_[english ? 1 : 0] = std::move(*flat);
  }
  if (auto same = same_keys(texts.texts_[0], texts.texts_[1], "en"); !same) return failed(same.error());
  if (auto same = same_keys(texts.texts_[1], texts.texts_[0], "nl"); !same) return failed(same.error());
  return texts;
}

Texts Texts::built_in(std::span<const Embedded> files) {
  auto texts = from(files);
  if (texts) return std::move(*texts);
  std::fprintf(stderr, "wegwijzer: %s\n", to_text(texts.error()).c_str());
  std::abort();
}

std::string Texts::say(Language language, TextKey key, Fills fills) const {
  const auto& texts = texts_[static_cast<std::size_t>(language)];
  const auto found = texts.find(key.key);
  assert(found != texts.end());
  if (found == texts.end()) return std::string(key.key);
  std::string said;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const auto open = rest.find('{');
    said.append(rest.substr(0, open));
    if (open == std::string_view::npos) break;
    const auto close = rest.find('}', open);
    if (close == std::string_view::npos) {
      said.append(rest.substr(open));
      break;
    }
    const auto name = rest.substr(open + 1, close - open - 1);
    for (const auto& [place_name, value] : fills)
      if (place_name == name) said.append(value);
    rest.remove_prefix(close + 1);
  }
  return said;
}

}  // namespace wegwijzer
