#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "safe_space/resources.hpp"
#include "safe_space/safe_space.hpp"

namespace wegwijzer::safe_space {
namespace {

constexpr const char* kResources = "resources.yaml";
/// Without these no crisis card can be made.
constexpr std::array<std::string_view, 5> kNeeded{"emergency", "suicide", "home_violence", "sexual_violence",
                                                  "listening"};

Result<void> read_over(const std::filesystem::path& file, Resources& into) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return failed(Kind::not_found, file.string(), "the file cannot be read");
  return read_resources(file.string(), {std::istreambuf_iterator<char>(in), {}}, into);
}

/// The built-in lines, those of later directories over them, and the deployer's file last.
Result<Resources> load_resources(const std::vector<std::filesystem::path>& directories,
                                 const std::filesystem::path& deployer) {
  Resources resources;
  for (const auto& directory : directories) {
    std::error_code ignored;
    if (!std::filesystem::exists(directory / kResources, ignored)) continue;
    if (auto read = read_over(directory / kResources, resources); !read) return failed(std::move(read.error()));
  }
  if (!deployer.empty())
    if (auto read = read_over(deployer, resources); !read) return failed(std::move(read.error()));
  for (const auto id : kNeeded)
    if (const auto* line = resources.find(id); line == nullptr || line->number.empty())
      return failed(Kind::not_found, kResources, "the help line '" + std::string(id) + "' has no number");
  return resources;
}

}  // namespace

Guide::Guide(std::vector<std::filesystem::path> directories, std::filesystem::path resources)
    : directories_(std::move(directories)), resources_file_(std::move(resources)) {}

Guide::~Guide() = default;

tl::expected<void, std::vector<Fault>> Guide::reload() {
  auto signals = Signals::load(directories_);
  auto resources = load_resources(directories_, resources_file_);
  std::vector<Fault> faults;
  if (!signals) faults.push_back(std::move(signals.error()));
  if (!resources) faults.push_back(std::move(resources.error()));
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  auto fresh_signals = std::make_shared<const Signals>(std::move(*signals));
  auto fresh_resources = std::make_shared<const Resources>(std::move(*resources));
  const std::lock_guard lock(mutex_);
  signals_ = std::move(fresh_signals);
  resources_ = std::move(fresh_resources);
  return {};
}

std::shared_ptr<const Signals> Guide::signals() const {
  const std::lock_guard lock(mutex_);
  return signals_;
}

std::shared_ptr<const Resources> Guide::resources() const {
  const std::lock_guard lock(mutex_);
  return resources_;
}

}  // namespace wegwijzer::safe_space
