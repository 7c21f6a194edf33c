#pragma once
#include <curl/curl.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/client.hpp"

namespace wegwijzer::http {

struct EasyCleanup {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyCleanup>;

/// An easy handle with everything that is the same for each call. Made once, used for many calls one after another.
[[nodiscard]] Easy make_easy();

/// One call on its way: binds `easy` to a call and collects what comes back. Neither copied nor moved: libcurl keeps
/// its address. Threads: the client's own.
class Transfer {
 public:
  Transfer(Easy easy, Call call, std::function<void(Answer)> done);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer();  ///< wipes the secret headers

  [[nodiscard]] CURL* easy() const { return easy_.get(); }
  /// False when the call must not go out: a header would end its line.
  [[nodiscard]] bool sound() const { return sound_; }
  /// What came of it; once.
  [[nodiscard]] Answer finished(CURLcode code);
  /// Ended before its time.
  [[nodiscard]] Answer cut_short() const { return {std::nullopt, sent_ ? Lost::unknown : Lost::nothing_sent}; }
  [[nodiscard]] std::function<void(Answer)>& done() { return done_; }
  /// The easy handle, for the next call. Only after the multi handle let go of it.
  [[nodiscard]] Easy take_easy() { return std::move(easy_); }

 private:
  void add_header(std::string_view name, std::string_view value);
  void prepare_method();
  static int before_request(void* self, char*, char*, int, int);
  static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self);
  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self);
  void take_header(std::string_view line);

  Easy easy_;
  Call call_;
  std::function<void(Answer)> done_;
  curl_slist* headers_ = nullptr;
  Response response_;
  std::size_t header_bytes_ = 0;
  bool sound_ = true;
  bool sent_ = false;  ///< the request may have reached the other side
  bool full_ = false;  ///< more body came than is kept
};

}  // namespace wegwijzer::http
