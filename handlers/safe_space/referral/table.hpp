#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace wegwijzer::referral {

/// Where a referral stands. `gone`: nothing of it remains.
enum class State : std::uint8_t {
  draft,
  requested,
  offered,
  accepted,
  active,
  escalated,
  closed,
  withdrawn,
  expired,
  gone
};

/// Why it is with the coordinators.
enum class Reason : std::uint8_t { nothing, none, far, hours, tried, late, excluded };

/// Who does what. The actor's right to do it has been checked before the table is asked.
enum class Event : std::uint8_t {
  // requester
  send,
  discard,
  change,
  go,
  other,
  write,
  not_heard,
  finish,
  reveal,
  report,
  agree_route,
  withdraw,
  reopen,
  erase,
  crisis_words,
  // contact
  accept,
  decline,
  conflict,
  release,
  answer,
  contacted,
  hand_over_staying,
  hand_over_leaving,
  pause,
  close,
  report_requester,
  leave,
  // coordinator
  take,
  assign,
  suggest,
  more,
  // the system: matching, timers, platforms
  match,
  draft_due,
  offer_due,
  offer_half,
  urgent_due,
  undeliverable,
  contact_out,
  consent_half,
  consent_due,
  first_contact_half,
  first_contact_due,
  idle_half,
  idle_due,
  coordinator_due,
  update_due,
  requester_out,
  retention_due,
};

/// What matching came to (matching.hpp).
enum class Outcome : std::uint8_t { nothing, offer, wait, wait_escalated, far, nobody, tried };

/// What the table needs to know about the moment; all false and `nothing` unless said.
struct Facts {
  bool has_open_referral = false;  ///< the requester has another open one
  bool limited = false;            ///< or blocked
  Outcome matched = Outcome::nothing;
  Reason reason = Reason::nothing;  ///< of the escalation it is in
  bool offer_open = false;          ///< the contact concerned has an open offer
  bool holder = false;              ///< the contact concerned accepted, or has the link
  bool eligible = false;            ///< the contact (or, for take and assign, the person named) may still do this
  bool link_open = false;           ///< some link
  bool old_link_open =
      false;           ///< a handover's: requester and the former contact (for V16: the one concerned) still write
  bool named = false;  ///< the requester chose to be known after the go
  bool heard = false;  ///< the contact has been in touch
  bool wants_another = false;  ///< chosen with a report: go on with somebody else
};

/// What is done in one transaction with the change of state. Deadlines are no effects: they follow from the referral
/// (timers.cpp). A match that finds another offer still open leaves the referral `offered`.
enum class Effect : std::uint8_t {
  new_keys,
  give_receipt,
  match,
  make_offers,
  set_match_time,
  close_offer,
  count_offer,
  bar_contact,
  revoke_offers,
  revoke_unfit_offers,
  mark_unreachable,
  reset_offer_count,
  open_link,
  close_link,
  close_old_link,
  give_identity,
  deliver,
  note_first_contact,
  note_activity,
  freeze_timers,
  destroy_content,
  destroy_all,
};

/// What is told, and to whom: r requester, c the contact concerned, o the other contacts with an offer, k coordinators.
enum class Telling : std::uint8_t {
  r_receipt,
  r_open_one,
  r_limited,
  r_offered,
  r_when,
  r_with_coordinator,
  r_passed_on,
  r_accepted,
  r_connected,
  r_contact_gone,
  r_reminder,
  r_lapsed,
  r_heard_question,
  r_until,
  r_closed,
  r_still_there,
  r_route,
  r_update,
  r_withdrawn,
  r_link_closed,
  r_crisis_card,
  r_reopened,
  r_erased,
  r_message,
  r_reported,
  c_notice,
  c_thanks,
  c_why_not,
  c_taken,
  c_reminder,
  c_passed,
  c_not_needed,
  c_start,
  c_message,
  c_still_there,
  c_name,
  c_closed,
  c_unreachable,
  o_not_needed,
  k_escalated,
  k_solved,
  k_undeliverable,
  k_flag,
  k_report,
};

/// A set of enumerators with values below 64.
template <class E>
class Set {
 public:
  constexpr Set() = default;
  constexpr Set(std::initializer_list<E> items) {
    for (const E item : items) bits_ |= bit(item);
  }
  [[nodiscard]] constexpr bool has(E item) const { return (bits_ & bit(item)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  constexpr void add(E item) { bits_ |= bit(item); }
  constexpr void remove(E item) { bits_ &= ~bit(item); }
  constexpr bool operator==(const Set&) const = default;

 private:
  static constexpr std::uint64_t bit(E item) { return std::uint64_t{1} << static_cast<unsigned>(item); }
  std::uint64_t bits_ = 0;
};
using States = Set<State>;
using Effects = Set<Effect>;
using Tellings = Set<Telling>;

/// One line of the machine. `condition` names `when` for the printed table.
struct Rule {
  std::string_view number;
  States from;
  Event event;
  std::string_view condition;
  bool (*when)(const Facts&);
  State next;
  bool stays;  ///< the state is kept; `next` means nothing
  Reason reason;
  Effects effects;
  Tellings told;
};

/// The machine as built, in the order in which rules are tried. Source: the states and transitions of docs/referral.md.
[[nodiscard]] std::span<const Rule> rules();

/// The first rule that fits; null: the state stays, and the person is answered kindly. Pure.
[[nodiscard]] const Rule* next(std::span<const Rule> rules, State state, Event event, const Facts& facts);

[[nodiscard]] std::string_view word(State state);
[[nodiscard]] std::string_view word(Event event);
[[nodiscard]] std::string_view word(Effect effect);
[[nodiscard]] std::string_view word(Telling telling);
[[nodiscard]] std::string_view word(Reason reason);

/// The rules as a Markdown table: what docs/referral.md holds.
[[nodiscard]] std::string to_markdown(std::span<const Rule> rules);

}  // namespace wegwijzer::referral
