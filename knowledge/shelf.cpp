#include "knowledge/shelf.hpp"

#include <algorithm>

#include "knowledge/content_files.hpp"
#include "knowledge/search/search.hpp"

namespace wegwijzer::knowledge {
namespace {

class LoadedShelf final : public Shelf {
 public:
  explicit LoadedShelf(ContentFiles content) : entries_(std::move(content.entries)), search_(content, entries_) {}

  [[nodiscard]] Findings search(const Question& question) const override { return search_.find(question); }
  [[nodiscard]] const Entry* find(std::string_view id, Language language) const override {
    return search_.entry(id, language);
  }
  [[nodiscard]] const std::vector<Entry>& all() const override { return entries_; }

 private:
  std::vector<Entry> entries_;
  Search search_;
};

}  // namespace

tl::expected<std::shared_ptr<const Shelf>, std::vector<Fault>> Shelf::load(
    const std::vector<std::filesystem::path>& directories) {
  auto content = content_from(directories);
  if (!content) return tl::unexpected(std::move(content).error());
  return std::make_shared<const LoadedShelf>(*std::move(content));
}

tl::expected<void, std::vector<Fault>> Library::reload() {
  auto fresh = Shelf::load(directories_);
  if (!fresh) return tl::unexpected(std::move(fresh).error());
  const std::lock_guard lock(mutex_);
  shelf_ = *std::move(fresh);
  return {};
}

std::shared_ptr<const Shelf> Library::shelf() const {
  const std::lock_guard lock(mutex_);
  return shelf_;
}

}  // namespace wegwijzer::knowledge
