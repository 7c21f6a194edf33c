#include "safe_space/recognition.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "safe_space/rulebook.hpp"
#include "safe_space/signals_file.hpp"

namespace wegwijzer::safe_space {
namespace {

constexpr std::array kFiles{"signals.nl.yaml", "signals.en.yaml"};

Result<std::string> content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return failed(Kind::not_found, file.string(), "the file cannot be read");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace

bool is_crisis(Cause cause) {
  return cause >= Cause::other_language && cause <= Cause::accident;
}
bool is_safe_space(Cause cause) {
  return cause >= Cause::asks_for_person && cause <= Cause::wants_secret;
}
bool is_information(Cause cause) {
  return cause >= Cause::asks_who;
}

std::string_view word(Need need) {
  static constexpr std::array<std::string_view, 4> kWords{"none", "info", "safespace", "crisis"};
  return kWords[static_cast<std::size_t>(need)];
}

std::string_view word(Cause cause) {
  static constexpr std::array<std::string_view, 16> kWords{"nothing",
                                                           "other_language",
                                                           "suicide",
                                                           "sexual_violence",
                                                           "home_violence",
                                                           "danger",
                                                           "harm_others",
                                                           "accident",
                                                           "asks_for_person",
                                                           "treated_badly",
                                                           "fears_being_known",
                                                           "cannot_cope",
                                                           "worried_about_colleague",
                                                           "wants_secret",
                                                           "asks_who",
                                                           "information"};
  return kWords[static_cast<std::size_t>(cause)];
}

struct Signals::Inside {
  Rulebook book;
};

Signals::Signals(std::unique_ptr<const Inside> inside) : inside_(std::move(inside)) {}
Signals::Signals(Signals&&) noexcept = default;
Signals& Signals::operator=(Signals&&) noexcept = default;
Signals::~Signals() = default;

Result<Signals> Signals::load(std::span<const std::filesystem::path> dirs) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto* name : kFiles) {
    const auto found = std::find_if(dirs.rbegin(), dirs.rend(), [&](const auto& dir) {
      std::error_code ignored;
      return std::filesystem::exists(dir / name, ignored);
    });
    if (found == dirs.rend()) return failed(Kind::not_found, name, "no knowledge directory has this file");
    auto text = content_of(*found / name);
    if (!text) return failed(std::move(text.error()));
    texts.emplace_back((*found / name).string(), std::move(*text));
  }
  return from(texts);
}

Result<Signals> Signals::from(std::span<const std::pair<std::string, std::string>> named_texts) {
  SignalLines lines;
  for (const auto& [name, text] : named_texts)
    if (auto read = read_signals(name, text, lines); !read) return failed(std::move(read.error()));
  auto book = Rulebook::from(lines);
  if (!book) return failed(std::move(book.error()));
  return Signals(std::make_unique<const Inside>(Inside{std::move(*book)}));
}

Recognition Signals::recognise(std::string_view text, Marks before) const {
  return inside_->book.read(text, before, nullptr);
}

Recognition Signals::explain(std::string_view text, Marks before, std::vector<std::string>& reasons) const {
  return inside_->book.read(text, before, &reasons);
}

}  // namespace wegwijzer::safe_space
