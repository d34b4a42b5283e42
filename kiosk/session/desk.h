#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/core/clock.h"
#include "kiosk/session/passport.h"
#include "kiosk/session/typed_text.h"

namespace clearway::session {

// What a passport is asked for.
enum class Errand : std::uint8_t {
  kNone,
  kFetch,  // the phone is dead: look for the certificates
  kKeep,   // keep a copy for later
};

// Why nothing was fetched or kept. kNothing is all that a guesser hears.
enum class DeskFault : std::uint8_t {
  kNone,
  kNothing,      // no copy, another PIN, or it has expired; the issuer has none either
  kTooOften,     // too many attempts
  kClock,        // nobody can say what has expired
  kNoAnswer,     // not in time, or nobody is there
  kNotTrusted,   // the issuer's service, or this kiosk, could not prove who it is
  kNonsense,     // an answer that is none
  kTooMuch,      // more than a copy takes
  kFull,         // no room for another copy
  kUnavailable,  // not now
};

// Why the passport that was shown last is of no use.
enum class PassportProblem : std::uint8_t {
  kNone,
  kUnusable,       // a document that has not what opens a copy
  kSomebodyElses,  // not of whom the certificate names
};

// Fetching or keeping, from its button to its end. What is in it is forgotten with the errand.
struct Desk {
  Errand errand = Errand::kNone;
  PassportFields typing;               // what of a passport is typed so far
  std::vector<Passport> passport;      // none, or the one whose certificates are fetched
  TypedText pin;                       // that was chosen, until it is typed again
  DeskFault fault = DeskFault::kNone;  // of the vault, then of everything
  PassportProblem problem = PassportProblem::kNone;
  Timestamp kept_until;  // when the copy that was kept expires
};

// A question to the vault or to the issuer's service that is not answered yet.
struct Waiting {
  std::uint32_t ticket = 0;     // counts up over the kiosk's life, so that a late answer is known
  std::optional<Moment> since;  // nullopt: nothing is awaited
};

}  // namespace clearway::session
