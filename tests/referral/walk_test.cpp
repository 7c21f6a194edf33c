#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "referral/referral.hpp"

using namespace wegwijzer;
using namespace wegwijzer::referral;
using namespace std::chrono_literals;
using namespace std::chrono;

namespace {

const Instant kStart =
    Instant{sys_days{March / 23 / 2026}} + 9h;  // a Monday; a clock change, Easter and King's Day follow

Hours hours_on(std::vector<int> days, Window window, const char* zone = "Europe/Amsterdam") {
  Week week;
  for (const int day : days) week[static_cast<std::size_t>(day)] = {window};
  return *Hours::make(zone, week, Calendar{Calendar::Options{}});
}

struct People {
  Hours office = hours_on({0, 1, 2, 3, 4}, {9h, 17h + 30min});
  Hours night = hours_on({5, 6}, {22h, 6h});
  Hours thursday = hours_on({3}, {13h, 17h});
  Hours kolkata = hours_on({0, 1, 2, 3, 4}, {9h, 17h}, "Asia/Kolkata");
  Hours organisation = *Hours::working_days("Europe/Amsterdam", Calendar{Calendar::Options{}});
};
const People& people() {
  static const People all;
  return all;
}

Candidate person(std::string key, const Hours& hours, bool coordinator = false) {
  Candidate made;
  made.key = std::move(key);
  made.coordinator = coordinator;
  made.trained_until = March / 1 / 2027;
  made.languages = {"nl", "en"};
  made.topics = {"culture", "gender"};
  made.capacity = 2;
  made.hours = &hours;
  return made;
}

const Event kEvents[] = {Event::change,
                         Event::go,
                         Event::go,
                         Event::other,
                         Event::write,
                         Event::not_heard,
                         Event::finish,
                         Event::reveal,
                         Event::report,
                         Event::agree_route,
                         Event::withdraw,
                         Event::reopen,
                         Event::erase,
                         Event::crisis_words,
                         Event::accept,
                         Event::accept,
                         Event::accept,
                         Event::decline,
                         Event::decline,
                         Event::conflict,
                         Event::release,
                         Event::answer,
                         Event::contacted,
                         Event::hand_over_staying,
                         Event::hand_over_leaving,
                         Event::pause,
                         Event::close,
                         Event::report_requester,
                         Event::leave,
                         Event::take,
                         Event::assign,
                         Event::suggest,
                         Event::more,
                         Event::undeliverable,
                         Event::contact_out,
                         Event::requester_out};

/// One referral, its people and its clock; checks after each step what must always hold.
class Day {
 public:
  Day(unsigned seed, std::span<const Rule> table) : dice_(seed), table_(table) {
    roster_ = {person("a", people().office),      person("b", people().office),   person("c", people().kolkata),
               person("d", people().night),       person("e", people().thursday), person("k", people().office, true),
               person("l", people().office, true)};
    if (roll(4) == 0) roster_.erase(roster_.begin() + 2, roster_.begin() + 5);
    referral_.touched = referral_.entered = clock_;
    referral_.languages = {roll(6) == 0 ? "pl" : "nl"};
    if (roll(2) == 0) referral_.topics = {"culture"};
    referral_.urgent = roll(3) == 0;
    referral_.named = roll(3) == 0;
    if (roll(3) == 0) referral_.excluded = {"a"};
    if (roll(8) == 0) referral_.excluded = {"a", "k", "l"};
  }

  /// The first promise that was broken; empty: none.
  std::string play(int moves) {
    has_open_ = roll(12) == 0;
    limited_ = roll(12) == 0;
    const Event first[] = {Event::send, Event::discard, Event::draft_due};
    take({first[roll(8) == 0 ? 1 + roll(2) : 0], clock_, "", false, {}, {}});
    has_open_ = limited_ = false;
    for (int i = 0; i < moves && problem_.empty() && referral_.state != State::gone; ++i) {
      deliver();
      if (roll(3) == 0) roster_changes();
      if (roll(2) == 0)
        let_time_pass();
      else
        press();
    }
    return problem_;
  }

 private:
  unsigned roll(unsigned sides) { return static_cast<unsigned>(dice_() % sides); }

  World world() {
    for (auto& one : roster_) {
      one.load = referral_.holder == one.key || referral_.open_offer(one.key) != nullptr ? 1 : 0;
      one.load += busy_.contains(one.key) ? 1 : 0;
    }
    World made;
    made.roster = roster_;
    made.organisation = &people().organisation;
    made.has_open_referral = has_open_;
    made.limited = limited_;
    return made;
  }

  void deliver() {
    for (auto& offer : referral_.offers)
      if (offer.status == Offer::Status::open && !offer.delivered && roll(3) != 0) offer.delivered = clock_;
  }

  void roster_changes() {
    auto& one = roster_[roll(static_cast<unsigned>(roster_.size()))];
    switch (roll(4)) {
      case 0:
        one.suspended = !one.suspended;
        break;
      case 1:
        one.capacity = static_cast<int>(roll(3));
        break;
      case 2:
        one.trained_until = roll(3) == 0 ? sys_days{March / 25 / 2026} : sys_days{March / 1 / 2027};
        break;
      default:
        busy_.contains(one.key) ? (void)busy_.erase(one.key) : (void)busy_.insert(one.key);
        break;
    }
    if (referral_.state == State::requested || referral_.state == State::escalated)
      take({Event::match, clock_, "", false, {}, {}});
  }

  void let_time_pass() {
    auto timers = timers_of(referral_, world());
    if (timers.empty() || roll(4) == 0) {
      clock_ += minutes{roll(200)};
      return;
    }
    const auto first =
        *std::min_element(timers.begin(), timers.end(), [](const Timer& x, const Timer& y) { return x.due < y.due; });
    clock_ = std::max(clock_, first.due);
    const auto before = referral_;
    take({first.event, clock_, first.contact, false, {}, {}});
    for (const auto& timer : timers_of(referral_, world()))
      if (timer.event == first.event && timer.contact == first.contact && timer.due <= clock_ &&
          first.event != Event::match)
        blame("a timer that fired stays due");
    if (first.event != Event::match && referral_ == before) blame("a due timer did nothing");
  }

  void press() {
    Command command;
    command.event = kEvents[roll(std::size(kEvents))];
    // Mostly what this state knows, so that the walks go far.
    for (int tries = 0; tries < 6 && !known(command.event); ++tries) command.event = kEvents[roll(std::size(kEvents))];
    command.now = clock_;
    const bool by_contact = command.event >= Event::accept;
    if (by_contact) {
      command.contact = roster_[roll(static_cast<unsigned>(roster_.size()))].key;
      if (!referral_.holder.empty() && roll(3) != 0) command.contact = referral_.holder;
      if (referral_.open_link() != nullptr && roll(3) == 0) command.contact = referral_.open_link()->contact;
      for (const auto& offer : referral_.offers)
        if (offer.status == Offer::Status::open && roll(2) == 0) command.contact = offer.contact;
      if ((command.event == Event::take) && roll(3) != 0) command.contact = roll(2) == 0 ? "k" : "l";
    }
    // Only who is party to it gets through to the table; everybody else is refused before.
    const bool ended = !referral_.open();
    const bool holder_only = !ended && command.event >= Event::release && command.event <= Event::report_requester;
    const bool holds = command.contact == referral_.holder ||
                       (referral_.open_link() != nullptr && referral_.open_link()->contact == command.contact);
    if (holder_only && !holds) return;
    if ((command.event == Event::suggest || command.event == Event::more)) command.contact.clear();
    command.wants_another = roll(2) == 0;
    if (command.event == Event::pause) command.until = clock_ + days{1 + roll(10)};
    if (command.event == Event::change) {
      command.wishes = referral_;
      command.wishes->excluded.insert(roll(2) == 0 ? "b" : "c");
      command.wishes->urgent = roll(2) == 0;
    }
    take(command);
  }

  [[nodiscard]] bool known(Event event) const {
    return std::any_of(rules().begin(), rules().end(),
                       [&](const Rule& rule) { return rule.event == event && rule.from.has(referral_.state); });
  }

  void take(const Command& command) {
    const auto before = referral_;
    const auto around = world();
    const auto made = step(before, command, around, table_);
    referral_ = made.after;
    if (command.event == Event::more) more_ = true;
    if (command.event == Event::assign || command.event == Event::take) assigned_ = true;
    if (command.event == Event::reveal) revealed_ = true;
    check(before, command, made);
  }

  void blame(const std::string& promise) {
    if (problem_.empty()) problem_ = promise;
  }
  void promise(bool kept, const char* what) {
    if (!kept) blame(what);
  }

  static bool told(const Step& made, Telling telling, const std::string& contact = {}) {
    return std::any_of(made.notices.begin(), made.notices.end(), [&](const Notice& notice) {
      return notice.telling == telling && (contact.empty() || notice.contact == contact);
    });
  }
  static bool told_requester(const Step& made) {
    return std::any_of(made.notices.begin(), made.notices.end(),
                       [](const Notice& notice) { return notice.telling < Telling::c_notice; });
  }

  void check(const Referral& before, const Command& command, const Step& made) {
    const auto& after = made.after;
    always(after);
    offers(before, command, made);
    answers(before, command, made);
    links(before, command, made);
    endings(before, command, made);
    notices(before, command, made);
  }

  void always(const Referral& after) {
    const bool waits = after.has_open_offer() || !timers_of(after, world()).empty();
    promise(!after.open() || waits, "an open referral that nothing will move");
    promise(after.state != State::requested || after.match_at.has_value(), "requested, and nobody is being looked for");
    promise((after.state == State::accepted || after.state == State::active) == !after.holder.empty(),
            "a holder outside accepted and active");
    promise(std::count_if(after.links.begin(), after.links.end(), [](const Link& link) { return link.open; }) <= 1,
            "two open links");
    promise(!after.has_open_offer() || after.state == State::offered || after.state == State::escalated,
            "an open offer of a referral that has none");
    promise(after.state != State::offered || after.has_open_offer(), "offered, and nobody has an offer");
    promise(
        after.state != State::active || (after.open_link() != nullptr && after.open_link()->contact == after.holder),
        "active without its link");
    for (const auto& link : after.links)
      promise(!link.named || revealed_ || after.named || was_named_, "a name without a go or a reveal");
    was_named_ |= after.named;
    const auto counted = std::count_if(after.offers.begin(), after.offers.end(), [](const Offer& offer) {
      return offer.status == Offer::Status::declined || offer.status == Offer::Status::conflict ||
             offer.status == Offer::Status::expired;
    });
    was_urgent_ |= after.urgent;
    promise(was_urgent_ || more_ || assigned_ || counted <= 3, "more offers than allowed");
    for (const auto& timer : timers_of(after, world()))
      promise(timer.event != Event::offer_due || after.open_offer(timer.contact) != nullptr,
              "a timer of an offer that ended");
  }

  void offers(const Referral& before, const Command& command, const Step& made) {
    for (const auto& offer : made.after.offers) {
      const bool is_new =
          offer.created == clock_ && before.open_offer(offer.contact) == nullptr && offer.status == Offer::Status::open;
      if (!is_new) continue;
      const auto& one =
          *std::find_if(roster_.begin(), roster_.end(), [&](const Candidate& x) { return x.key == offer.contact; });
      promise(told(made, Telling::c_notice, offer.contact), "an offer that the contact does not hear of");
      promise(told(made, Telling::r_offered), "an offer that the requester does not hear of");
      promise(made.after.excluded.count(one.key) == 0 && made.after.barred.count(one.key) == 0,
              "an offer to an excluded or barred person");
      promise(!one.suspended && !one.coordinator, "an offer to somebody suspended or to a coordinator");
      promise(one.languages.count(*made.after.languages.begin()) > 0,
              "an offer to somebody who does not speak the language");
      promise(one.trained_until >= floor<days>(clock_), "an offer to somebody untrained");
      promise(command.event == Event::assign || one.hours->inside(clock_), "an offer outside the contact's hours");
    }
    const auto* mine = command.contact.empty() ? nullptr : before.open_offer(command.contact);
    if (mine == nullptr) return;
    const bool answered = command.event == Event::accept || command.event == Event::decline ||
                          command.event == Event::conflict || command.event == Event::offer_due ||
                          command.event == Event::undeliverable || command.event == Event::contact_out;
    promise(!answered || made.after.offers.at(static_cast<std::size_t>(mine - before.offers.data())).status !=
                             Offer::Status::open,
            "an offer that was answered or ran out stays open");
    if (command.event == Event::conflict)
      promise(made.after.barred.count(command.contact) > 0, "a conflict does not bar");
    if (command.event == Event::offer_half)
      promise(told(made, Telling::c_reminder, command.contact), "no reminder at half time");
    if (command.event == Event::decline || command.event == Event::conflict)
      promise(told(made, Telling::c_thanks, command.contact), "no thanks for an answer");
    if (command.event == Event::undeliverable) {
      promise(made.effects.has(Effect::mark_unreachable), "an unreachable contact is not marked");
      promise(told(made, Telling::k_undeliverable), "coordinators do not hear of an unreachable contact");
    }
    const bool counts =
        command.event == Event::decline || command.event == Event::conflict || command.event == Event::offer_due;
    if (counts)
      promise(made.after.counted_offers == before.counted_offers + 1 || made.after.state == State::gone,
              "an offer that is not counted");
    if (command.event == Event::undeliverable || command.event == Event::contact_out)
      promise(made.after.counted_offers == before.counted_offers, "an offer is counted that nobody refused");
  }

  /// Clearly fits, in the words of the specification.
  [[nodiscard]] bool fits(const std::string& key) const {
    const auto& one = *std::find_if(roster_.begin(), roster_.end(), [&](const Candidate& x) { return x.key == key; });
    return !one.coordinator && !one.suspended && one.reachable && one.trained_until >= floor<days>(clock_) + days{7} &&
           referral_.excluded.count(key) == 0 && referral_.barred.count(key) == 0 &&
           one.languages.count(*referral_.languages.begin()) > 0;
  }

  [[nodiscard]] bool somebody_there(const Referral& before) const {
    return before.counted_offers < 3 && std::any_of(roster_.begin(), roster_.end(), [&](const Candidate& one) {
             return fits(one.key) && before.asked.count(one.key) == 0 && one.hours->inside(clock_) &&
                    one.load < one.capacity;
           });
  }

  void answers(const Referral& before, const Command& command, const Step& made) {
    const auto& after = made.after;
    const bool had_offer = before.open_offer(command.contact) != nullptr;
    if (command.event == Event::accept && had_offer && fits(command.contact))
      promise(after.holder == command.contact, "an accept that does not count");
    if (command.event == Event::accept && had_offer)
      promise(after.holder == command.contact || told(made, Telling::c_why_not, command.contact),
              "an accept without an answer");
    const bool ended =
        before.state == State::closed || before.state == State::withdrawn || before.state == State::expired;
    if (ended && (command.event == Event::decline || command.event == Event::answer || command.event == Event::close))
      promise(told(made, Telling::c_closed), "a button pressed after the end is not answered");
    if (command.event == Event::accept && !had_offer && before.state != State::draft)
      promise(told(made, Telling::c_taken, command.contact) || told(made, Telling::c_closed, command.contact),
              "a late accept without a kind answer");
    if (command.event == Event::accept && after.holder == command.contact && before.holder.empty()) {
      promise(told(made, Telling::r_accepted), "the requester does not hear of an acceptance");
      for (const auto& offer : before.offers)
        promise(offer.status != Offer::Status::open || offer.contact == command.contact ||
                    told(made, Telling::o_not_needed, offer.contact),
                "another contact does not hear that it is not needed");
    }
    if (before.state == State::accepted) {
      if (command.event == Event::go) promise(after.state != State::accepted, "a go that does nothing");
      if (command.event == Event::go && fits(before.holder))
        promise(after.state == State::active, "a go that does not connect");
      if (command.event == Event::other)
        promise(after.holder != before.holder && after.barred.count(before.holder) > 0,
                "liever iemand anders is not heard");
      if ((command.event == Event::release || command.event == Event::conflict) && command.contact == before.holder)
        promise(after.holder != before.holder && after.barred.count(before.holder) > 0, "a contact cannot step back");
      if ((command.event == Event::contact_out || command.event == Event::undeliverable) &&
          command.contact == before.holder)
        promise(after.holder != before.holder, "somebody who is gone keeps the referral");
    }
    if (before.state == State::escalated) {
      const auto& roster = roster_;
      const auto found =
          std::find_if(roster.begin(), roster.end(), [&](const Candidate& one) { return one.key == command.contact; });
      const bool free = found != roster.end() && !found->suspended && before.excluded.count(found->key) == 0 &&
                        before.barred.count(found->key) == 0 && found->trained_until >= floor<days>(clock_) + days{5};
      if (command.event == Event::take && free && found->coordinator)
        promise(after.holder == command.contact, "a coordinator cannot take it");
      const bool can =
          free && !found->coordinator && found->languages.count(*before.languages.begin()) > 0 && found->capacity > 0;
      if (command.event == Event::assign && can)
        promise(after.open_offer(command.contact) != nullptr, "a coordinator cannot assign");
      if (command.event == Event::match && before.reason != Reason::tried && before.reason != Reason::late &&
          somebody_there(before))
        promise(after.state == State::offered, "somebody is there again, and is not asked");
      if (command.event == Event::more) promise(after.counted_offers == 0, "more does not begin anew");
      if (command.event == Event::more) promise(!made.rules.empty(), "a coordinator cannot ask for more");
      if (command.event == Event::suggest) promise(told(made, Telling::r_route), "a suggested route is not told");
      if (command.event == Event::agree_route)
        promise(after.state == State::closed, "an agreed route does not close it");
      if (command.event == Event::coordinator_due)
        promise(told(made, Telling::k_escalated), "coordinators are not reminded");
      if (command.event == Event::update_due)
        promise(told(made, Telling::r_update), "the requester is left without an update");
      if (command.event == Event::match && before.reason == Reason::none && after.state == State::offered)
        promise(told(made, Telling::k_solved), "coordinators do not hear that it is solved");
    }
    if (command.event == Event::urgent_due && before.state == State::offered)
      promise(after.state == State::escalated && after.has_open_offer(),
              "an urgent request nobody takes does not reach the coordinators");
    if (command.event == Event::change && before.open() &&
        (before.state == State::requested || before.state == State::offered || before.state == State::escalated))
      for (const auto& offer : after.offers)
        promise(offer.status != Offer::Status::open || after.excluded.count(offer.contact) == 0,
                "an offer to somebody newly excluded stays open");
  }

  void links(const Referral& before, const Command& command, const Step& made) {
    const auto& after = made.after;
    const auto* link = before.open_link();
    const bool party = link != nullptr && (command.contact.empty() || command.contact == link->contact);
    if (link != nullptr && before.open()) {
      if (command.event == Event::write)
        promise(made.effects.has(Effect::deliver) && told(made, Telling::c_message),
                "a message of the requester goes nowhere");
      if (command.event == Event::answer && party)
        promise(made.effects.has(Effect::deliver) && told(made, Telling::r_message),
                "a message of the contact goes nowhere");
      if (command.event == Event::reveal)
        promise(made.effects.has(Effect::give_identity) && told(made, Telling::c_name), "a reveal does not work");
      if ((command.event == Event::report || command.event == Event::report_requester) && party)
        promise((after.open_link() == nullptr || after.open_link()->contact != link->contact) &&
                    told(made, Telling::k_report),
                "a report does not close the link");
      if (command.event == Event::report && party)
        promise(after.barred.count(link->contact) > 0, "somebody reported can come back");
      if (command.event == Event::report && before.state == State::active)
        promise(command.wants_another ? after.state != State::closed : after.state == State::closed,
                "a report goes on against the requester's choice");
      if (command.event == Event::report_requester && party && before.state == State::active)
        promise(after.state == State::closed, "a contact who reports is not free");
      if (command.event == Event::crisis_words) promise(told(made, Telling::r_crisis_card), "no crisis card");
    }
    if (before.state != State::active) {
      const bool old = link != nullptr && command.contact == link->contact && before.open();
      if (old && command.event == Event::leave) promise(after.open_link() == nullptr, "a former contact cannot leave");
      if (old && command.event == Event::contact_out && before.open_offer(command.contact) == nullptr &&
          before.holder != command.contact)
        promise(after.open_link() == nullptr, "a former contact who is gone keeps the link");
      if (command.event == Event::go && after.state == State::active)
        promise(told(made, Telling::c_start) && told(made, Telling::r_connected), "connected in silence");
      if (command.event == Event::go && after.state == State::active && before.named)
        promise(made.effects.has(Effect::give_identity), "named, and no name given");
      return;
    }
    const bool holder = command.contact.empty() || command.contact == before.holder;
    if (command.event == Event::close && holder) promise(after.state == State::closed, "a contact cannot close");
    if (command.event == Event::finish) promise(after.state == State::closed, "a requester cannot close");
    if (command.event == Event::idle_due) promise(after.state == State::closed, "a faded talk stays open");
    if (command.event == Event::idle_half)
      promise(told(made, Telling::r_still_there) && told(made, Telling::c_still_there),
              "nobody is asked whether they still talk");
    if (command.event == Event::first_contact_half && !before.heard)
      promise(told(made, Telling::c_reminder), "no reminder of a first contact");
    if (command.event == Event::first_contact_due && !before.heard)
      promise(told(made, Telling::r_heard_question) && told(made, Telling::k_flag),
              "a late first contact is not noticed");
    if ((command.event == Event::contacted || command.event == Event::answer) && holder)
      promise(after.heard, "a first contact is not noted");
    if (command.event == Event::not_heard || command.event == Event::other)
      promise(after.open_link() == nullptr && after.holder != before.holder, "liever iemand anders is not heard");
    if (command.event == Event::other) promise(after.barred.count(before.holder) > 0, "somebody refused can come back");
    if (command.event == Event::hand_over_staying && holder)
      promise(after.open_link() != nullptr && after.barred.count(before.holder) > 0,
              "a handover that stays loses the line");
    if (command.event == Event::hand_over_leaving && holder)
      promise(after.open_link() == nullptr, "a handover that leaves keeps the line");
    if (command.event == Event::pause && holder)
      promise(after.pause.has_value() && told(made, Telling::r_until), "a pause that is none");
    if ((command.event == Event::contact_out || command.event == Event::undeliverable ||
         command.event == Event::conflict) &&
        holder)
      promise(after.holder != before.holder && after.open_link() == nullptr && told(made, Telling::r_contact_gone),
              "somebody who is gone keeps the talk");
  }

  void endings(const Referral& before, const Command& command, const Step& made) {
    const auto& after = made.after;
    const bool ended = after.state == State::withdrawn || after.state == State::expired || after.state == State::gone;
    if (ended && !(before.state == after.state)) {
      promise(made.effects.has(Effect::destroy_all), "an ended referral is not destroyed");
      promise(!after.has_open_offer() && after.open_link() == nullptr, "an ended referral leaves an offer or a line");
      promise(timers_of(after, world()).empty(), "an ended referral leaves a timer");
    }
    if (after.state == State::closed && before.state != State::closed)
      promise(made.effects.has(Effect::destroy_content) && after.open_link() == nullptr && !after.has_open_offer(),
              "a closed referral keeps what was written");
    if (command.event == Event::withdraw && before.open()) {
      promise(after.state == State::withdrawn && told(made, Telling::r_withdrawn), "stopping does not stop");
      promise(before.holder.empty() || told(made, Telling::c_not_needed, before.holder),
              "a holder does not hear of a stop");
    }
    if (command.event == Event::requester_out && before.open())
      promise(after.state == State::expired, "a referral of somebody who is gone stays open");
    if (command.event == Event::consent_due && before.state == State::accepted) {
      promise(after.state != State::accepted, "no answer, and it stays");
      if (before.open_link() != nullptr)
        promise(after.state == State::escalated && after.open_link() != nullptr, "a handover's old line is lost");
    }
    if (command.event == Event::consent_half && before.state == State::accepted)
      promise(told(made, Telling::r_reminder), "no reminder to say yes");
    if (command.event == Event::reopen && before.state == State::closed)
      promise(after.open() && made.effects.has(Effect::new_keys), "closed cannot be reopened");
    if (command.event == Event::erase &&
        (before.state == State::closed || before.state == State::withdrawn || before.state == State::expired))
      promise(after.state == State::gone, "erasing leaves something");
    if (command.event == Event::retention_due && before.state == State::closed)
      promise(after.state == State::gone, "retention leaves something");
    if (before.state != State::draft) return;
    if (command.event == Event::discard || command.event == Event::draft_due)
      promise(after.state == State::gone, "a draft stays");
    if (command.event != Event::send) return;
    if (has_open_)
      promise(after.state == State::gone && told(made, Telling::r_open_one), "a second open referral");
    else if (limited_)
      promise(after.state == State::draft && told(made, Telling::r_limited), "a limited requester is not told why");
    else
      promise(after.open() && told(made, Telling::r_receipt) && made.effects.has(Effect::new_keys),
              "sending does not send");
  }

  void notices(const Referral& before, const Command& command, const Step& made) {
    const auto& after = made.after;
    if (after.open() && before.open() && after.state != before.state && command.event != Event::change)
      promise(told_requester(made), "a change that the requester does not hear of");
    if (after.state == State::escalated && before.state != State::escalated)
      promise(told(made, Telling::k_escalated) && told(made, Telling::r_with_coordinator), "an escalation in silence");
    for (const auto& notice : made.notices) {
      if (notice.not_before) {
        const auto& one =
            *std::find_if(roster_.begin(), roster_.end(), [&](const Candidate& x) { return x.key == notice.contact; });
        promise(one.hours->inside(*notice.not_before), "a contact hears something outside the own hours");
      }
      const bool names_time = notice.telling == Telling::r_offered || notice.telling == Telling::r_when ||
                              notice.telling == Telling::r_with_coordinator || notice.telling == Telling::r_accepted;
      promise(!names_time || (notice.by && *notice.by >= clock_), "no time for the next news");
    }
  }

  std::minstd_rand dice_;
  std::span<const Rule> table_;
  std::vector<Candidate> roster_;
  std::set<std::string> busy_;
  Referral referral_;
  Instant clock_ = kStart;
  std::string problem_;
  bool has_open_ = false, limited_ = false;
  bool more_ = false, assigned_ = false, revealed_ = false, was_named_ = false, was_urgent_ = false;
};

std::string first_problem(std::span<const Rule> table, unsigned walks) {
  for (unsigned seed = 1; seed <= walks; ++seed)
    if (auto problem = Day(seed, table).play(40); !problem.empty())
      return "walk " + std::to_string(seed) + ": " + problem;
  return "";
}

TEST(ReferralWalks, keep_every_promise_for_ten_thousand_days) {
  EXPECT_EQ(first_problem(rules(), 10'000), "");
}

struct Mutation {
  std::string name;
  std::vector<Rule> table;
};

std::vector<Mutation> mutations() {
  std::vector<Mutation> all;
  for (std::size_t i = 0; i < rules().size(); ++i) {
    const auto& rule = rules()[i];
    const std::string name = std::string(rule.number) + " " + std::string(word(rule.event));
    std::vector<Rule> without(rules().begin(), rules().end());
    without[i].when = [](const Facts&) { return false; };
    all.push_back({name + " dropped", without});
    if (rule.effects.empty()) continue;
    std::vector<Rule> idle(rules().begin(), rules().end());
    idle[i].effects = {};
    all.push_back({name + " without effects", idle});
  }
  return all;
}

TEST(ReferralMutations, are_caught_by_the_walks) {
  std::vector<std::string> survivors;
  const auto all = mutations();
  for (const auto& mutation : all)
    if (first_problem(mutation.table, 300).empty()) survivors.push_back(mutation.name);
  std::string list;
  for (const auto& one : survivors) list += "\n  " + one;
  std::cout << all.size() - survivors.size() << " of " << all.size() << " mutations caught; not told apart:" << list
            << "\n";
  EXPECT_GE(all.size() - survivors.size(), 90U);
}

}  // namespace
