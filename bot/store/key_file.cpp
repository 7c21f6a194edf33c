#include "store/key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/reveal.hpp"
#include "base/text.hpp"
#include "crypto/random.hpp"

namespace wegwijzer::store {
namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kLongest = 64 * 1024;

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] bool open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

Result<Secret> content_of(const std::string& file) {
  const File opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!opened.open() || fstat(opened.get(), &status) != 0)
    return failed(Kind::unavailable, file, "the key file cannot be read: " + std::string(strerror(errno)));
  if ((status.st_mode & 077U) != 0)
    return failed(Kind::not_allowed, file, "the key file can be read by others: run chmod 600 " + file);
  std::string bytes(kLongest, '\0');
  const auto size = ::read(opened.get(), bytes.data(), bytes.size());
  if (size < 0) return failed(Kind::unavailable, file, "the key file cannot be read: " + std::string(strerror(errno)));
  Secret content(std::string_view(bytes).substr(0, static_cast<std::size_t>(size)));
  wipe(bytes.data(), bytes.size());
  return content;
}

std::optional<crypto::SealingKey> key_from(std::string_view line) {
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const auto id = from_hex(line.substr(0, blank));
  auto key = from_hex(trimmed(line.substr(blank)));
  crypto::KeyId key_id{};
  if (!id || id->size() != key_id.size() || !key || key->size() != kKeySize) return std::nullopt;
  std::memcpy(key_id.data(), id->data(), key_id.size());
  crypto::SealingKey made(key_id, *key);
  wipe(key->data(), key->size());
  return made;
}

Fault cannot_make(const std::string& file) {
  return {Kind::unavailable, file, "the key file cannot be made: " + std::string(strerror(errno)), ""};
}

/// A new name is on disk only when its folder is.
void sync_folder(const std::string& file) {
  auto folder = std::filesystem::path(file).parent_path();
  const File opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.open()) fsync(opened.get());
}

}  // namespace

std::string key_name(const crypto::KeyId& id) {
  return to_hex({reinterpret_cast<const char*>(id.data()), id.size()});
}

bool has_key_file(const std::string& file) {
  struct stat status {};
  return stat(file.c_str(), &status) == 0 || errno != ENOENT;
}

Result<MasterKeys> read_key_file(const std::string& file) {
  auto content = content_of(file);
  if (!content) return failed(std::move(content.error()));
  MasterKeys keys;
  auto rest = reveal(*content);
  for (int number = 1; !rest.empty(); ++number) {
    const auto end = rest.find('\n');
    const auto line = trimmed(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    auto key = key_from(line);
    if (!key)
      return failed(Kind::bad_input, file + ":" + std::to_string(number),
                    "must be a key id of 16 hexadecimal digits, a blank and a key of 64");
    keys.push_back(std::move(*key));
  }
  if (keys.empty())
    return failed(Kind::bad_input, file, "the key file holds no key: restore it from the disaster copy");
  return keys;
}

Result<void> make_key_file(const std::string& file) {
  const File made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!made.open()) return failed(cannot_make(file));
  std::string key = crypto::random_bytes(kKeySize);
  std::string text =
      "# Master key of Wegwijzer. Keep a copy apart from every backup; without it nothing sealed opens.\n" +
      to_hex(crypto::random_bytes(std::tuple_size_v<crypto::KeyId>)) + " " + to_hex(key) + "\n";
  const auto written = ::write(made.get(), text.data(), text.size());
  const bool kept = written == static_cast<ssize_t>(text.size()) && fsync(made.get()) == 0;
  wipe(key.data(), key.size());
  wipe(text.data(), text.size());
  if (!kept) {
    auto fault = cannot_make(file);
    ::unlink(file.c_str());
    return failed(std::move(fault));
  }
  sync_folder(file);
  return {};
}

}  // namespace wegwijzer::store
