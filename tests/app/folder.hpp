#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace wegwijzer {

/// A folder of a test's own, gone at its end.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "wegwijzer-test-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const {
    return name.empty() ? folder_.string() : (folder_ / name).string();
  }
  /// Gives the path.
  std::string write(const std::string& name, const std::string& content) const {
    const auto file = folder_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << content;
    return file.string();
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace wegwijzer
