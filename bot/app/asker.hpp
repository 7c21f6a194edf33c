#pragma once
#include <future>
#include <memory>
#include <string>

#include "app/settings.hpp"
#include "app/storage.hpp"
#include "base/result.hpp"

namespace wegwijzer::app {

/// How an answer is wanted: the contract's JSON object, what a person would see, or that and why.
enum class Form { line, text, explained };

struct Heard {
  bool understood = true;  ///< false: the question could not be read; `said` tells why
  std::string said;        ///< ends with a line end
};

/// Answers chat questions (channel/chat.hpp: one JSON object each) as a person in a chat would be answered. Turns of
/// one thread are answered in order. Threads: one.
class Asker {
 public:
  virtual ~Asker() = default;
  [[nodiscard]] virtual std::future<Result<Heard>> ask(std::string question, Form form) = 0;
};

/// In this process, on a database that is gone afterwards. Faults: as of House::open.
[[nodiscard]] tl::expected<std::unique_ptr<Asker>, std::vector<Fault>> local_asker(const Settings& settings);
/// At a running service's `POST /api/chat`.
[[nodiscard]] std::unique_ptr<Asker> server_asker(std::string url);

}  // namespace wegwijzer::app
