#pragma once

#include <span>

#include "base/core/clock.h"
#include "certificate/read.h"
#include "certificate/verdict.h"

namespace clearway::certificate {

// The answer for one person's readings, at `time`. Without rules it is accepted when every one of
// them is authentic and in date. What is wrong for certain (a broken signature, a wrong key usage,
// ...) is refused; what could not be checked (an unknown signer, an unsupported format, a clock
// that nobody vouches for, trust or revocation data that is missing or out of date, nothing read at
// all) is undetermined. A record that is dated in the future, or over by its own word, is refused,
// too. A refusal outweighs what is undetermined. A clock in doubt never decides anything: then an
// expired certificate is undetermined too, while a forged one is refused all the same. A
// declaration that is reviewed still makes it incomplete, and one that was replaced by another of
// the readings does not count.
//
// Each reading's own `now` must have been `time.now`. Rules of a destination become a further
// argument here once there are any.
[[nodiscard]] Verdict Judge(std::span<const Reading> readings, TrustedTime time);

}  // namespace clearway::certificate
