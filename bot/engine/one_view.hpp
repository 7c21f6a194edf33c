#pragma once
#include "handler/handler.hpp"

namespace wegwijzer::engine {

/// What a handler sees of the world while it decides.
class OneView final : public handler::View {
 public:
  OneView(store::Read* read, Instant now, const model::Person& person, Language language)
      : read_(read), now_(now), person_(person), language_(language) {}
  [[nodiscard]] Result<store::Read*> store() const override {
    if (read_ == nullptr) return failed(Kind::unavailable, "store", "the database cannot be read");
    return read_;
  }
  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] const model::Person& person() const override { return person_; }
  [[nodiscard]] Language language() const override { return language_; }

 private:
  store::Read* read_;
  Instant now_;
  const model::Person& person_;
  Language language_;
};

}  // namespace wegwijzer::engine
