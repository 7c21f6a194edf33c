#include "app/console.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace wegwijzer::app {
namespace {

void write(std::FILE* to, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), to);
  std::fputc('\n', to);
}

bool takes_colours() {
  const char* plain = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && (plain == nullptr || *plain == '\0') && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

/// Letters as they stand on a terminal: bytes that begin a UTF-8 character.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

Console::Console(Options options) : options_(options), colours_(!options.no_colour && takes_colours()) {}

void Console::print(std::string_view line) const {
  write(stdout, line);
}

void Console::print_now(std::string_view line) const {
  write(stdout, line);
  std::fflush(stdout);
}

void Console::tell(std::string_view line) const {
  if (!options_.quiet) write(stderr, line);
}

void Console::complain(std::string_view line) const {
  write(stderr, line);
}

void Console::complain(std::span<const Fault> faults) const {
  for (const auto& fault : faults) complain(to_text(fault));
}

bool Console::agreed(std::string_view question) const {
  if (isatty(STDIN_FILENO) != 1) return false;
  std::fprintf(stderr, "%.*s [y/j/N] ", static_cast<int>(question.size()), question.data());
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "j" || answer == "J" || answer == "y" || answer == "Y" || answer == "ja" || answer == "yes";
}

std::string Console::coloured(std::string_view word, Colour colour) const {
  if (!colours_) return std::string(word);
  const char* code = colour == Colour::green ? "\033[32m" : colour == Colour::yellow ? "\033[33m" : "\033[31m";
  return code + std::string(word) + "\033[0m";
}

std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string table;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      table += row[i];
      if (i + 1 < row.size()) table.append(widths[i] - width(row[i]) + 2, ' ');
    }
    table += '\n';
  }
  if (!table.empty()) table.pop_back();
  return table;
}

}  // namespace wegwijzer::app
