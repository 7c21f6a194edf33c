#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/log.hpp"

namespace wegwijzer {

/// Counters and gauges for `/metrics`, Prometheus text. Names and labels are words of our own source: nothing a person
/// sent can become one. Threads: any.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// A handle that adds cheaply; keep it.
  class Counter {
   public:
    explicit Counter(void* inside) : inside_(inside) {}
    void add(double amount = 1) const;

   private:
    void* inside_;
  };
  class Histogram {
   public:
    explicit Histogram(void* inside) : inside_(inside) {}
    /// In seconds.
    void observe(double seconds) const;

   private:
    void* inside_;
  };

  [[nodiscard]] Counter counter(Word name, Word help);
  [[nodiscard]] Counter counter(Word name, Word help, Word label, Word value);
  [[nodiscard]] Histogram histogram(Word name, Word help);
  /// Asked at every scrape.
  void gauge(Word name, Word help, std::function<double()> value);

  /// A gauge that is always 1: what it tells stands in its label.
  void info(Word name, Word help, Word label, Word value);

  /// Prometheus exposition format 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace wegwijzer
