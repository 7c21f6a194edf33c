#include "app/service.hpp"

#include <utility>

#include "app/content.hpp"
#include "app/process.hpp"
#include "app/setting_values.hpp"
#include "base/log.hpp"

namespace wegwijzer::app {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

log::Level level_from(std::string_view word) {
  if (word == "debug") return log::Level::debug;
  if (word == "warn") return log::Level::warn;
  if (word == "error") return log::Level::error;
  if (word == "off") return log::Level::off;
  return log::Level::info;
}

http::ServerOptions server_options(const Settings& settings) {
  http::ServerOptions options;
  const auto at = host_port_from(settings.text("server.listen")).value_or(HostPort{});
  options.host = at.host;
  options.port = at.port;
  options.threads = static_cast<int>(settings.number("server.threads"));
  options.trusted_proxies = settings.list("server.trusted_proxies");
  options.tls_certificate = settings.text("server.tls_certificate");
  options.tls_key = settings.text("server.tls_key");
  const bool https = !options.tls_certificate.empty() || settings.text("server.public_url").starts_with("https://");
  options.headers = security_headers(https);
  return options;
}

std::vector<std::filesystem::path> watched(const Settings& settings) {
  auto paths = content_directories(settings);
  if (const auto& resources = settings.text("safe_space.resources"); !resources.empty()) paths.emplace_back(resources);
  return paths;
}

}  // namespace

tl::expected<std::unique_ptr<Service>, std::vector<Fault>> Service::start(Settings given, Sources sources, bool demo) {
  const auto one = [](Fault fault) { return tl::unexpected(std::vector{std::move(fault)}); };
  auto kept = std::make_unique<const Settings>(std::move(given));
  const auto& settings = *kept;
  log::set_level(level_from(settings.text("log.level")));
  const auto storage = storage_from(settings);
  if (auto made = make_folders(storage); !made) return one(std::move(made.error()));
  auto lock = StorageLock::take(storage);
  if (!lock) return one(std::move(lock.error()));
  auto house = House::open(settings, storage, [demo](House& open) { return service_channels(open, demo); });
  if (!house) return tl::unexpected(std::move(house.error()));
  auto reader = store::Connection::open(storage.database, store::Access::read_only);
  if (!reader) return one(std::move(reader.error()));
  std::unique_ptr<Service> service(
      new Service(std::move(kept), std::move(sources), std::move(*lock), std::move(*house), std::move(*reader)));
  http::Router router;
  service->operations_.routes(router);
  for (const auto& channel : service->house_->channels) channel->routes(router, *service->house_->engine);
  auto server = http::Server::start(server_options(settings), std::move(router));
  if (!server) return one(std::move(server.error()));
  service->server_ = std::move(*server);
  log::info("http.listening", {{"port", std::int64_t{service->server_->port()}}});
  return service;
}

Service::Service(std::unique_ptr<const Settings> settings, Sources sources, StorageLock lock,
                 std::unique_ptr<House> house, store::Connection reader)
    : settings_(std::move(settings)),
      sources_(std::move(sources)),
      lock_(std::move(lock)),
      house_(std::move(house)),
      operations_(*house_, std::move(reader)),
      watch_(watched(*settings_)) {}

void Service::run() {
  notify_systemd("READY=1");
  for (;;) {
    const auto signal = next_signal(1s);
    if (signal == Signal::stop) return stop();
    operations_.look();
    if (signal == Signal::reload) reload(true);
    if (watch_.changed()) reload(false);
  }
}

std::vector<Fault> Service::reload_knowledge() {
  auto read = house_->reload();
  return read ? std::vector<Fault>{} : std::move(read.error());
}

/// Knowledge, the certificate and the log level, or none of them; other settings need a restart.
std::vector<Fault> Service::reload_all() {
  const auto again = Settings::load(sources_);
  if (!again) return again.error();
  const auto use_certificate = server_->fresh_certificate();
  if (!use_certificate) return {use_certificate.error()};
  if (auto faults = reload_knowledge(); !faults.empty()) return faults;
  (*use_certificate)();
  log::set_level(level_from(again->text("log.level")));
  return {};
}

void Service::reload(bool settings_too) {
  auto faults = settings_too ? reload_all() : reload_knowledge();
  for (const auto& fault : faults) log::error("reload.refused", {{"place", FilePlace{fault.place}}});
  if (faults.empty()) log::info("reload.done");
  operations_.refused(std::move(faults));
}

void Service::stop() {
  log::info("service.stopping");
  notify_systemd("STOPPING=1");
  operations_.stopping();
  release_signals();
  const auto until = std::chrono::steady_clock::now() + settings_->duration("server.grace");
  const auto left = [until] {
    return std::max(std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now()),
                    milliseconds{0});
  };
  server_->stop(left());
  house_->engine->stop(left());
  log::info("service.stopped");
}

}  // namespace wegwijzer::app
