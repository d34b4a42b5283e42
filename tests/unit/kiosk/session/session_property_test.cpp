// Whatever happens in whatever order, some things always hold.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <set>

#include "certificate/judge.h"
#include "kiosk.h"

namespace clearway::session {
namespace {

using certificate::Answer;
using certificate::Cause;
using std::chrono::milliseconds;
using std::chrono::seconds;

bool IsEmptyScreen(Screen screen) {
  return screen == Screen::kAttract || screen == Screen::kGoodbye ||
         screen == Screen::kOutOfService || screen == Screen::kTechnician;
}

// Whether a string of a traveller is left anywhere in the state: in its vectors, or as bytes that a
// moved or short string left behind in the object itself.
bool HoldsPersonalData(const State& state) {
  if (!state.people.empty() || !state.pending.empty() || !state.waiting_passport.empty())
    return true;
  if (!state.desk.passport.empty() || state.desk.passport.capacity() != 0 ||
      state.desk.errand != Errand::kNone || state.entry.what != EntryFor::kNothing)
    return true;
  for (const std::string_view typed :
       {Kiosk::kNumber, Kiosk::kBirthDate, Kiosk::kExpiry, Kiosk::kPin}) {
    if (memmem(&state, sizeof state, typed.data(), typed.size()) != nullptr) return true;
  }
  if (state.people.capacity() != 0 || state.pending.capacity() != 0 ||
      state.waiting_passport.capacity() != 0)
    return true;
  return memmem(&state, sizeof state, kMarker, std::strlen(kMarker)) != nullptr;
}

bool IsOf(const certificate::Identity& passport, const HeldCertificate& held) {
  return Compare(certificate::IdentityOf(*held.reading.certificate), passport).answer ==
         certificate::Sameness::kSame;
}

bool IsNotOf(const certificate::Identity& passport, const HeldCertificate& held) {
  return Compare(certificate::IdentityOf(*held.reading.certificate), passport).answer ==
         certificate::Sameness::kDifferent;
}

class RandomLife {
 public:
  explicit RandomLife(unsigned seed)
      : random_(seed),
        kiosk({.has_scanner = seed % 2 == 0,
               .has_printer = seed % 3 != 0,
               .keeps_copies = seed % 4 != 3,
               .asks_issuer = seed % 5 < 2,
               .has_staff_book = seed % 5 != 0}) {}

  void Step() {
    const auto moment = kiosk.now.moment;
    kiosk.now.moment += milliseconds(Upto(10) == 0 ? Upto(30'000) : Upto(500));
    kiosk.now.time.now += std::chrono::floor<seconds>(kiosk.now.moment - moment);
    kiosk.effects.clear();
    std::visit([this](auto&& event) { kiosk.Do(std::forward<decltype(event)>(event)); },
               AnyEvent());
    CheckState();
    CheckEffects();
    CheckParts();
  }

  // Nobody touches anything any more; devices are well.
  void LeaveAlone() {
    kiosk.Do(ConfigurationChecked{{}});
    kiosk.Do(AuditChanged{true});
    kiosk.Do(TrustChanged{true});
    kiosk.Back(DeviceKind::kCamera);
    for (int second = 0; second < 400; ++second) kiosk.Wait(seconds(1));
    session_open_ = false;
    EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
    EXPECT_FALSE(HoldsPersonalData(kiosk.state));
    EXPECT_EQ(kiosk.state.language, kiosk.state.settings.default_language);
    EXPECT_TRUE(kiosk.state.last_codes.empty());
    EXPECT_EQ(kiosk.state.last_passport, 0u);
  }

  std::set<Screen> seen;

 private:
  std::mt19937 random_;

 public:
  Kiosk kiosk;

 private:
  unsigned Upto(unsigned bound) { return static_cast<unsigned>(random_() % bound); }

  hal::DeviceStatus AnyStatus() {
    return {static_cast<hal::DeviceState>(Upto(3)), static_cast<hal::DeviceCode>(Upto(22))};
  }

  CodeRead AnyCode() {
    static constexpr std::array<std::optional<Cause>, 5> kCauses{
        std::nullopt, std::nullopt, Cause::kExpired, Cause::kUnknownSigner, Cause::kBadSignature};
    const std::string name = std::to_string(Upto(10));
    if (Upto(10) == 0) return {kMarker + std::string("damaged") + name, DamagedReading()};
    return {kMarker + name + "/" + std::to_string(Upto(4)), ReadingOf(name, kCauses[Upto(5)])};
  }

  // Main keeps it, until it is told to forget.
  PartRead AnyPart() {
    main_has_parts_ = true;
    return {kMarker + std::to_string(Upto(5)), 1 + Upto(2), 2};
  }

  PassportRead AnyPassport() {
    PassportRead passport = PassportReadOf(std::to_string(Upto(10)));
    if (Upto(4) == 0) passport.fields = {};
    const HeldCertificate* held = Current(kiosk.state);
    if (held != nullptr && held->reading.certificate && Upto(2) == 0)
      passport.passport = certificate::IdentityOf(*held->reading.certificate);
    return passport;
  }

  // As somebody who knows what is asked for, now and then with a slip of the finger.
  Tap AnyKey() {
    const Entry& entry = kiosk.state.entry;
    const std::string_view wanted = entry.what == EntryFor::kDocumentNumber ? Kiosk::kNumber
                                    : entry.what == EntryFor::kBirthDate    ? Kiosk::kBirthDate
                                    : entry.what == EntryFor::kExpiry       ? Kiosk::kExpiry
                                                                            : Kiosk::kPin;
    if (Upto(40) == 0) return {{Action::kKey, Upto(10)}};
    if (!wanted.starts_with(entry.text.view())) return {{Action::kDeleteKey}};
    if (entry.text.size() == wanted.size()) return {{Action::kEnter}};
    return {{Action::kKey, *KeyIndex(wanted[entry.text.size()])}};
  }

  std::vector<CodeRead> AnyCodes() {
    std::vector<CodeRead> codes;
    for (unsigned count = Upto(4); count > 0; --count) codes.push_back(AnyCode());
    return codes;
  }

  // Of what is asked for now, or was before.
  Event AnyAnswer() {
    const std::uint32_t ticket = kiosk.state.waiting.ticket - Upto(2);
    const auto fault = static_cast<vault::VaultFault>(Upto(8));
    switch (Upto(5)) {
      case 0:
        return VaultAnswered{ticket, AnyCodes()};
      case 1:
        return VaultAnswered{ticket, std::unexpected(fault)};
      case 2:
        return IssuerAnswered{ticket, static_cast<records::Retrieval>(Upto(9)), {}};
      case 3:
        return CopyKept{ticket, kiosk.now.time.now};
      default:
        return CopyKept{ticket, std::unexpected(fault)};
    }
  }

  Tap AnyTap() {
    const std::vector<Choice> offered = Actions(kiosk.state);
    if (!offered.empty() && Upto(10) != 0)
      return {offered[Upto(static_cast<unsigned>(offered.size()))]};
    return {{static_cast<Action>(Upto(31)), Upto(5)}};
  }

  staff::Badge AnyBadge() {
    return StaffBadge(static_cast<staff::Role>(Upto(3)), static_cast<std::uint8_t>(Upto(4)));
  }
  template <typename Good>
  std::expected<Good, staff::SignInProblem> Mostly(Good good) {
    if (Upto(4) != 0) return good;
    return std::unexpected(static_cast<staff::SignInProblem>(Upto(7)));
  }
  Event AnyStaffAnswer() {
    const std::uint32_t ticket = kiosk.state.staff.awaited + (Upto(10) == 0 ? 1 : 0);
    const seconds locked(Upto(6) == 0 ? 60 : 0);
    switch (asked_) {
      case 0:
        return staff::BadgeLookedUp{ticket,
                                    Mostly(staff::Standing{Upto(3) != 0, Upto(3) == 0, locked})};
      case 1:
        return staff::SignInTried{ticket, Mostly(kiosk.state.staff.badge.value_or(AnyBadge())),
                                  locked};
      case 3:
        if (Upto(6) == 0) return ActionNotRecorded{};
        return UpkeepDone{ticket, static_cast<Upkeep>(Upto(2)),
                          Upto(3) != 0 ? std::nullopt : std::optional(Fault::kUnavailable)};
      default:
        if (Upto(4) == 0)
          return staff::PinGiven{ticket, std::unexpected(staff::SignInProblem::kFull)};
        return staff::PinGiven{ticket, {}};
    }
  }
  Event AnyStaffEvent() {
    if (kiosk.state.screen == Screen::kTyping && kiosk.state.staff.badge) {
      kiosk.Enter(kStaffPin);
      return Tick{};
    }
    if (kiosk.state.screen == Screen::kStaffWaiting) return AnyStaffAnswer();
    BadgeShown shown{std::to_string(Upto(1000)), AnyBadge()};
    if (Upto(6) == 0) shown.badge = std::unexpected(static_cast<staff::BadgeProblem>(Upto(7)));
    return shown;
  }

  PrintUpdate AnyPrintUpdate() {
    return {kiosk.state.print.ticket - Upto(2), static_cast<PrintPhase>(Upto(6)),
            hal::DeviceCode::kMediaJammed};
  }

  Event AnyEvent() {
    if (Upto(200) == 0) kiosk.now.time.trusted = !kiosk.now.time.trusted;
    // Staff who are here go on, and a page that failed calls them.
    const bool is_for_staff = kiosk.state.staff.badge || kiosk.state.screen == Screen::kPrintFailed;
    if (Upto(is_for_staff ? 3 : 40) == 0) return AnyStaffEvent();
    if (kiosk.state.screen == Screen::kTyping && Upto(10) < 9) return AnyKey();
    if (kiosk.state.waiting.since && Upto(3) == 0) return AnyAnswer();
    if (kiosk.state.screen == Screen::kPrinting && Upto(3) == 0) return AnyPrintUpdate();
    switch (Upto(25)) {
      case 24:
        return AnyAnswer();
      case 0:
        if (Upto(3) == 0) return AnyPart();
        if (Upto(2) == 0) return NotACertificate{kMarker};
        return ReceiptRead{kMarker, std::unexpected(certificate::ReceiptProblem::kForged), {}};
      case 1:
        return GuidanceChanged{static_cast<camera::Guidance>(Upto(5))};
      case 2:
      case 3:
        return AnyPrintUpdate();
      case 4:
        return DeviceChanged{static_cast<DeviceKind>(Upto(3)), AnyStatus()};
      case 5:
        return TrustChanged{Upto(4) != 0};
      case 6:
        return AuditChanged{Upto(4) != 0};
      case 7:
        if (Upto(4) == 0) return ConfigurationChecked{{"a.toml:1: wrong"}};
        return ConfigurationChecked{{}};
      case 8:
        return Activity{};
      case 9:
        return Tick{};
      case 10:
        return AnyPassport();
      case 11:
      case 12:
      case 13:
        return AnyCode();
      default:
        return AnyTap();
    }
  }

  void CheckState() {
    const State& state = kiosk.state;
    seen.insert(state.screen);
    ASSERT_LT(state.language, state.settings.languages.size());
    if (IsEmptyScreen(state.screen)) {
      ASSERT_FALSE(HoldsPersonalData(state));
      ASSERT_FALSE(state.session_open);
      ASSERT_FALSE(state.asking_for_time);
    } else {
      ASSERT_TRUE(state.session_open);
    }
    if (state.screen == Screen::kVerdict || state.screen == Screen::kPrinting ||
        state.screen == Screen::kPrintDone || state.screen == Screen::kPrintFailed) {
      ASSERT_NE(Current(state), nullptr);
    }
    const Screen behind = state.screen == Screen::kHelp ? state.before_help : state.screen;
    ASSERT_EQ(state.entry.what != EntryFor::kNothing, behind == Screen::kTyping);
    ASSERT_EQ(state.waiting.since.has_value(),
              behind == Screen::kFetching || behind == Screen::kKeeping);
    if (behind == Screen::kAnotherTraveller) {
      ASSERT_EQ(state.pending.size(), 1u);
    }
    CheckAnswers(state);
    CheckStaff(state);
    if (const auto deadline = NextDeadline(state, kiosk.now.moment)) {
      ASSERT_GT(*deadline, kiosk.now.moment);
    }
  }

  // Nothing is ever accepted but what Judge accepts at a trusted time.
  void CheckAnswers(const State& state) {
    for (const Person& person : state.people) {
      ASSERT_FALSE(person.certificates.empty());
      for (const HeldCertificate& held : person.certificates) {
        const TrustedTime trusted{kiosk.now.time.now, true};
        if (held.verdict.answer == Answer::kAccepted) {
          ASSERT_EQ(certificate::Judge({&held.reading, 1}, trusted).answer, Answer::kAccepted);
          ASSERT_TRUE(person.passport.empty() || person.passport.front().typed ||
                      IsOf(person.passport.front().identity, held));
          ASSERT_FALSE(!person.passport.empty() && IsNotOf(person.passport.front().identity, held));
        }
      }
    }
  }

  // Whoever is signed in can only be so with a session, a record of every action and, for a
  // technician, nobody's data.
  void CheckStaff(const State& state) {
    const StaffVisit& visit = state.staff;
    if (!state.session_open) {
      ASSERT_FALSE(visit.badge || visit.action || visit.enrolling || !visit.new_pin.empty());
    }
    if (!visit.signed_in) return;
    ASSERT_TRUE(visit.badge);
    ASSERT_TRUE(state.audit_writable || state.screen == Screen::kPrinting);
    if (visit.badge->role == staff::Role::kTechnician) {
      ASSERT_TRUE(state.people.empty() && state.pending.empty());
      ASSERT_TRUE(state.waiting_passport.empty() && state.desk.passport.empty());
    }
  }

  void CheckAction(const records::AuditRecord& record) {
    if (const auto* in = std::get_if<records::StaffSignedIn>(&record)) {
      ASSERT_FALSE(std::exchange(signed_in_, in->badge));
    } else if (const auto* out = std::get_if<records::StaffSignedOut>(&record)) {
      ASSERT_EQ(std::exchange(signed_in_, std::nullopt), out->badge);
      ASSERT_FALSE(action_) << "nothing is left open";
    } else if (const auto* begun = std::get_if<records::ActionBegun>(&record)) {
      ASSERT_FALSE(std::exchange(action_, begun->action)) << "one at a time";
      ASSERT_TRUE(signed_in_ || begun->what == staff::StaffAction::kEnrol);
    } else if (const auto* ended = std::get_if<records::ActionEnded>(&record)) {
      ASSERT_EQ(std::exchange(action_, std::nullopt), ended->action) << "each ends once";
    }
  }

  // None is left where no session's end would come for it.
  void CheckParts() {
    if (kiosk.Last<Forget>() != nullptr || kiosk.Last<ForgetParts>() != nullptr)
      main_has_parts_ = false;
    ASSERT_FALSE(main_has_parts_ && !kiosk.state.session_open);
  }

  void CheckEffects() {
    for (const auto& audit : kiosk.Effects<Audit>()) {
      CheckAction(audit.record);
      if (std::holds_alternative<records::SessionBegan>(audit.record)) {
        ASSERT_FALSE(std::exchange(session_open_, true));
      } else if (std::holds_alternative<records::SessionEnded>(audit.record)) {
        ASSERT_TRUE(std::exchange(session_open_, false));
        ASSERT_FALSE(kiosk.Effects<Forget>().empty());
      } else if (const auto* begun = std::get_if<records::PrintStarted>(&audit.record)) {
        ASSERT_TRUE(printing_.insert(begun->ticket).second);
      } else if (const auto* ended = std::get_if<records::PrintEnded>(&audit.record)) {
        ASSERT_EQ(printing_.erase(ended->ticket), 1u) << "each print ends once";
      }
    }
    if (!kiosk.Effects<LookUpBadge>().empty()) asked_ = 0;
    if (!kiosk.Effects<TrySignIn>().empty()) asked_ = 1;
    if (!kiosk.Effects<GivePin>().empty()) asked_ = 2;
    if (!kiosk.Effects<TendPrinter>().empty()) asked_ = 3;
    ASSERT_LE(printing_.size(), 1u);
    ASSERT_EQ(signed_in_.has_value(), kiosk.state.staff.signed_in);
    ASSERT_EQ(action_.has_value(), kiosk.state.staff.action.has_value());
    ASSERT_EQ(session_open_, kiosk.state.session_open);
    for (const auto& verdict : kiosk.Records<records::VerdictGiven>()) {
      ASSERT_TRUE(kiosk.now.time.trusted || verdict.answer != Answer::kAccepted);
    }
  }

  bool session_open_ = false;
  bool main_has_parts_ = false;
  int asked_ = 0;  // what the staff book or the printer was asked last
  std::optional<staff::BadgeId> signed_in_;
  std::optional<std::uint32_t> action_;
  std::set<std::uint32_t> printing_;
};

TEST(SessionProperties, hold_in_three_hundred_thousand_random_steps) {
  std::set<Screen> seen;
  for (unsigned seed = 0; seed < 300 && !HasFatalFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomLife life(seed);
    for (int step = 0; step < 1000 && !HasFatalFailure(); ++step) life.Step();
    seen.merge(life.seen);
    if (seed % 2 == 1) life.LeaveAlone();
  }
  EXPECT_EQ(seen.size(), 29u) << "every screen was met";
}

TEST(SessionProperties, every_session_is_left_alone_in_the_end_and_forgotten) {
  for (unsigned seed = 1000; seed < 1200; ++seed) {
    SCOPED_TRACE(seed);
    RandomLife life(seed);
    for (int step = 0; step < 40 && !HasFatalFailure(); ++step) life.Step();
    life.LeaveAlone();
  }
}

// Main sleeps until NextDeadline: whatever time changes, a tick at the deadlines alone finds it.
TEST(SessionProperties, ticks_at_the_deadlines_alone_reach_attract_too) {
  for (unsigned seed = 2000; seed < 2200; ++seed) {
    SCOPED_TRACE(seed);
    RandomLife life(seed);
    for (int step = 0; step < 40 && !HasFatalFailure(); ++step) life.Step();
    Kiosk& kiosk = life.kiosk;
    kiosk.Do(ConfigurationChecked{{}});
    kiosk.Do(AuditChanged{true});
    kiosk.Do(TrustChanged{true});
    kiosk.Back(DeviceKind::kCamera);
    int ticks = 0;
    while (const auto deadline = NextDeadline(kiosk.state, kiosk.now.moment)) {
      kiosk.now.moment = *deadline;
      kiosk.Do(Tick{});
      ASSERT_LT(++ticks, 20);
    }
    EXPECT_EQ(kiosk.state.screen, Screen::kAttract);
  }
}

}  // namespace
}  // namespace clearway::session
