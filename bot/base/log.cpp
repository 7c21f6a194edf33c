#include "base/log.hpp"

#include <fmt/chrono.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace wegwijzer::log {
namespace {

std::shared_ptr<spdlog::logger> make(Stream stream) {
  spdlog::sink_ptr sink;
  if (stream == Stream::standard_output)
    sink = std::make_shared<spdlog::sinks::stdout_sink_mt>();
  else
    sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  auto made = std::make_shared<spdlog::logger>("wegwijzer", std::move(sink));
  made->set_pattern("%v");
  made->flush_on(spdlog::level::info);
  return made;
}

std::shared_ptr<spdlog::logger>& logger() {
  static auto instance = make(Stream::standard_output);
  return instance;
}

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::off:
      return spdlog::level::off;
  }
  return spdlog::level::info;
}

struct ToJson {
  nlohmann::ordered_json operator()(std::int64_t number) const { return number; }
  nlohmann::ordered_json operator()(std::chrono::milliseconds span) const { return span.count(); }
  nlohmann::ordered_json operator()(Word word) const { return word.text(); }
  nlohmann::ordered_json operator()(const RequestId& id) const { return to_hex(id.view()); }
  nlohmann::ordered_json operator()(FilePlace place) const { return place.text; }
};

void write(Level level, std::string_view name, Word event, std::initializer_list<Field> fields) {
  const auto at = level_of(level);
  if (!logger()->should_log(at)) return;
  const auto now = std::chrono::system_clock::now();
  const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  nlohmann::ordered_json line;
  line["ts"] = fmt::format("{:%FT%T}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(now)), millis % 1000);
  line["level"] = name;
  line["event"] = event.text();
  for (const auto& [key, value] : fields) line[std::string(key.text())] = std::visit(ToJson{}, value);
  logger()->log(at, "{}", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace

void debug(Word event, std::initializer_list<Field> fields) {
  write(Level::debug, "debug", event, fields);
}
void info(Word event, std::initializer_list<Field> fields) {
  write(Level::info, "info", event, fields);
}
void warn(Word event, std::initializer_list<Field> fields) {
  write(Level::warn, "warn", event, fields);
}
void error(Word event, std::initializer_list<Field> fields) {
  write(Level::error, "error", event, fields);
}

void set_level(Level level) {
  logger()->set_level(level_of(level));
}
void set_stream(Stream stream) {
  const auto level = logger()->level();
  logger() = make(stream);
  logger()->set_level(level);
}

}  // namespace wegwijzer::log
