#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "referral/hours.hpp"
#include "referral/matching.hpp"
#include "referral/table.hpp"

namespace wegwijzer::referral {

/// One contact being asked to take the referral. Ends as exactly one of the others.
struct Offer {
  enum class Status : std::uint8_t { open, accepted, declined, conflict, expired, revoked, undeliverable };
  std::string contact;
  Status status = Status::open;
  Instant created{};
  std::optional<Instant> delivered;  ///< its time runs from here
  bool reminded = false;
  bool operator==(const Offer&) const = default;
};

/// The line between requester and one contact. In every state but `active` an open one is that of a handover.
struct Link {
  std::string contact;
  bool open = true;
  bool named = false;  ///< the contact knows who it is
  bool operator==(const Link&) const = default;
};

/// A stretch in which first-contact and idle timers stand still.
struct Pause {
  Instant from;
  Instant until;
  bool operator==(const Pause&) const = default;
};

/// One referral: everything that its next step depends on, and nothing a person wrote. A value; threads: any.
struct Referral {
  State state = State::draft;
  Reason reason = Reason::nothing;
  Instant entered{};                ///< the present state
  Instant touched{};                ///< the draft
  std::optional<Instant> match_at;  ///< when somebody works who could be asked
  std::vector<Offer> offers;
  std::vector<Link> links;
  std::string holder;     ///< who accepted, or has the link; empty otherwise
  bool heard = false;     ///< the holder has been in touch
  bool reminded = false;  ///< the state's half-time reminder went out
  bool flagged = false;   ///< first contact is late, and that was said
  bool idle_asked = false;
  Instant last_activity{};
  std::optional<Pause> pause;
  std::optional<Instant> coordinators_told;
  std::optional<Instant> requester_told;
  int counted_offers = 0;

  // The requester's wishes.
  std::set<std::string> languages;
  std::vector<std::string> topics;  ///< at most two; empty: whoever listens
  bool urgent = false;
  bool named = false;              ///< known to the contact after the go
  std::set<std::string> excluded;  ///< keys of the roster: the requester, exclusions, earlier bars
  std::set<std::string> excluded_departments;
  std::string preferred;

  std::set<std::string> barred;  ///< from this referral, by what happened in it
  std::set<std::string> asked;   ///< had an offer of it

  [[nodiscard]] bool open() const;
  [[nodiscard]] bool has_open_offer() const;
  [[nodiscard]] const Offer* open_offer(std::string_view contact) const;
  [[nodiscard]] const Link* open_link() const;
  bool operator==(const Referral&) const = default;
};

/// What happened. `contact`: the key of the contact concerned (for the holder's and contacts' events, assign and take).
struct Command {
  Event event = Event::match;
  Instant now{};
  std::string contact;
  bool wants_another = false;      ///< with a report
  std::optional<Instant> until;    ///< of a pause
  std::optional<Referral> wishes;  ///< of a change: only its wishes count
};

struct Settings {
  MatchSettings matching;
  Duration coordinator_within = std::chrono::hours{4};
  int consent_days = 5;  ///< working days
  Duration first_contact_within = std::chrono::hours{8};
  int idle_days = 10;  ///< working days; closed five later
  std::chrono::days retention{30};
};

/// What a step may look at beside the referral itself. All of it outlives the call.
struct World {
  std::span<const Candidate> roster;    ///< with loads of this moment
  const Hours* organisation = nullptr;  ///< a working day is 24 hours of it
  Settings settings;
  bool has_open_referral = false;
  bool limited = false;
  const std::map<std::string, std::string>* ties = nullptr;
};

/// Something to be told. To a contact it waits for the contact's hours (`not_before`), unless it answers a press.
struct Notice {
  Telling telling;
  std::string contact;        ///< empty: requester or coordinators
  std::optional<Instant> by;  ///< the latest time of the next news, where the text names one
  std::optional<Instant> not_before;
  bool operator==(const Notice&) const = default;
};

/// What a step came to. `effects` are those that the store and the keys carry out; the rest is in `after` already.
struct Step {
  Referral after;
  std::vector<Notice> notices;
  Effects effects;
  std::vector<std::string_view> rules;  ///< numbers of the rules that were walked; empty: nothing fits
};

/// Walks the table once, and once more for a match. Pure: the same input gives the same step.
[[nodiscard]] Step step(const Referral& before, const Command& command, const World& world,
                        std::span<const Rule> table = rules());

/// A deadline that a referral must have. `contact` for those of an offer.
struct Timer {
  Event event;
  std::string contact;
  Instant due;
  bool operator==(const Timer&) const = default;
};

/// Which timers must exist, and when they are due: derived from the referral, never kept beside it. A timer that is
/// missing in the store is a fault that this finds.
[[nodiscard]] std::vector<Timer> timers_of(const Referral& referral, const World& world);

}  // namespace wegwijzer::referral
