#include "metrics/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wegwijzer {
namespace {

using testing::HasSubstr;

TEST(Metrics, count_and_are_told_in_prometheus_text) {
  Metrics metrics;
  const auto kept = metrics.counter("wegwijzer_kept_total", "Events kept");
  kept.add();
  kept.add(2);
  EXPECT_THAT(metrics.text(),
              HasSubstr("# HELP wegwijzer_kept_total Events kept\n# TYPE wegwijzer_kept_total counter\n"));
  EXPECT_THAT(metrics.text(), HasSubstr("wegwijzer_kept_total 3\n"));
}

TEST(Metrics, of_one_name_tell_their_labels_apart) {
  Metrics metrics;
  metrics.counter("wegwijzer_sent_total", "Sent", "channel", "slack").add(1);
  metrics.counter("wegwijzer_sent_total", "Sent", "channel", "web").add(5);
  EXPECT_THAT(metrics.text(), HasSubstr("wegwijzer_sent_total{channel=\"slack\"} 1\n"));
  EXPECT_THAT(metrics.text(), HasSubstr("wegwijzer_sent_total{channel=\"web\"} 5\n"));
}

TEST(Metrics, ask_a_gauge_at_every_scrape) {
  Metrics metrics;
  double waiting = 1;
  metrics.gauge("wegwijzer_waiting", "Waiting", [&waiting] { return waiting; });
  EXPECT_THAT(metrics.text(), HasSubstr("wegwijzer_waiting 1\n"));
  waiting = 7;
  EXPECT_THAT(metrics.text(), HasSubstr("wegwijzer_waiting 7\n"));
}

TEST(Metrics, put_what_was_observed_into_buckets) {
  Metrics metrics;
  const auto seconds = metrics.histogram("wegwijzer_seconds", "Time");
  seconds.observe(0.002);
  seconds.observe(20);
  EXPECT_THAT(metrics.text(), HasSubstr("wegwijzer_seconds_bucket{le=\"0.005\"} 1\n"));
  EXPECT_THAT(metrics.text(), HasSubstr("wegwijzer_seconds_bucket{le=\"+Inf\"} 2\n"));
  EXPECT_THAT(metrics.text(), HasSubstr("wegwijzer_seconds_count 2\n"));
}

}  // namespace
}  // namespace wegwijzer
