#include "referral/referral.hpp"

#include <algorithm>

namespace wegwijzer::referral {
namespace {

using namespace std::chrono_literals;

bool is_open(State state) {
  return state == State::requested || state == State::offered || state == State::accepted || state == State::active ||
         state == State::escalated;
}

bool has_holder(State state) {
  return state == State::accepted || state == State::active;
}

const Candidate* named(const World& world, std::string_view key) {
  const auto found =
      std::find_if(world.roster.begin(), world.roster.end(), [key](const Candidate& one) { return one.key == key; });
  return found == world.roster.end() ? nullptr : &*found;
}

Wish wish_of(const Referral& referral) {
  Wish wish;
  wish.languages = referral.languages;
  wish.topics = referral.topics;
  wish.urgent = referral.urgent;
  wish.excluded = referral.excluded;
  wish.excluded.insert(referral.barred.begin(), referral.barred.end());
  wish.excluded_departments = referral.excluded_departments;
  wish.asked = referral.asked;
  wish.preferred = referral.preferred;
  wish.counted_offers = referral.counted_offers;
  return wish;
}

Offer::Status status_after(Event event) {
  switch (event) {
    case Event::accept:
      return Offer::Status::accepted;
    case Event::decline:
      return Offer::Status::declined;
    case Event::conflict:
      return Offer::Status::conflict;
    case Event::offer_due:
      return Offer::Status::expired;
    case Event::undeliverable:
      return Offer::Status::undeliverable;
    default:
      return Offer::Status::revoked;
  }
}

/// One walk through the table: carries out on the referral what the rules say.
class Walk {
 public:
  Walk(const Referral& before, const Command& command, const World& world, std::span<const Rule> table)
      : command_(command), world_(world), table_(table) {
    step_.after = before;
    concerned_ = command.contact.empty() ? before.holder : command.contact;
    if (concerned_.empty() && before.open_link() != nullptr) concerned_ = before.open_link()->contact;
    if (!before.holder.empty()) involved_.insert(before.holder);
    if (before.open_link() != nullptr) involved_.insert(before.open_link()->contact);
  }

  Step run() && {
    if (command_.event == Event::match) find_match();
    if (const Rule* rule = next(table_, step_.after.state, command_.event, facts())) follow(*rule);
    return std::move(step_);
  }

 private:
  [[nodiscard]] Referral& now() { return step_.after; }

  [[nodiscard]] bool fits() const {
    const auto* candidate = named(world_, command_.event == Event::go ? step_.after.holder : command_.contact);
    if (candidate == nullptr) return false;
    const auto wish = wish_of(step_.after);
    const auto& settings = world_.settings.matching;
    const bool as_coordinator =
        command_.event == Event::take || (command_.event == Event::go && candidate->coordinator);
    if (as_coordinator)
      return candidate->coordinator && !candidate->suspended &&
             eligible(*candidate, wish, command_.now, settings, {"1", "3a", "3b", "5", "7", "8"});
    return eligible(*candidate, relaxed(wish, *candidate), command_.now, settings, {"5", "7"});
  }

  /// Where nobody had both topics, either of them was enough.
  [[nodiscard]] static Wish relaxed(Wish wish, const Candidate& candidate) {
    if (wish.topics.size() == 2)
      for (const auto& topic : wish.topics)
        if (candidate.topics.contains(topic)) {
          wish.topics = {topic};
          break;
        }
    return wish;
  }

  [[nodiscard]] Facts facts() const {
    const auto& referral = step_.after;
    Facts facts;
    facts.has_open_referral = world_.has_open_referral;
    facts.limited = world_.limited;
    facts.matched = match_.outcome;
    facts.reason = referral.reason;
    facts.offer_open = referral.open_offer(command_.contact) != nullptr;
    facts.holder = !referral.holder.empty() && referral.holder == concerned_;
    facts.eligible = fits();
    const auto* link = referral.open_link();
    facts.link_open = link != nullptr && (command_.contact.empty() || link->contact == command_.contact);
    facts.old_link_open = link != nullptr && referral.state != State::active &&
                          (command_.contact.empty() || link->contact == command_.contact);
    facts.named = referral.named;
    facts.heard = referral.heard;
    facts.wants_another = command_.wants_another;
    return facts;
  }

  void follow(const Rule& rule) {
    step_.rules.push_back(rule.number);
    const std::string former = now().holder;
    if (command_.event == Event::change) take_wishes();
    carry_out(rule.effects);
    if (!rule.stays) enter(rule.next, rule.reason);
    if (rule.effects.has(Effect::set_match_time)) now().match_at = match_.at;
    remember(rule);
    if (!rule.stays && has_holder(rule.next) && former.empty()) now().holder = command_.contact;
    if (rule.effects.has(Effect::open_link)) now().links.push_back({now().holder, true, false});
    if (rule.effects.has(Effect::give_identity)) give_identity();
    const bool search = rule.effects.has(Effect::match) && !now().has_open_offer();
    if (rule.effects.has(Effect::match) && !search) now().state = State::offered;
    tell(rule.told);
    if (search) match_next();
  }

  void match_next() {
    find_match();
    const Rule* rule = next(table_, now().state, Event::match, facts());
    if (rule != nullptr) follow(*rule);
  }

  void find_match() {
    static const std::map<std::string, std::string> kNoTies;
    match_ = match(wish_of(now()), world_.roster, command_.now, world_.settings.matching,
                   world_.ties != nullptr ? *world_.ties : kNoTies);
  }

  void take_wishes() {
    if (!command_.wishes) return;
    const auto& wishes = *command_.wishes;
    auto& referral = now();
    referral.languages = wishes.languages;
    referral.topics = wishes.topics;
    referral.urgent = wishes.urgent;
    referral.named = wishes.named;
    referral.excluded = wishes.excluded;
    referral.excluded_departments = wishes.excluded_departments;
    referral.preferred = wishes.preferred;
  }

  void carry_out(const Effects& effects) {
    auto& referral = now();
    for (const Effect kept : {Effect::new_keys, Effect::give_receipt, Effect::mark_unreachable, Effect::deliver,
                              Effect::give_identity, Effect::destroy_content, Effect::destroy_all})
      if (effects.has(kept)) step_.effects.add(kept);
    if (effects.has(Effect::close_offer)) close_offer(command_.contact, status_after(command_.event));
    if (effects.has(Effect::count_offer)) ++referral.counted_offers;
    if (effects.has(Effect::bar_contact)) referral.barred.insert(concerned_);
    if (effects.has(Effect::revoke_offers)) revoke([](const Offer&) { return true; });
    if (effects.has(Effect::revoke_unfit_offers))
      revoke([this](const Offer& offer) { return !still_fits(offer.contact); });
    if (effects.has(Effect::reset_offer_count)) {
      referral.counted_offers = 0;
      referral.asked = referral.barred;
    }
    if (effects.has(Effect::close_link) || effects.has(Effect::close_old_link))
      for (auto& link : referral.links) link.open = false;
    if (effects.has(Effect::make_offers)) make_offers();
    if (effects.has(Effect::note_activity)) {
      referral.last_activity = command_.now;
      referral.idle_asked = false;
    }
    if (effects.has(Effect::note_first_contact)) referral.heard = true;
    if (effects.has(Effect::freeze_timers) && command_.until) referral.pause = Pause{command_.now, *command_.until};
  }

  [[nodiscard]] bool still_fits(const std::string& contact) {
    const auto* candidate = named(world_, contact);
    return candidate != nullptr && eligible(*candidate, relaxed(wish_of(now()), *candidate), command_.now,
                                            world_.settings.matching, {"5", "7"});
  }

  void close_offer(const std::string& contact, Offer::Status status) {
    for (auto& offer : now().offers)
      if (offer.contact == contact && offer.status == Offer::Status::open) offer.status = status;
  }

  template <class Which>
  void revoke(Which which) {
    for (auto& offer : now().offers)
      if (offer.status == Offer::Status::open && which(offer)) {
        offer.status = Offer::Status::revoked;
        revoked_.push_back(offer.contact);
      }
  }

  void make_offers() {
    const auto contacts = command_.event == Event::assign ? std::vector{command_.contact} : match_.contacts;
    for (const auto& contact : contacts) {
      Offer offer;
      offer.contact = contact;
      offer.created = command_.now;
      now().offers.push_back(std::move(offer));
      now().asked.insert(contact);
      offered_.push_back(contact);
    }
  }

  void give_identity() {
    for (auto& link : now().links)
      if (link.open) link.named = true;
  }

  void enter(State state, Reason reason) {
    auto& referral = now();
    referral.state = state;
    referral.reason = reason;
    referral.entered = command_.now;
    referral.reminded = referral.flagged = referral.idle_asked = false;
    referral.pause.reset();
    referral.match_at.reset();
    if (!has_holder(state)) referral.holder.clear();
    if (state == State::active) referral.heard = false;
    if (state == State::escalated) referral.coordinators_told = referral.requester_told = command_.now;
  }

  void remember(const Rule& rule) {
    auto& referral = now();
    switch (rule.event) {
      case Event::offer_half:
        for (auto& offer : referral.offers)
          if (offer.contact == command_.contact && offer.status == Offer::Status::open) offer.reminded = true;
        break;
      case Event::consent_half:
      case Event::first_contact_half:
        referral.reminded = true;
        break;
      case Event::first_contact_due:
        referral.flagged = true;
        break;
      case Event::idle_half:
        referral.idle_asked = true;
        break;
      case Event::coordinator_due:
        referral.coordinators_told = command_.now;
        referral.reminded = true;
        break;
      case Event::update_due:
        referral.requester_told = command_.now;
        break;
      default:
        break;
    }
  }

  void tell(const Tellings& told) {
    for (unsigned i = 0; i <= static_cast<unsigned>(Telling::k_report); ++i) {
      const auto telling = static_cast<Telling>(i);
      if (!told.has(telling)) continue;
      if (telling == Telling::o_not_needed)
        for (const auto& contact : std::exchange(revoked_, {})) notify(telling, contact);
      else if (telling == Telling::c_notice)
        for (const auto& contact : std::exchange(offered_, {})) notify(telling, contact);
      else if (telling < Telling::c_notice || telling > Telling::o_not_needed)
        step_.notices.push_back({telling, {}, next_news(), std::nullopt});
      else if (telling == Telling::c_unreachable || command_.event == Event::withdraw)
        for (const auto& contact : involved_) notify(telling, contact);
      else if (!concerned_.empty())
        notify(telling, concerned_);
    }
  }

  void notify(Telling telling, const std::string& contact) {
    Notice notice{telling, contact, std::nullopt, std::nullopt};
    const auto* candidate = named(world_, contact);
    if (!answers_a_press(telling) && candidate != nullptr && candidate->hours != nullptr)
      notice.not_before = candidate->hours->add(command_.now, 0s);
    step_.notices.push_back(std::move(notice));
  }

  static bool answers_a_press(Telling telling) {
    return telling == Telling::c_thanks || telling == Telling::c_why_not || telling == Telling::c_taken ||
           telling == Telling::c_closed;
  }

  /// The latest moment of the next news: whatever the referral waits for at this point.
  [[nodiscard]] std::optional<Instant> next_news() const {
    std::optional<Instant> latest;
    Referral delivered = step_.after;
    for (auto& offer : delivered.offers) offer.delivered = offer.delivered.value_or(command_.now);
    for (const auto& timer : timers_of(delivered, world_)) {
      const bool news = timer.event == Event::match || timer.event == Event::offer_due ||
                        timer.event == Event::consent_due || timer.event == Event::first_contact_due ||
                        timer.event == Event::update_due;
      if (news && (!latest || timer.due > *latest)) latest = timer.due;
    }
    return latest;
  }

  const Command& command_;
  const World& world_;
  std::span<const Rule> table_;
  Step step_;
  Match match_;
  std::string concerned_;
  std::set<std::string> involved_;  ///< who held it, or still writes, before this step
  std::vector<std::string> revoked_, offered_;
};

}  // namespace

bool Referral::open() const {
  return is_open(state);
}

bool Referral::has_open_offer() const {
  return std::any_of(offers.begin(), offers.end(),
                     [](const Offer& offer) { return offer.status == Offer::Status::open; });
}

const Offer* Referral::open_offer(std::string_view contact) const {
  const auto found = std::find_if(offers.begin(), offers.end(), [contact](const Offer& offer) {
    return offer.status == Offer::Status::open && offer.contact == contact;
  });
  return found == offers.end() ? nullptr : &*found;
}

const Link* Referral::open_link() const {
  const auto found = std::find_if(links.begin(), links.end(), [](const Link& link) { return link.open; });
  return found == links.end() ? nullptr : &*found;
}

Step step(const Referral& before, const Command& command, const World& world, std::span<const Rule> table) {
  return Walk(before, command, world, table).run();
}

}  // namespace wegwijzer::referral
