// Whatever bytes a connection brings: the reader never crashes, decides the same wherever the pieces end, and what it
// lets through keeps its promises.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/reveal.hpp"
#include "http/request_reader.hpp"

namespace {

using namespace wegwijzer;
using http::RequestReader;

constexpr http::RequestLimits kLimits{1024, 20, 256, 512};

void require(bool promise) {
  if (!promise) std::abort();
}

struct Outcome {
  bool done = false;
  std::size_t used = 0;
  http::Request request;
};

Outcome read(std::string_view bytes, std::size_t first) {
  RequestReader reader(kLimits);
  std::size_t used = reader.take(bytes.substr(0, first));
  require(used <= first);
  used += reader.take(bytes.substr(used));
  require(used <= bytes.size());
  if (reader.state() == RequestReader::State::refused) require(reader.refusal() >= 400 && reader.refusal() < 600);
  if (reader.state() != RequestReader::State::done) return {};
  return {true, used, reader.request()};
}

void check(const http::Request& request) {
  require(reveal(request.body).size() <= kLimits.body);
  require(request.headers.size() <= kLimits.fields);
  require(request.path.size() + request.query.size() <= kLimits.target);
  require(request.method == http::Method::other || request.path.starts_with('/'));
  require(request.header_count("content-length") + request.header_count("transfer-encoding") <= 1);
  require(request.header_count("host") <= 1);
  for (const auto& [name, value] : request.headers) {
    require(!name.empty() && name.find_first_of(" \t\r\n:") == std::string::npos);
    require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = read(bytes, bytes.size());
  const auto pieces = read(bytes, bytes.empty() ? 0 : data[0] % (bytes.size() + 1));
  require(whole.done == pieces.done);
  require(whole.used == pieces.used);
  if (!whole.done) return 0;
  require(reveal(whole.request.body) == reveal(pieces.request.body));
  require(whole.request.headers == pieces.request.headers);
  check(whole.request);
  return 0;
}
