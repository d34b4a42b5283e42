#pragma once

#include <algorithm>
#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/session/session.h"

namespace clearway::session {

// In every made-up name and code, so that a test can search for what should be forgotten; longer
// than what addresses and fingerprints are by chance.
inline constexpr const char* kMarker = "QZXQZXQ";

// A reading as certificate::Read gives it, without the arithmetic.
inline certificate::Reading ReadingOf(const std::string& surname,
                                      std::optional<certificate::Cause> cause = std::nullopt) {
  certificate::Reading reading;
  reading.format = certificate::Format::kEuDcc;
  reading.authenticity = {.cause = cause, .step = ""};
  reading.certificate.emplace();
  reading.certificate->format = reading.format;
  reading.certificate->holder.name.surname = kMarker + surname;
  reading.certificate->holder.name.surname_icao = kMarker + surname;
  reading.certificate->holder.birth_date = certificate::PartialDate{1980, 5, 17};
  reading.certificate->issuer = "FR";
  if (!cause) reading.signed_by = {.name = "A signer", .country = "FR", .demo = false};
  return reading;
}

// The passport of whom ReadingOf names.
inline certificate::Identity PassportOf(const std::string& surname) {
  return certificate::IdentityOf(*ReadingOf(surname).certificate);
}

// The same, as a zone that opens copies.
inline PassportRead PassportReadOf(const std::string& surname) {
  return {.passport = PassportOf(surname),
          .text = {},
          .fields = {.number = TypedText("L898902C36"),
                     .birth_date = TypedText("8005171"),
                     .expiry = TypedText("3204153")}};
}

inline certificate::Reading DamagedReading() {
  certificate::Reading reading;
  reading.format = certificate::Format::kEuDcc;
  reading.authenticity = {.cause = certificate::Cause::kMalformed, .step = "base45"};
  return reading;
}

inline constexpr const char* kStaffPin = "905133";

inline staff::Badge StaffBadge(staff::Role role, std::uint8_t id = 1) {
  staff::Badge badge{.role = role};
  badge.id.fill(id);
  return badge;
}

// The session of one kiosk, with a clock that the test moves.
class Kiosk {
 public:
  explicit Kiosk(const Settings& settings = {}) : state(Begin(settings, Moment{})) {
    Do(TrustChanged{true});
    Do(DeviceChanged{DeviceKind::kCamera, kReady});
    Do(DeviceChanged{DeviceKind::kPrinter, kReady});
    effects.clear();
  }

  static constexpr hal::DeviceStatus kReady{hal::DeviceState::kReady, hal::DeviceCode::kOk};
  static constexpr hal::DeviceStatus kGone{hal::DeviceState::kUnavailable,
                                           hal::DeviceCode::kNotReachable};

  void Do(Event event) {
    Stepped stepped = Step(std::move(state), std::move(event), now);
    state = std::move(stepped.state);
    for (Effect& effect : stepped.effects) effects.push_back(std::move(effect));
  }
  void Press(Action action, std::size_t index = 0) { Do(Tap{{action, index}}); }
  void Read(const std::string& code, certificate::Reading reading) {
    Do(CodeRead{kMarker + code, std::move(reading)});
  }
  // One certificate of `surname`, accepted.
  void ReadGood(const std::string& surname, const std::string& code = "") {
    Read(surname + code, ReadingOf(surname));
  }
  // Key by key; the keypad must be on the screen.
  void Type(std::string_view keys) {
    for (const char key : keys) Press(Action::kKey, *KeyIndex(key));
  }
  void Enter(std::string_view keys) {
    Type(keys);
    Press(Action::kEnter);
  }
  // The passport of whom ReadingOf names, by its three fields with their check digits.
  void EnterPassport() {
    Press(Action::kTypePassport);
    Enter(kNumber);
    Enter(kBirthDate);
    Enter(kExpiry);
  }
  static constexpr std::string_view kNumber = "L898902C36";
  static constexpr std::string_view kBirthDate = "8005171";
  static constexpr std::string_view kExpiry = "3204153";
  static constexpr std::string_view kPin = "295174";
  void Wait(std::chrono::seconds time) {
    now.moment += time;
    now.time.now += time;
    Do(Tick{});
  }
  // As before the program ends.
  void Stop() {
    Stepped stepped = session::Stop(std::move(state), now);
    state = std::move(stepped.state);
    for (Effect& effect : stepped.effects) effects.push_back(std::move(effect));
  }
  void Gone(DeviceKind device) { Do(DeviceChanged{device, kGone}); }
  void Back(DeviceKind device) { Do(DeviceChanged{device, kReady}); }

  // Holds up a badge after the last one is out of sight.
  void ShowBadge(std::expected<staff::Badge, staff::BadgeProblem> badge) {
    now.moment += std::chrono::seconds(5);
    const std::string text = badge ? "CB1:" + staff::ToText(badge->id) : "CB1:none";
    Do(BadgeShown{text, std::move(badge)});
  }
  void LookedUp(std::expected<staff::Standing, staff::SignInProblem> standing) {
    Do(staff::BadgeLookedUp{state.staff.awaited, std::move(standing)});
  }
  void Tried(std::expected<staff::Badge, staff::SignInProblem> who,
             std::chrono::seconds locked_for = std::chrono::seconds(0)) {
    const staff::BadgeId badge = state.staff.badge ? state.staff.badge->id : staff::BadgeId{};
    Do(staff::SignInTried{state.staff.awaited, std::move(who), locked_for, badge});
  }
  void SignIn(const staff::Badge& badge) {
    ShowBadge(badge);
    LookedUp(staff::Standing{.enrolled = true});
    Enter(kStaffPin);
    Tried(badge);
  }
  void Choose(staff::StaffAction what) { Press(Action::kStaffDo, static_cast<std::size_t>(what)); }
  [[nodiscard]] bool OffersAction(staff::StaffAction what) const {
    const Choice wanted{Action::kStaffDo, static_cast<std::size_t>(what)};
    const std::vector<Choice> offered = Actions(state);
    return std::ranges::find(offered, wanted) != offered.end();
  }

  template <typename Kind>
  [[nodiscard]] std::vector<Kind> Effects() const {
    std::vector<Kind> found;
    for (const Effect& effect : effects)
      if (const auto* kind = std::get_if<Kind>(&effect)) found.push_back(*kind);
    return found;
  }
  // The last of a kind that cannot be copied; null: there is none.
  template <typename Kind>
  [[nodiscard]] const Kind* Last() const {
    const Kind* last = nullptr;
    for (const Effect& effect : effects)
      if (const auto* kind = std::get_if<Kind>(&effect)) last = kind;
    return last;
  }
  template <typename Kind>
  [[nodiscard]] std::vector<Kind> Records() const {
    std::vector<Kind> found;
    for (const Audit& audit : Effects<Audit>())
      if (const auto* kind = std::get_if<Kind>(&audit.record)) found.push_back(*kind);
    return found;
  }
  [[nodiscard]] bool Offers(Action action) const {
    for (const Choice& choice : Actions(state))
      if (choice.action == action) return true;
    return false;
  }
  [[nodiscard]] certificate::Answer Answer() const { return Current(state)->verdict.answer; }

  Now now{.moment = Moment{},
          .time = {.now = Timestamp(std::chrono::seconds(1'790'000'000)), .trusted = true}};
  State state;
  std::vector<Effect> effects;
};

}  // namespace clearway::session
