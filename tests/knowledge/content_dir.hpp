#pragma once
#include <filesystem>
#include <fstream>
#include <string>

/// A directory of knowledge for one test, gone when it ends.
class ContentDir {
 public:
  ContentDir() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("wegwijzer_knowledge_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directories(path_ / "nl");
    std::filesystem::create_directories(path_ / "en");
  }
  ContentDir(const ContentDir&) = delete;
  ContentDir& operator=(const ContentDir&) = delete;
  ~ContentDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  ContentDir& file(const std::string& name, const std::string& text) {
    std::ofstream(path_ / name, std::ios::binary | std::ios::trunc) << text;
    return *this;
  }
  /// An entry that lint has nothing against, apart from what `front` and `body` change.
  ContentDir& entry(const std::string& language, const std::string& id, const std::string& title,
                    const std::string& questions, const std::string& body = kBody,
                    const std::string& more = "related: []\nstatus: published\n") {
    return file(language + "/" + id + ".md",
                "---\nid: " + id + "\nlang: " + language + "\ntitle: \"" + title + "\"\nquestions: " + questions +
                    "\nkeywords: [iets]\narea: demo\nowner: team-demo\nreviewed: 2026-11-01\nreview_every: 180d\n"
                    "audience: [employee]\nsources:\n  - {ref: 1, document: source, section: \"1\"}\n" +
                    more + "---\n" + body);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  static constexpr const char* kBody =
      "Dit is het antwoord zelf, in een korte zin. [^1] Daarna volgt wat uitleg over het onderwerp. [^1] "
      "Die uitleg staat in gewone woorden, zodat iedereen haar begrijpt. [^1]\n\n"
      "Er is ook een tweede alinea met nog een paar feiten. [^1] Zo heeft deze tekst genoeg woorden om te tellen. "
      "[^1]\n";

 private:
  std::filesystem::path path_;
};
