#pragma once
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "handler/handler.hpp"
#include "handler/welcome.hpp"
#include "safe_space/recognition.hpp"

namespace wegwijzer::safe_space {

struct Resources;  ///< help lines, see resources.hpp

/// What curators write for this handler: signals and help lines. Reloaded as the shelf is. Threads: any.
class Guide {
 public:
  /// `resources`: the deployer's file over the built-in proposals (setting safe_space.resources); may be empty.
  Guide(std::vector<std::filesystem::path> directories, std::filesystem::path resources);
  ~Guide();
  /// Faults: what was in use stays.
  [[nodiscard]] tl::expected<void, std::vector<Fault>> reload();
  [[nodiscard]] std::shared_ptr<const Signals> signals() const;
  [[nodiscard]] std::shared_ptr<const Resources> resources() const;

 private:
  std::vector<std::filesystem::path> directories_;
  std::filesystem::path resources_file_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Signals> signals_;
  std::shared_ptr<const Resources> resources_;
};

/// Crisis first, then where to turn; private wherever it was said. `guide` outlives it. Who is not `welcome` inside the
/// organisation is shown where to turn outside it; help in a crisis is for everybody.
[[nodiscard]] std::unique_ptr<handler::Handler> make(const Guide& guide, handler::Welcome welcome = {});

}  // namespace wegwijzer::safe_space
