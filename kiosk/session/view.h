#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "certificate/verdict.h"
#include "kiosk/session/event.h"
#include "kiosk/session/state.h"

// What screens ask about a state, so that they hold no logic of their own.
namespace clearway::session {

// The buttons of the screen, or of the overlay while it asks for time; the most likely one first,
// languages last.
[[nodiscard]] std::vector<Choice> Actions(const State& state);
// What staff can choose on their screens: part of Actions.
[[nodiscard]] std::vector<Choice> StaffChoices(const State& state);
// Whether the traveller's last print can be repeated: its content is still here.
[[nodiscard]] bool CanRepeatPrint(const State& state);
// For how long nobody of the staff can sign in, rounded up; zero: they can.
[[nodiscard]] std::chrono::seconds LockLeft(const State& state, Moment now);
// The certificate that the screen is about; null when none is held.
[[nodiscard]] const HeldCertificate* Current(const State& state);
// All certificates of the party in the order shown: the index of Action::kShowCertificate.
[[nodiscard]] std::vector<Position> Numbered(const State& state);
// A person's answer: the best of their certificates' answers.
[[nodiscard]] certificate::Answer AnswerOf(const Person& person);
// Whether this may be put on paper: authentic, and accepted or incomplete.
[[nodiscard]] bool Printable(const HeldCertificate& held);
// What does not work now; empty when everything does.
[[nodiscard]] std::vector<Trouble> Troubles(const State& state);
// Whether demonstration keys or settings have a part in what is shown: then the screen says so.
[[nodiscard]] bool Demo(const State& state);
// What is left to answer the time-out warning, rounded up; zero while nothing is asked.
[[nodiscard]] std::chrono::seconds TimeLeft(const State& state, Moment now);
// When time alone will change the state next, after `now`: main sends a Tick then.
[[nodiscard]] std::optional<Moment> NextDeadline(const State& state, Moment now);

}  // namespace clearway::session
