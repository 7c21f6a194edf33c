#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "knowledge/content_files.hpp"
#include "knowledge/lint_file.hpp"

namespace wegwijzer::knowledge {
namespace {

namespace fs = std::filesystem;

/// Reads every file of every directory, and says what cannot be read.
class Linting {
 public:
  void take(const fs::path& directory) {
    std::error_code missing;
    if (!fs::is_directory(directory, missing))
      return error(remarks_, directory.string(), "directory",
                   "this directory is not there; give one that holds nl/ and en/");
    optional(directory / "documents.yaml",
             [this](const auto& text, const auto& name) { return documents_.add(text, name); });
    optional(directory / "glossary.yaml",
             [this](const auto& text, const auto& name) { return glossary_.add(text, name); });
    optional(directory / "plain.yaml", [this](const auto& text, const auto& name) { return plain_words(text, name); });
    for (const auto language : {Language::nl, Language::en}) {
      std::vector<fs::path> found;
      for (const auto& item : fs::directory_iterator(directory / code(language), missing))
        if (item.path().extension() == ".md") found.push_back(item.path());
      std::ranges::sort(found);
      for (const auto& file : found) entry(file, language);
    }
  }

  std::vector<LintFile> files() {
    std::vector<LintFile> list;
    for (auto& [key, file] : files_) list.push_back(std::move(file));
    return list;
  }
  Remarks& remarks() { return remarks_; }
  [[nodiscard]] const Documents& documents() const { return documents_; }
  [[nodiscard]] const PlainWords& plain(Language language) const { return plain_[static_cast<std::size_t>(language)]; }

 private:
  template <class Take>
  void optional(const fs::path& file, Take take) {
    std::error_code missing;
    if (!fs::exists(file, missing)) return;
    const auto text = read_file(file);
    const auto done = text ? take(*text, short_name(file)) : Result<void>(failed(text.error()));
    if (!done) unreadable(done.error());
  }
  void unreadable(const Fault& fault) {
    error(remarks_, fault.place, "readable", fault.what);
    broken_ = true;
  }

  Result<void> plain_words(const std::string& text, const std::string& name) {
    const auto yaml = YamlFile::from(text, name);
    if (!yaml) return failed(yaml.error());
    for (const auto& part : yaml->root()) {
      const auto language = language_from(part.first.Scalar());
      if (!language || !part.second.IsMap())
        return failed(Kind::bad_input, yaml->place(part.first), "this needs nl and en");
      for (const auto& pair : part.second)
        plain_[static_cast<std::size_t>(*language)][pair.first.Scalar()] = pair.second.Scalar();
    }
    return {};
  }

  void entry(const fs::path& path, Language language) {
    const auto name = short_name(path);
    auto text = read_file(path);
    if (!text) return unreadable(text.error());
    check_schema(name, *text, remarks_);
    const auto entry = entry_from(*text, name, language, documents_);
    if (!entry) return unreadable(entry.error());
    auto file = lint_file_from(name, *std::move(text), language, documents_);
    if (file) files_.insert_or_assign(std::pair(file->entry.id, language), *std::move(file));
  }

 public:
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  Remarks remarks_;
  Documents documents_;
  Glossary glossary_;
  PlainWords plain_[2];
  std::map<std::pair<std::string, Language>, LintFile> files_;
  bool broken_ = false;
};

}  // namespace

std::vector<Remark> lint(const std::vector<fs::path>& directories, const LintOptions& options) {
  Linting linting;
  for (const auto& directory : directories) linting.take(directory);
  const auto files = linting.files();
  auto& remarks = linting.remarks();
  for (const auto& file : files) {
    check_front(file, linting.documents(), options.today, remarks);
    check_text(file, linting.plain(file.language), remarks);
  }
  check_across(files, remarks);
  if (!linting.broken()) check_confusable(directories, files, remarks);
  if (options.against) {
    const auto reference = read_file(*options.against);
    if (reference)
      check_against(files, *reference, remarks);
    else
      error(remarks, reference.error().place, "against", reference.error().what);
  }
  std::ranges::stable_sort(remarks, {}, [](const Remark& remark) { return remark.weight; });
  return std::move(remarks);
}

}  // namespace wegwijzer::knowledge
