#include "web/assets.hpp"

#include <cassert>
#include <map>

#include "base/embedded.hpp"
#include "crypto/hash.hpp"
#include "web_embedded/assets.hpp"

namespace wegwijzer::web {
namespace {

struct Asset {
  std::string_view content;
  std::string_view content_type;
  std::string tag;
};

struct Table {
  std::map<std::string, Asset, std::less<>> by_address;
  std::map<std::string, std::string, std::less<>> addresses;  // by name
};

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  assert(name.ends_with(".svg"));
  return "image/svg+xml; charset=utf-8";
}

Table made() {
  Table table;
  for (const auto& [name, content] : web_embedded::assets) {
    const auto hash = to_hex(crypto::sha256(content)).substr(0, 16);
    auto address = std::string(kAssets) + hash + "/" + std::string(name);
    table.addresses.emplace(name, address);
    table.by_address.emplace(std::move(address), Asset{content, type_of(name), "\"" + hash + "\""});
  }
  return table;
}

const Table& table() {
  static const Table all = made();
  return all;
}

}  // namespace

const std::string& asset_address(std::string_view name) {
  const auto found = table().addresses.find(name);
  assert(found != table().addresses.end());
  return found->second;
}

http::Response asset(const http::Request& request) {
  const auto found = table().by_address.find(request.path);
  if (found == table().by_address.end()) return http::Response::empty(404);
  const Asset& file = found->second;
  const bool known = request.header("if-none-match") == file.tag;
  http::Response response = http::Response::empty(known ? 304 : 200);
  response.headers = {{"ETag", file.tag}, {"Cache-Control", "public, max-age=31536000, immutable"}};
  if (known) return response;
  response.content_type = file.content_type;
  response.body = file.content;
  return response;
}

}  // namespace wegwijzer::web
