#include <algorithm>

#include "referral/referral.hpp"

namespace wegwijzer::referral {
namespace {

using namespace std::chrono_literals;

constexpr auto kWorkingDay = 24h;
constexpr auto kDraft = 24h;
constexpr auto kTooLateToRemind = 30min;
constexpr int kIdleGraceDays = 5;
constexpr int kUpdateDays = 2;

const Candidate* named(const World& world, std::string_view key) {
  const auto found =
      std::find_if(world.roster.begin(), world.roster.end(), [key](const Candidate& one) { return one.key == key; });
  return found == world.roster.end() ? nullptr : &*found;
}

const Hours& hours_of(const World& world, std::string_view key) {
  const auto* candidate = named(world, key);
  return candidate != nullptr && candidate->hours != nullptr ? *candidate->hours : *world.organisation;
}

/// `length` of work after `start`, not counting the pause. Far away rather than never: a timer always exists.
Instant worked(const Hours& hours, Instant start, Duration length, const std::optional<Pause>& pause) {
  if (pause && pause->from >= start) {
    const auto before = hours.between(start, pause->from);
    if (before < length) {
      length -= before;
      start = pause->until;
    }
  }
  return hours.add(start, length).value_or(start + std::chrono::days{7});
}

class Deriving {
 public:
  Deriving(const Referral& referral, const World& world) : referral_(referral), world_(world) {}

  std::vector<Timer> all() && {
    switch (referral_.state) {
      case State::draft:
        add(Event::draft_due, referral_.touched + kDraft);
        break;
      case State::requested:
        matching();
        break;
      case State::offered:
        offers();
        break;
      case State::accepted:
        consent();
        break;
      case State::active:
        link();
        break;
      case State::escalated:
        escalation();
        break;
      case State::closed:
        add(Event::retention_due, referral_.entered + world_.settings.retention);
        break;
      case State::withdrawn:
      case State::expired:
      case State::gone:
        break;
    }
    return std::move(timers_);
  }

 private:
  void add(Event event, Instant due, std::string contact = {}) { timers_.push_back({event, std::move(contact), due}); }

  [[nodiscard]] Instant working_days(Instant from, int days) const {
    return worked(*world_.organisation, from, days * kWorkingDay, referral_.pause);
  }

  void matching() {
    if (referral_.match_at) add(Event::match, *referral_.match_at);
  }

  void offers() {
    const auto& settings = world_.settings.matching;
    std::optional<Instant> urgent;
    for (const auto& offer : referral_.offers) {
      if (offer.status != Offer::Status::open || !offer.delivered) continue;
      const auto& hours = hours_of(world_, offer.contact);
      const auto due = worked(hours, *offer.delivered, settings.accept_within, {});
      const auto half = worked(hours, *offer.delivered, settings.accept_within / 2, {});
      add(Event::offer_due, due, offer.contact);
      if (!offer.reminded && hours.between(half, due) > kTooLateToRemind) add(Event::offer_half, half, offer.contact);
      const auto late = worked(hours, *offer.delivered, settings.urgent_within, {});
      urgent = urgent ? std::min(*urgent, late) : late;
    }
    if (referral_.urgent && referral_.state == State::offered && urgent) add(Event::urgent_due, *urgent);
  }

  void consent() {
    if (!referral_.reminded) add(Event::consent_half, working_days(referral_.entered, 1));
    add(Event::consent_due, working_days(referral_.entered, world_.settings.consent_days));
  }

  void link() {
    const auto& hours = hours_of(world_, referral_.holder);
    const auto within = world_.settings.first_contact_within;
    if (!referral_.heard && !referral_.reminded)
      add(Event::first_contact_half, worked(hours, referral_.entered, within / 2, referral_.pause));
    if (!referral_.heard && !referral_.flagged)
      add(Event::first_contact_due, worked(hours, referral_.entered, within, referral_.pause));
    const int days = world_.settings.idle_days;
    if (!referral_.idle_asked) add(Event::idle_half, working_days(referral_.last_activity, days));
    add(Event::idle_due, working_days(referral_.last_activity, days + kIdleGraceDays));
  }

  void escalation() {
    offers();
    matching();
    add(Event::coordinator_due, next_reminder());
    add(Event::update_due, working_days(referral_.requester_told.value_or(referral_.entered), kUpdateDays));
  }

  /// The first after `coordinator_within`, then every working day; always in some coordinator's hours.
  [[nodiscard]] Instant next_reminder() const {
    const bool first = !referral_.reminded;
    const Instant from = referral_.coordinators_told.value_or(referral_.entered);
    const Instant day_later = working_days(from, 1);
    std::optional<Instant> earliest;
    for (const auto& candidate : world_.roster) {
      if (!candidate.coordinator || candidate.suspended || candidate.hours == nullptr) continue;
      const auto at =
          first ? candidate.hours->add(from, world_.settings.coordinator_within) : candidate.hours->add(day_later, 0s);
      if (at && (!earliest || *at < *earliest)) earliest = at;
    }
    return earliest.value_or(day_later);
  }

  const Referral& referral_;
  const World& world_;
  std::vector<Timer> timers_;
};

}  // namespace

std::vector<Timer> timers_of(const Referral& referral, const World& world) {
  return Deriving(referral, world).all();
}

}  // namespace wegwijzer::referral
