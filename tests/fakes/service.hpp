#pragma once
#include <memory>
#include <string>

#include "fakes/process.hpp"

namespace wegwijzer::fakes {

/// `wegwijzer serve` as a process, with a database of its own in a folder that outlives it.
class Service {
 public:
  struct Options {
    std::string program;
    std::string folder;   ///< for data, keys and log
    Variables variables;  ///< beyond the storage
    std::vector<std::string> arguments;
    uid_t user = 0;
  };
  /// Starts it and waits for its port; `started()` is false when it ended instead.
  explicit Service(const Options& options);

  [[nodiscard]] bool started() const { return port_ != 0; }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] Process& process() { return *process_; }
  /// All it wrote, this start's and earlier ones'.
  [[nodiscard]] std::string log() const { return process_->out() + process_->err(); }

 private:
  std::unique_ptr<Process> process_;
  int port_ = 0;
};

[[nodiscard]] Variables storage_in(const std::string& folder);

struct Got {
  int status = 0;
  std::string body;
  std::multimap<std::string, std::string> headers;
};
[[nodiscard]] Got get(const std::string& url, const std::multimap<std::string, std::string>& headers = {});
[[nodiscard]] Got post(const std::string& url, const std::string& body, const std::string& type);

}  // namespace wegwijzer::fakes
