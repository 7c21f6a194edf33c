#include "metrics/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <vector>

namespace wegwijzer {

struct Metrics::Inside {
  prometheus::Registry registry;
  std::mutex mutex;
  std::vector<std::pair<prometheus::Gauge*, std::function<double()>>> gauges;
};

Metrics::Metrics() : inside_(std::make_unique<Inside>()) {}
Metrics::~Metrics() = default;

void Metrics::Counter::add(double amount) const {
  static_cast<prometheus::Counter*>(inside_)->Increment(amount);
}
void Metrics::Histogram::observe(double seconds) const {
  static_cast<prometheus::Histogram*>(inside_)->Observe(seconds);
}

Metrics::Counter Metrics::counter(Word name, Word help) {
  auto& family = prometheus::BuildCounter()
                     .Name(std::string(name.text()))
                     .Help(std::string(help.text()))
                     .Register(inside_->registry);
  return Counter(&family.Add({}));
}

Metrics::Counter Metrics::counter(Word name, Word help, Word label, Word value) {
  auto& family = prometheus::BuildCounter()
                     .Name(std::string(name.text()))
                     .Help(std::string(help.text()))
                     .Register(inside_->registry);
  return Counter(&family.Add({{std::string(label.text()), std::string(value.text())}}));
}

Metrics::Histogram Metrics::histogram(Word name, Word help) {
  auto& family = prometheus::BuildHistogram()
                     .Name(std::string(name.text()))
                     .Help(std::string(help.text()))
                     .Register(inside_->registry);
  return Histogram(&family.Add(
      {}, prometheus::Histogram::BucketBoundaries{0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30}));
}

void Metrics::gauge(Word name, Word help, std::function<double()> value) {
  auto& family = prometheus::BuildGauge()
                     .Name(std::string(name.text()))
                     .Help(std::string(help.text()))
                     .Register(inside_->registry);
  const std::lock_guard lock(inside_->mutex);
  inside_->gauges.emplace_back(&family.Add({}), std::move(value));
}

void Metrics::info(Word name, Word help, Word label, Word value) {
  auto& family = prometheus::BuildGauge()
                     .Name(std::string(name.text()))
                     .Help(std::string(help.text()))
                     .Register(inside_->registry);
  family.Add({{std::string(label.text()), std::string(value.text())}}).Set(1);
}

std::string Metrics::text() const {
  const std::lock_guard lock(inside_->mutex);
  for (auto& [gauge, value] : inside_->gauges) gauge->Set(value());
  return prometheus::TextSerializer().Serialize(inside_->registry.Collect());
}

}  // namespace wegwijzer
