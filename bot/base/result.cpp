#include "base/result.hpp"

namespace wegwijzer {

std::string to_text(const Fault& fault) {
  return fault.place.empty() ? fault.what : fault.place + ": " + fault.what;
}

int http_status(Kind kind) {
  switch (kind) {
    case Kind::bad_input:
      return 400;
    case Kind::not_allowed:
      return 403;
    case Kind::not_found:
      return 404;
    case Kind::conflict:
      return 409;
    case Kind::unavailable:
      return 503;
    case Kind::broken:
      return 500;
  }
  return 500;
}

}  // namespace wegwijzer
