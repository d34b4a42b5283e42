#pragma once

#include <cstdlib>
#include <string_view>

#include "certificate/judge.h"
#include "certificate/presentation.h"
#include "certificate/read.h"

namespace clearway::certificate {

// Reads the text as a kiosk that trusts nobody, presents and judges it; aborts where the answer
// contradicts itself, or something is accepted.
inline void ReadTrustingNobody(std::string_view text) {
  constexpr Timestamp kNow{std::chrono::seconds(1'800'000'000)};
  const Reading reading = Read(text, keys::TrustStore(), kNow);
  if (reading.authenticity.valid() || reading.authenticity.step.empty()) std::abort();
  if (reading.certificate) (void)Present(*reading.certificate);
  const Verdict verdict = Judge({&reading, 1}, {.now = kNow, .trusted = true});
  if (verdict.answer == Answer::kAccepted || verdict.reasons.empty()) std::abort();
}

}  // namespace clearway::certificate
