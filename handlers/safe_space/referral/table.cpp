#include "referral/table.hpp"

#include <array>

namespace wegwijzer::referral {
namespace {

using enum State;
using E = Event;
using F = Effect;
using T = Telling;

constexpr States kOpen{requested, offered, accepted, active, escalated};
constexpr States kEnded{closed, withdrawn, expired};

constexpr bool always(const Facts&) {
  return true;
}
constexpr bool linked(const Facts& f) {
  return f.link_open;
}
constexpr bool unheard(const Facts& f) {
  return !f.heard;
}

template <Outcome outcome>
constexpr bool found(const Facts& f) {
  return f.matched == outcome;
}

constexpr Rule go(std::string_view number, States from, Event event, std::string_view condition,
                  bool (*when)(const Facts&), State next, Effects effects, Tellings told,
                  Reason reason = Reason::nothing) {
  return {number, from, event, condition, when, next, false, reason, effects, told};
}

constexpr Rule stay(std::string_view number, States from, Event event, std::string_view condition,
                    bool (*when)(const Facts&), Effects effects, Tellings told) {
  return {number, from, event, condition, when, State::gone, true, Reason::nothing, effects, told};
}

// clang-format off
constexpr std::array kRules{
  go("D1", {draft}, E::send, "no open referral, within limits", [](const Facts& f) { return !f.has_open_referral && !f.limited; }, requested, {F::new_keys, F::give_receipt, F::match}, {T::r_receipt}),
  go("D2", {draft}, E::send, "has an open referral", [](const Facts& f) { return f.has_open_referral; }, gone, {F::destroy_all}, {T::r_open_one}),
  stay("D3", {draft}, E::send, "limited or blocked", [](const Facts& f) { return f.limited; }, {}, {T::r_limited}),
  go("D4", {draft}, E::discard, "", always, gone, {F::destroy_all}, {}),
  go("D4", {draft}, E::draft_due, "", always, gone, {F::destroy_all}, {}),

  go("Q1", {requested}, E::match, "somebody in hours", found<Outcome::offer>, offered, {F::make_offers}, {T::c_notice, T::r_offered}),
  stay("Q2", {requested}, E::match, "first window near enough", found<Outcome::wait>, {F::set_match_time}, {T::r_when}),
  go("Q3", {requested}, E::match, "first window too far", found<Outcome::far>, escalated, {F::set_match_time}, {T::k_escalated, T::r_with_coordinator}, Reason::far),
  go("Q4", {requested}, E::match, "nobody at any hour", found<Outcome::nobody>, escalated, {}, {T::k_escalated, T::r_with_coordinator}, Reason::none),
  go("Q5", {requested}, E::match, "everybody tried", found<Outcome::tried>, escalated, {}, {T::k_escalated, T::r_with_coordinator}, Reason::tried),
  go("Q6", {requested}, E::match, "urgent, none in hours", found<Outcome::wait_escalated>, escalated, {F::set_match_time}, {T::k_escalated, T::r_with_coordinator}, Reason::hours),

  go("O1", {offered}, E::accept, "offer open, still eligible", [](const Facts& f) { return f.offer_open && f.eligible; }, accepted, {F::close_offer, F::revoke_offers}, {T::c_thanks, T::o_not_needed, T::r_accepted}),
  stay("O2", {offered}, E::accept, "offer closed", [](const Facts& f) { return !f.offer_open; }, {}, {T::c_taken}),
  go("O3", {offered}, E::accept, "no longer eligible", always, requested, {F::close_offer, F::count_offer, F::match}, {T::c_why_not, T::r_passed_on}),
  go("O4", {offered}, E::decline, "", always, requested, {F::close_offer, F::count_offer, F::match}, {T::c_thanks, T::r_passed_on}),
  go("O5", {offered}, E::conflict, "", always, requested, {F::close_offer, F::count_offer, F::bar_contact, F::match}, {T::c_thanks, T::r_passed_on}),
  go("O6", {offered}, E::offer_due, "", always, requested, {F::close_offer, F::count_offer, F::match}, {T::c_passed, T::r_passed_on}),
  stay("O7", {offered}, E::offer_half, "", always, {}, {T::c_reminder}),
  go("O8", {offered}, E::undeliverable, "", always, requested, {F::close_offer, F::mark_unreachable, F::match}, {T::k_undeliverable, T::r_passed_on}),
  go("O9", {offered}, E::contact_out, "has the offer", [](const Facts& f) { return f.offer_open; }, requested, {F::close_offer, F::match}, {T::c_not_needed, T::r_passed_on}),
  go("O10", {requested, offered, escalated}, E::change, "", always, requested, {F::revoke_unfit_offers, F::match}, {T::o_not_needed}),
  go("O11", {offered}, E::urgent_due, "nobody accepted", always, escalated, {}, {T::k_escalated, T::r_with_coordinator}, Reason::late),
  stay("O11", {escalated}, E::decline, "offer open", [](const Facts& f) { return f.offer_open; }, {F::close_offer, F::count_offer}, {T::c_thanks}),
  stay("O11", {escalated}, E::conflict, "offer open", [](const Facts& f) { return f.offer_open; }, {F::close_offer, F::count_offer, F::bar_contact}, {T::c_thanks}),
  stay("O11", {escalated}, E::offer_due, "offer open", [](const Facts& f) { return f.offer_open; }, {F::close_offer, F::count_offer}, {T::c_passed}),
  stay("O11", {escalated}, E::offer_half, "offer open", [](const Facts& f) { return f.offer_open; }, {}, {T::c_reminder}),
  stay("O11", {escalated}, E::undeliverable, "offer open", [](const Facts& f) { return f.offer_open; }, {F::close_offer, F::mark_unreachable}, {T::k_undeliverable}),
  stay("O11", {escalated}, E::contact_out, "offer open", [](const Facts& f) { return f.offer_open; }, {F::close_offer}, {T::c_not_needed}),

  go("A1", {accepted}, E::go, "still eligible, named", [](const Facts& f) { return f.eligible && f.named; }, active, {F::close_old_link, F::open_link, F::give_identity, F::note_activity}, {T::c_start, T::r_connected}),
  go("A1", {accepted}, E::go, "still eligible", [](const Facts& f) { return f.eligible; }, active, {F::close_old_link, F::open_link, F::note_activity}, {T::c_start, T::r_connected}),
  go("A1", {accepted}, E::go, "no longer eligible", always, requested, {F::match}, {T::c_not_needed, T::r_contact_gone}),
  go("A2", {accepted}, E::other, "", always, requested, {F::bar_contact, F::match}, {T::c_not_needed, T::r_passed_on}),
  go("A3", {accepted}, E::release, "", always, requested, {F::bar_contact, F::match}, {T::r_passed_on}),
  go("A3", {accepted}, E::conflict, "", always, requested, {F::bar_contact, F::match}, {T::r_passed_on}),
  go("A4", {accepted}, E::contact_out, "is the one who accepted", [](const Facts& f) { return f.holder; }, requested, {F::match}, {T::r_contact_gone}),
  go("A4", {accepted}, E::undeliverable, "", always, requested, {F::mark_unreachable, F::match}, {T::k_undeliverable, T::r_contact_gone}),
  stay("A5", {accepted}, E::consent_half, "", always, {}, {T::r_reminder}),
  go("A6", {accepted}, E::consent_due, "old link of a handover open", [](const Facts& f) { return f.old_link_open; }, escalated, {}, {T::c_not_needed, T::k_escalated, T::r_with_coordinator}, Reason::tried),
  go("A6", {accepted}, E::consent_due, "", always, expired, {F::destroy_all}, {T::r_lapsed, T::c_not_needed}),

  stay("V1", kOpen, E::write, "link open", linked, {F::deliver, F::note_activity}, {T::c_message}),
  stay("V1", kOpen, E::answer, "link open", linked, {F::deliver, F::note_activity, F::note_first_contact}, {T::r_message}),
  stay("V2", {active}, E::contacted, "", always, {F::note_first_contact, F::note_activity}, {}),
  stay("V3", {active}, E::first_contact_half, "nothing yet", unheard, {}, {T::c_reminder}),
  stay("V4", {active}, E::first_contact_due, "nothing yet", unheard, {}, {T::r_heard_question, T::k_flag}),
  go("V5", {active}, E::not_heard, "", always, requested, {F::close_link, F::match}, {T::c_not_needed, T::r_passed_on}),
  go("V5", {active}, E::other, "", always, requested, {F::close_link, F::bar_contact, F::match}, {T::c_not_needed, T::r_passed_on}),
  go("V6", {active}, E::hand_over_staying, "", always, requested, {F::bar_contact, F::match}, {T::r_contact_gone}),
  go("V6", {active}, E::hand_over_leaving, "", always, requested, {F::close_link, F::bar_contact, F::match}, {T::r_contact_gone}),
  stay("V7", {active}, E::pause, "", always, {F::freeze_timers}, {T::r_until}),
  go("V8", {active}, E::close, "", always, closed, {F::close_link, F::destroy_content}, {T::r_closed, T::c_closed}),
  go("V8", {active}, E::finish, "", always, closed, {F::close_link, F::destroy_content}, {T::r_closed, T::c_closed}),
  stay("V9", {active}, E::idle_half, "", always, {}, {T::r_still_there, T::c_still_there}),
  go("V10", {active}, E::idle_due, "", always, closed, {F::close_link, F::destroy_content}, {T::r_closed, T::c_closed}),
  stay("V11", kOpen, E::reveal, "link open", linked, {F::give_identity}, {T::c_name}),
  go("V12", {active}, E::report, "wants somebody else", [](const Facts& f) { return f.link_open && f.wants_another; }, requested, {F::close_link, F::bar_contact, F::match}, {T::k_report, T::r_reported}),
  go("V12", {active}, E::report, "link open", linked, closed, {F::close_link, F::bar_contact, F::destroy_content}, {T::k_report, T::r_reported}),
  stay("V12", {requested, offered, accepted, escalated}, E::report, "link open", linked, {F::close_old_link, F::bar_contact}, {T::k_report, T::r_reported}),
  go("V13", {active}, E::report_requester, "link open", linked, closed, {F::close_link, F::destroy_content}, {T::k_report, T::c_closed, T::r_closed}),
  stay("V13", {requested, offered, accepted, escalated}, E::report_requester, "link open", linked, {F::close_old_link}, {T::k_report, T::c_closed, T::r_link_closed}),
  go("V14", {active}, E::conflict, "", always, requested, {F::close_link, F::bar_contact, F::match}, {T::r_contact_gone}),
  go("V15", {active}, E::contact_out, "", always, requested, {F::close_link, F::match}, {T::r_contact_gone}),
  go("V15", {active}, E::undeliverable, "", always, requested, {F::close_link, F::mark_unreachable, F::match}, {T::r_contact_gone, T::k_undeliverable}),
  stay("V16", {requested, offered, accepted, escalated}, E::leave, "holds the old link of a handover", [](const Facts& f) { return f.old_link_open; }, {F::close_old_link}, {T::r_link_closed}),
  stay("V16", {requested, offered, accepted, escalated}, E::contact_out, "holds the old link of a handover", [](const Facts& f) { return f.old_link_open && !f.offer_open && !f.holder; }, {F::close_old_link}, {T::r_link_closed}),

  go("E1", {escalated}, E::take, "fits", [](const Facts& f) { return f.eligible; }, accepted, {F::revoke_offers}, {T::o_not_needed, T::r_accepted}),
  go("E2", {escalated}, E::assign, "fits", [](const Facts& f) { return f.eligible; }, offered, {F::make_offers}, {T::c_notice, T::r_offered}),
  go("E3", {escalated}, E::match, "somebody in hours, reason none, far or hours", [](const Facts& f) { return f.matched == Outcome::offer && (f.reason == Reason::none || f.reason == Reason::far || f.reason == Reason::hours); }, offered, {F::make_offers}, {T::k_solved, T::c_notice, T::r_offered}),
  go("E4", {escalated}, E::accept, "offer open, still eligible", [](const Facts& f) { return f.offer_open && f.eligible; }, accepted, {F::close_offer, F::revoke_offers}, {T::c_thanks, T::o_not_needed, T::r_accepted, T::k_solved}),
  stay("E4", {escalated}, E::accept, "offer open", [](const Facts& f) { return f.offer_open; }, {F::close_offer, F::count_offer}, {T::c_why_not}),
  stay("O2", {accepted, active, escalated, requested}, E::accept, "offer closed", always, {}, {T::c_taken}),
  stay("E5", {escalated}, E::suggest, "", always, {}, {T::r_route}),
  go("E6", {escalated}, E::agree_route, "", always, closed, {F::revoke_offers, F::close_old_link, F::destroy_content}, {T::r_closed, T::o_not_needed, T::k_solved}),
  stay("E7", {escalated}, E::coordinator_due, "", always, {}, {T::k_escalated}),
  stay("E7", {escalated}, E::update_due, "", always, {}, {T::r_update}),
  go("E8", {escalated}, E::more, "", always, requested, {F::reset_offer_count, F::match}, {T::r_passed_on}),

  go("X1", kOpen, E::withdraw, "", always, withdrawn, {F::revoke_offers, F::close_link, F::close_old_link, F::destroy_all}, {T::r_withdrawn, T::c_not_needed, T::o_not_needed}),
  go("X2", kOpen, E::requester_out, "", always, expired, {F::revoke_offers, F::close_link, F::close_old_link, F::destroy_all}, {T::c_unreachable, T::o_not_needed}),
  stay("X3", kOpen, E::crisis_words, "", always, {}, {T::r_crisis_card}),

  go("C1", {closed}, E::reopen, "", always, requested, {F::new_keys, F::match}, {T::r_reopened}),
  go("C2", {closed}, E::retention_due, "", always, gone, {F::destroy_all}, {}),
  go("C2", {closed, withdrawn, expired}, E::erase, "", always, gone, {F::destroy_all}, {T::r_erased}),
  stay("C3", kEnded, E::accept, "", always, {}, {T::c_closed}),
  stay("C3", kEnded, E::decline, "", always, {}, {T::c_closed}),
  stay("C3", kEnded, E::answer, "", always, {}, {T::c_closed}),
  stay("C3", kEnded, E::close, "", always, {}, {T::c_closed}),
};
// clang-format on

constexpr std::array<std::string_view, 10> kStates{"draft",     "requested", "offered",   "accepted", "active",
                                                   "escalated", "closed",    "withdrawn", "expired",  "gone"};
constexpr std::array<std::string_view, 7> kReasons{"", "none", "far", "hours", "tried", "late", "excluded"};
constexpr std::array<std::string_view, 48> kEvents{"R.send",
                                                   "R.discard",
                                                   "R.change",
                                                   "R.go",
                                                   "R.other",
                                                   "R.write",
                                                   "R.not_heard",
                                                   "R.finish",
                                                   "R.reveal",
                                                   "R.report",
                                                   "R.agree_route",
                                                   "R.withdraw",
                                                   "R.reopen",
                                                   "R.erase",
                                                   "R.crisis_words",
                                                   "C.accept",
                                                   "C.decline",
                                                   "C.conflict",
                                                   "C.release",
                                                   "C.answer",
                                                   "C.contacted",
                                                   "C.handover(stay)",
                                                   "C.handover(go)",
                                                   "C.pause",
                                                   "C.close",
                                                   "C.report",
                                                   "C.leave",
                                                   "K.take",
                                                   "K.assign",
                                                   "K.suggest",
                                                   "K.more",
                                                   "S.match",
                                                   "draft timer",
                                                   "offer deadline",
                                                   "offer reminder",
                                                   "urgent deadline",
                                                   "S.undeliverable",
                                                   "S.contact_out",
                                                   "consent reminder",
                                                   "consent lapse",
                                                   "first-contact reminder",
                                                   "first-contact late",
                                                   "idle question",
                                                   "idle close",
                                                   "coordinator reminder",
                                                   "requester update",
                                                   "S.requester_out",
                                                   "retention timer"};
constexpr std::array<std::string_view, 22> kEffects{"new keys",
                                                    "receipt",
                                                    "match",
                                                    "offers",
                                                    "match time",
                                                    "close offer",
                                                    "count offer",
                                                    "bar contact",
                                                    "revoke offers",
                                                    "revoke unfit offers",
                                                    "contact unreachable",
                                                    "offer count to 0",
                                                    "open link",
                                                    "close link",
                                                    "close old link",
                                                    "identity to the contact",
                                                    "deliver",
                                                    "first contact noted",
                                                    "activity noted",
                                                    "freeze timers",
                                                    "destroy content",
                                                    "destroy all"};
constexpr std::array<std::string_view, 44> kTellings{
    "R receipt",    "R open one",    "R why not now", "R offered",      "R when",         "R with coordinator",
    "R passed on",  "R accepted",    "R connected",   "R contact gone", "R reminder",     "R lapsed",
    "R heard yet?", "R until when",  "R closed",      "R still there?", "R route",        "R update",
    "R withdrawn",  "R link closed", "R crisis card", "R reopened",     "R erased",       "R N1",
    "R reported",   "C notice",      "C thanks",      "C why not",      "C taken",        "C N2",
    "C N4",         "C N3",          "C start",       "C N1",           "C still there?", "C name",
    "C closed",     "C unreachable", "others N3",     "K escalated",    "K solved",       "K undeliverable",
    "K flag",       "K report"};

template <class E, std::size_t size>
std::string names(const Set<E>& set, const std::array<std::string_view, size>& words) {
  std::string joined;
  for (std::size_t i = 0; i < size; ++i)
    if (set.has(static_cast<E>(i))) joined += (joined.empty() ? "" : ", ") + std::string(words[i]);
  return joined;
}

std::string next_of(const Rule& rule) {
  if (rule.stays) return "same";
  std::string text{word(rule.next)};
  if (rule.reason != Reason::nothing) text += " `" + std::string(word(rule.reason)) + "`";
  return text;
}

}  // namespace

std::span<const Rule> rules() {
  return kRules;
}

const Rule* next(std::span<const Rule> rules, State state, Event event, const Facts& facts) {
  for (const Rule& rule : rules)
    if (rule.event == event && rule.from.has(state) && rule.when(facts)) return &rule;
  return nullptr;
}

std::string_view word(State state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::string_view word(Event event) {
  return kEvents[static_cast<std::size_t>(event)];
}
std::string_view word(Effect effect) {
  return kEffects[static_cast<std::size_t>(effect)];
}
std::string_view word(Telling telling) {
  return kTellings[static_cast<std::size_t>(telling)];
}
std::string_view word(Reason reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

std::string to_markdown(std::span<const Rule> rules) {
  std::string text = "| # | state | event | if | next | effects | told |\n|---|---|---|---|---|---|---|\n";
  for (const Rule& rule : rules)
    text += "| " + std::string(rule.number) + " | " + names(rule.from, kStates) + " | " +
            std::string(word(rule.event)) + " | " + std::string(rule.condition) + " | " + next_of(rule) + " | " +
            names(rule.effects, kEffects) + " | " + names(rule.told, kTellings) + " |\n";
  return text;
}

}  // namespace wegwijzer::referral
