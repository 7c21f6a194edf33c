#include "fakes/service.hpp"

#include <httplib.h>

namespace wegwijzer::fakes {
namespace {

/// The port of the last start in the log; 0 while there is none after `from`.
int port_in(const std::string& log, std::size_t from) {
  const auto event = log.find("\"event\":\"http.listening\"", from);
  const auto key = log.find("\"port\":", event);
  return event == std::string::npos || key == std::string::npos ? 0 : std::atoi(log.c_str() + key + 7);
}

httplib::Headers as_headers(const std::multimap<std::string, std::string>& headers) {
  return {headers.begin(), headers.end()};
}

Got got(const httplib::Result& result) {
  if (!result) return {};
  return {result->status, result->body, {result->headers.begin(), result->headers.end()}};
}

std::pair<std::string, std::string> split(const std::string& url) {
  const auto slash = url.find('/', url.find("://") + 3);
  return slash == std::string::npos ? std::pair(url, std::string("/"))
                                    : std::pair(url.substr(0, slash), url.substr(slash));
}

}  // namespace

Variables storage_in(const std::string& folder) {
  return {{"WEGWIJZER_STORAGE_URL", "sqlite:" + folder + "/data/wegwijzer.db"},
          {"WEGWIJZER_STORAGE_KEYS_URL", "sqlite:" + folder + "/keys/keys.db"},
          {"WEGWIJZER_STORAGE_KEY_FILE", folder + "/keys/master.key"}};
}

Service::Service(const Options& options) {
  Process::Start start;
  start.program = options.program;
  start.arguments = {"serve", "--listen", "127.0.0.1:0"};
  start.arguments.insert(start.arguments.end(), options.arguments.begin(), options.arguments.end());
  start.variables = storage_in(options.folder);
  for (const auto& [name, value] : options.variables) start.variables[name] = value;
  start.folder = options.folder;
  start.log = options.folder + "/log";
  start.user = options.user;
  process_ = nullptr;
  const std::size_t before = [&] {
    std::FILE* file = std::fopen((start.log + ".out").c_str(), "r");
    if (file == nullptr) return std::size_t{0};
    std::fseek(file, 0, SEEK_END);
    const auto size = static_cast<std::size_t>(std::ftell(file));
    std::fclose(file);
    return size;
  }();
  process_ = std::make_unique<Process>(start);
  (void)until([&] {
    port_ = port_in(process_->out(), before);
    return port_ != 0 || !process_->running();
  });
}

Got get(const std::string& url, const std::multimap<std::string, std::string>& headers) {
  const auto [origin, path] = split(url);
  httplib::Client client(origin);
  client.set_read_timeout(10);
  return got(client.Get(path, as_headers(headers)));
}

Got post(const std::string& url, const std::string& body, const std::string& type) {
  const auto [origin, path] = split(url);
  httplib::Client client(origin);
  client.set_read_timeout(10);
  return got(client.Post(path, body, type));
}

}  // namespace wegwijzer::fakes
