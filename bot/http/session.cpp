#include "http/session.hpp"

#include <cstring>
#include <exception>
#include <random>
#include <utility>

#include "base/log.hpp"
#include "crypto/random.hpp"

namespace wegwijzer::http {

namespace {

// Only for finding a request's lines in the log: unique, not secret.
RequestId fresh_id() {
  thread_local std::mt19937_64 random = [] {
    std::uint64_t seed = 0;
    const std::string bytes = crypto::random_bytes(sizeof seed);
    std::memcpy(&seed, bytes.data(), sizeof seed);
    return std::mt19937_64(seed);
  }();
  const std::uint64_t halves[2] = {random(), random()};
  RequestId id;
  std::memcpy(id.bytes.data(), halves, sizeof halves);
  return id;
}

}  // namespace

Session::Session(Host& host, std::shared_ptr<Wire> wire, Peer peer, Seats::Seat seat)
    : host_(host), mailbox_(host.mailbox()), wire_(std::move(wire)), peer_(std::move(peer)), seat_(std::move(seat)) {
  host_.deadlines().watch(*this);
}

void Session::start() {
  host_.deadlines().set(*this, Wait::header);
  wire_->open(shared_from_this());
}

void Session::opened(bool well) {
  if (!well) return close();
  if (peer_.turned_away) return refuse(503);
  await_request();
}

void Session::arrived(std::string_view bytes) {
  if (doing_ != Doing::waiting && doing_ != Doing::reading) return;  // was refused while it came
  if (pending_.empty()) {
    pending_.add(bytes.substr(proceed(bytes)));
    return;
  }
  pending_.add(bytes);
  go_on();
}

void Session::go_on() {
  pending_.drop_front(proceed(pending_.text()));
}

// Reads and answers what is there, as far as it goes; says how much of it is done with.
std::size_t Session::proceed(std::string_view input) {
  std::size_t used = 0;
  do {
    if (!reader_) {
      if (used == input.size()) {
        await_request();
        break;
      }
      begin_request();
    }
    used += reader_->take(input.substr(used));
    switch (reader_->state()) {
      case RequestReader::State::head:
      case RequestReader::State::body:
        await_more();
        break;
      case RequestReader::State::refused:
        refuse(reader_->refusal());
        break;
      case RequestReader::State::done:
        dispatch();
        break;
    }
  } while (doing_ == Doing::waiting && !closed());
  return doing_ == Doing::finishing || closed() ? input.size() : used;
}

void Session::begin_request() {
  host_.deadlines().unset(*this);
  reader_.emplace(host_.house().limits);
  invited_ = false;
  doing_ = Doing::reading;
}

void Session::await_request() {
  if (host_.stopping()) return close();
  doing_ = Doing::waiting;
  host_.deadlines().set(*this, Wait::idle);
  wire_->read(shared_from_this());
}

// One deadline for the whole header and one for the whole body: bytes that trickle in do not move them.
void Session::await_more() {
  const auto for_what = reader_->state() == RequestReader::State::head ? Wait::header : Wait::body;
  if (wait != for_what) host_.deadlines().set(*this, for_what);
  if (reader_->awaits_continue() && !std::exchange(invited_, true)) {
    doing_ = Doing::inviting;
    if (!wire_->write(shared_from_this(), "HTTP/1.1 100 Continue\r\n\r\n")) return;
  }
  doing_ = Doing::reading;
  wire_->read(shared_from_this());
}

void Session::dispatch() {
  shape_ = {reader_->is_head(), reader_->is_http_1_0(), reader_->keeps_connection()};
  Request request = reader_->request();
  reader_.reset();
  const RequestId id = request.id = fresh_id();
  request.peer = peer_.address;
  request.secure = peer_.secure;
  if (peer_.proxy) host_.house().proxies.look_behind(request);
  host_.deadlines().unset(*this);
  doing_ = Doing::answering;
  dispatching_ = true;
  Responder responder([self = shared_from_this()](Response response) { self->answered(std::move(response)); });
  try {
    host_.house().router.serve(std::move(request), std::move(responder));
  } catch (const std::exception&) {
    log::error("http.route_threw", {{"request", id}});  // its responder has answered 500 on the way out
  }
  dispatching_ = false;
  if (auto response = std::exchange(at_once_, std::nullopt)) send(*response, shape_);
}

void Session::answered(Response response) {
  if (mailbox_->on_owners_thread() && dispatching_)
    at_once_ = std::move(response);
  else
    mailbox_->put({shared_from_this(), std::move(response)});
}

void Session::deliver(Response response) {
  if (closed() || doing_ != Doing::answering) return;
  send(response, shape_);
  if (doing_ == Doing::waiting) go_on();
}

void Session::refuse(int status) {
  reader_.reset();
  send(Response::empty(status), {false, false, false});
}

void Session::send(const Response& response, const AnswerShape& shape) {
  last_ = !shape.keep || host_.stopping();
  out_ = host_.house().answers.bytes(response, {shape.head, shape.http_1_0, !last_});
  doing_ = Doing::writing;
  if (wire_->write(shared_from_this(), out_)) return sent();
  host_.deadlines().set(*this, Wait::write);
}

void Session::written(bool well) {
  if (!well) return close();
  if (doing_ == Doing::inviting) {
    doing_ = Doing::reading;
    return wire_->read(shared_from_this());
  }
  sent();
  if (doing_ == Doing::waiting) go_on();
}

void Session::sent() {
  out_ = std::string();
  if (!last_) {
    doing_ = Doing::waiting;
    return;
  }
  doing_ = Doing::finishing;
  host_.deadlines().set(*this, Wait::linger);
  wire_->finish(shared_from_this());
}

void Session::ended() {
  if (doing_ == Doing::writing) return;  // a refusal is on its way
  // Half a request deserves a word: the peer may have closed only its own side.
  const bool half = doing_ == Doing::reading && reader_;
  half ? refuse(400) : close();
}

void Session::expired() {
  const bool half = (wait == Wait::header || wait == Wait::body) && doing_ == Doing::reading;
  half ? refuse(408) : close();
}

void Session::wind_down() {
  if (doing_ == Doing::waiting || doing_ == Doing::opening) close();
}

void Session::close() {
  if (closed()) return;
  const auto self = shared_from_this();
  host_.deadlines().forget(*this);
  std::exchange(wire_, nullptr)->close();
  reader_.reset();
  pending_.clear();
  seat_ = {};
  host_.gone(*this);
}

}  // namespace wegwijzer::http
