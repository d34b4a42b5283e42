#include "kiosk/session/last_codes.h"

#include <algorithm>

namespace clearway::session {

bool LastCodes::See(std::uint64_t fingerprint, Moment now) {
  const auto known = std::ranges::find_if(sightings_, [&](const Sighting& sighting) {
    return sighting.seen && sighting.fingerprint == fingerprint;
  });
  if (known != sightings_.end()) {
    known->seen = now;
    return true;
  }
  // A free place orders before every time.
  *std::ranges::min_element(sightings_, {}, &Sighting::seen) = {fingerprint, now};
  return false;
}

void LastCodes::SeeAll(Moment now) {
  for (Sighting& sighting : sightings_)
    if (sighting.seen) sighting.seen = now;
}

void LastCodes::ForgetUntil(Moment moment) {
  for (Sighting& sighting : sightings_)
    if (sighting.seen && *sighting.seen <= moment) sighting = {};
}

bool LastCodes::empty() const {
  return std::ranges::none_of(sightings_,
                              [](const Sighting& sighting) { return sighting.seen.has_value(); });
}

}  // namespace clearway::session
