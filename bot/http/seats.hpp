#pragma once
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace wegwijzer::http {

/// How many connections are open, in all and from one address. Threads: any.
class Seats {
 public:
  /// One connection's place; given back at its end.
  class Seat {
   public:
    Seat() = default;
    Seat(Seats& of, std::string address) : of_(&of), address_(std::move(address)) {}
    Seat(Seat&& other) noexcept : of_(std::exchange(other.of_, nullptr)), address_(std::move(other.address_)) {}
    Seat& operator=(Seat&& other) noexcept {
      std::swap(of_, other.of_);
      std::swap(address_, other.address_);
      return *this;
    }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    ~Seat() {
      if (of_ != nullptr) of_->leave(address_);
    }

   private:
    Seats* of_ = nullptr;
    std::string address_;
  };

  Seats(std::size_t most, std::size_t most_per_address) : most_(most), most_per_address_(most_per_address) {}

  /// Nothing when all, or those of this address, are taken. An empty address has no limit of its own.
  [[nodiscard]] std::optional<Seat> take(const std::string& address) {
    const std::lock_guard lock(mutex_);
    if (taken_ >= most_) return std::nullopt;
    const bool counts = counts_each() && !address.empty();
    if (counts) {
      auto& here = by_address_[address];
      if (here >= most_per_address_) return std::nullopt;
      ++here;
    }
    ++taken_;
    return Seat(*this, counts ? address : std::string());
  }
  [[nodiscard]] std::size_t taken() const { return taken_; }

 private:
  [[nodiscard]] bool counts_each() const { return most_per_address_ < most_; }
  void leave(const std::string& address) {
    const std::lock_guard lock(mutex_);
    --taken_;
    if (address.empty()) return;
    const auto here = by_address_.find(address);
    if (here != by_address_.end() && --here->second == 0) by_address_.erase(here);
  }
  const std::size_t most_;
  const std::size_t most_per_address_;
  std::mutex mutex_;
  std::atomic<std::size_t> taken_{0};
  std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace wegwijzer::http
