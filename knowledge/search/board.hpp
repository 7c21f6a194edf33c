#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace wegwijzer::knowledge {

/// Evidence by topic, and which topics have any; topics must be below what `ready` was told. Zero between questions, so
/// that clearing it costs what was used.
class Board {
 public:
  /// `all`: every topic counts as touched, which is quicker where most of them are.
  void ready(std::size_t topics, bool all = false) {
    if (evidence_.size() >= topics) return;
    evidence_.resize(topics, 0);
    is_touched_.resize(topics, all ? 1 : 0);
    all_ = all;
    for (std::uint32_t topic = 0; all && topic < topics; ++topic) touched_.push_back(topic);
  }
  void add(std::uint32_t topic, float value) {
    if (is_touched_.data()[topic] == 0) {
      is_touched_.data()[topic] = 1;
      touched_.push_back(topic);
    }
    evidence_.data()[topic] += value;
  }
  [[nodiscard]] float& operator[](std::uint32_t topic) { return evidence_.data()[topic]; }
  [[nodiscard]] const std::vector<std::uint32_t>& touched() const { return touched_; }
  void clear() {
    if (all_) {
      std::fill(evidence_.begin(), evidence_.end(), 0.F);
      return;
    }
    for (const auto topic : touched_) evidence_[topic] = 0, is_touched_[topic] = 0;
    touched_.clear();
  }

 private:
  std::vector<float> evidence_;
  std::vector<std::uint32_t> touched_;
  std::vector<char> is_touched_;
  bool all_ = false;
};

}  // namespace wegwijzer::knowledge
