// Whatever Slack's signature stands under: JSON or form, it is admitted, read and answered, or refused.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/log.hpp"
#include "http/form.hpp"
#include "slack/house.hpp"

namespace {

using namespace wegwijzer;

/// A Web API that knows nobody, and says so at once.
class Stranger final : public http::Client {
 public:
  void send(http::Call, std::function<void(http::Answer)> done) override {
    done({http::Response::json(200, R"({"ok":false,"error":"user_not_found"})"), http::Lost::unknown});
  }
};

std::unique_ptr<slack::House> house;

void read_and_answer(const channel::RawEvent& event) {
  auto message = house->channel->read(event);
  if (message && *message && (*message)->source.channel != "slack") std::abort();
  Result<model::Said> nothing{model::Said{}};
  (void)house->channel->answer(event, nothing);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  log::set_level(log::Level::off);
  house = std::make_unique<slack::House>(slack::House::standard(), std::make_unique<Stranger>());
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  for (const std::string_view type : {"application/json", "application/x-www-form-urlencoded"}) {
    (void)house->serve(house->signed_request(type, body));
    for (const auto& event : house->door->taken) read_and_answer(event);
    house->door->taken.clear();
  }
  // A payload by itself, without the form around it.
  const std::string form = "payload=" + http::url_encoded(body);
  (void)house->serve(house->signed_request("application/x-www-form-urlencoded", form));
  for (const auto& event : house->door->taken) read_and_answer(event);
  house->door->taken.clear();
  return 0;
}
