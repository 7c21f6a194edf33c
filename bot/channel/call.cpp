#include "base/pack.hpp"
#include "base/reveal.hpp"
#include "channel/channel.hpp"

namespace wegwijzer::channel {
namespace {

// These bytes stand in outbox rows: a changed order needs a new number, and the old one must stay readable.
constexpr std::int64_t kVersion = 2;
constexpr std::int64_t kWithoutRequest = 1;
constexpr std::int64_t kWithToken = 1;
constexpr std::int64_t kAtOnce = 2;

SharedSecret secret_from(std::string_view text) {
  return text.empty() ? nullptr : share(text);
}

}  // namespace

std::string to_bytes(const Call& call) {
  const auto body = reveal(call.body);
  const auto plain = reveal(call.plain_body);
  Packer packer;
  packer.reserve(184 + call.method.size() + call.installation.size() + call.url.size() + call.conversation.size() +
                 call.content_type.size() + body.size() + plain.size());
  packer.number(kVersion)
      .text(call.method)
      .text(call.installation)
      .text(call.url)
      .text(call.conversation)
      .text(call.content_type)
      .text(body)
      .text(plain)
      .number((call.with_token ? kWithToken : 0) | (call.at_once ? kAtOnce : 0))
      .number(to_micros(call.until))
      .number(to_micros(call.not_before))
      .text(call.id.view())
      .text(call.request.view());
  return std::move(packer.bytes());
}

Result<Call> call_from_bytes(std::string_view bytes) {
  Unpacker unpacker(bytes);
  const auto version = unpacker.number();
  if (version != kVersion && version != kWithoutRequest)
    return failed(Kind::broken, "outbox", "a call of an unknown version");
  Call call;
  call.method = unpacker.text();
  call.installation = unpacker.text();
  call.url = unpacker.text();
  call.conversation = unpacker.text();
  call.content_type = unpacker.text();
  call.body = secret_from(unpacker.text());
  call.plain_body = secret_from(unpacker.text());
  const auto flags = unpacker.number();
  call.with_token = (flags & kWithToken) != 0;
  call.at_once = (flags & kAtOnce) != 0;
  call.until = from_micros(unpacker.number());
  call.not_before = from_micros(unpacker.number());
  const auto id = id_from_bytes<OutgoingTag>(unpacker.text());
  const auto request =
      version == kWithoutRequest ? std::optional(RequestId{}) : id_from_bytes<RequestTag>(unpacker.text());
  if (!unpacker.fine() || !unpacker.at_end() || !id || !request)
    return failed(Kind::broken, "outbox", "a call that ends too early");
  call.id = *id;
  call.request = *request;
  return call;
}

}  // namespace wegwijzer::channel
