#pragma once
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

#include "base/id.hpp"

namespace wegwijzer {

/// A word that stands in our own source: the only text a log can hold.
class Word {
 public:
  consteval Word(const char* literal) : text_(literal) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Where something is wrong in a file of the operator's own (settings, knowledge): a path and a line, never content
/// that a person sent.
struct FilePlace {
  std::string_view text;
};

namespace log {

enum class Level { debug, info, warn, error, off };

using Value = std::variant<std::int64_t, std::chrono::milliseconds, Word, RequestId, FilePlace>;
struct Field {
  Word key;
  Value value;
};

/// One JSON object a line on stdout (`ts`, `level`, `event`, fields). Threads: any.
void debug(Word event, std::initializer_list<Field> fields = {});
void info(Word event, std::initializer_list<Field> fields = {});
void warn(Word event, std::initializer_list<Field> fields = {});
void error(Word event, std::initializer_list<Field> fields = {});

/// Lines below `level` are not written. Threads: any.
void set_level(Level level);
/// Where lines go: stdout (the service) or stderr (the command line's other commands). Call before any line.
enum class Stream { standard_output, standard_error };
void set_stream(Stream stream);

}  // namespace log
}  // namespace wegwijzer
