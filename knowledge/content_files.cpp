#include "knowledge/content_files.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <tuple>

#include "knowledge/front_matter.hpp"
#include "knowledge/yaml_read.hpp"

namespace wegwijzer::knowledge {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t kLargest = 1 << 20;

std::vector<fs::path> markdown_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code ignored;  // a folder that is not there has no files
  for (const auto& item : fs::directory_iterator(folder, ignored))
    if (item.path().extension() == ".md" && !item.path().filename().string().starts_with("."))
      files.push_back(item.path());
  std::ranges::sort(files);
  return files;
}

/// Gathers what all directories hold, and every fault.
class Gathering {
 public:
  void take(const fs::path& directory) {
    std::error_code error;
    if (!fs::is_directory(directory, error)) {
      faults_.push_back({Kind::not_found, directory.string(), "this directory of knowledge is not there", ""});
      return;
    }
    optional(directory / "documents.yaml",
             [this](const auto& text, const auto& name) { return files_.documents.add(text, name); });
    optional(directory / "glossary.yaml",
             [this](const auto& text, const auto& name) { return files_.glossary.add(text, name); });
    for (const auto language : {Language::nl, Language::en}) {
      optional(directory / ("refuse." + std::string(code(language)) + ".yaml"),
               [&](const auto& text, const auto& name) { return refuse(text, name, language); });
      for (const auto& file : markdown_files(directory / code(language))) entry(file, language);
    }
  }

  tl::expected<ContentFiles, std::vector<Fault>> result() && {
    if (!faults_.empty()) return tl::unexpected(std::move(faults_));
    for (auto& [key, entry] : entries_) files_.entries.push_back(std::move(entry));
    return std::move(files_);
  }

 private:
  template <class Take>
  void optional(const fs::path& file, Take take) {
    std::error_code error;
    if (!fs::exists(file, error)) return;
    const auto text = read_file(file);
    const auto done = text ? take(*text, short_name(file)) : Result<void>(failed(text.error()));
    if (!done) faults_.push_back(done.error());
  }

  Result<void> refuse(const std::string& text, const std::string& name, Language language) {
    const auto yaml = YamlFile::from(text, name);
    if (!yaml) return failed(yaml.error());
    for (const auto& group : yaml->root()) {
      auto list = yaml->texts(group.second, "questions");
      if (!list) return failed(list.error());
      auto& into = files_.refuse[static_cast<std::size_t>(language)];
      std::ranges::move(*list, std::back_inserter(into));
    }
    return {};
  }

  void entry(const fs::path& file, Language language) {
    const auto text = read_file(file);
    auto entry =
        text ? entry_from(*text, short_name(file), language, files_.documents) : Result<Entry>(failed(text.error()));
    if (!entry) {
      faults_.push_back(entry.error());
      return;
    }
    entry->file = file.string();
    entries_.insert_or_assign(std::pair(entry->id, language), *std::move(entry));
  }

  ContentFiles files_;
  std::map<std::pair<std::string, Language>, Entry> entries_;
  std::vector<Fault> faults_;
};

}  // namespace

std::string short_name(const fs::path& file) {
  const auto folder = file.parent_path().filename().string();
  if (folder != "nl" && folder != "en") return file.filename().string();
  return folder + "/" + file.filename().string();
}

Result<std::string> read_file(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (!error && size > kLargest) return failed(Kind::bad_input, short_name(file), "the file is larger than a megabyte");
  std::ifstream in(file, std::ios::binary);
  if (!in) return failed(Kind::not_found, short_name(file), "the file cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

tl::expected<ContentFiles, std::vector<Fault>> content_from(const std::vector<fs::path>& directories) {
  Gathering gathering;
  for (const auto& directory : directories) gathering.take(directory);
  return std::move(gathering).result();
}

}  // namespace wegwijzer::knowledge
