#include "web/same_site.hpp"

namespace wegwijzer::web {

bool from_own_page(const http::Request& request) {
  if (request.header_count("sec-fetch-site") > 0) {
    const auto site = request.header("sec-fetch-site");
    return site == "same-origin" || site == "none";
  }
  if (request.header_count("origin") == 0) return true;
  const auto origin = request.header("origin");
  const auto host = request.header("host");
  if (!origin || !host) return false;
  // The scheme is left open: a proxy in front may speak HTTPS for us.
  return *origin == "https://" + std::string(*host) || *origin == "http://" + std::string(*host);
}

}  // namespace wegwijzer::web
